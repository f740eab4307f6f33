"""What Apprise makes of hostile text for services that cannot be asked from here."""

from __future__ import annotations

import re
import warnings

import pytest
from apprise import Apprise, NotifyBase, NotifyFormat
from lxml import html

from alerts.channels.services import written
from alerts.messages.rendering import Markup, chat
from alerts.messages.splitting import parts
from tests.alerts.digests import AGREEMENT, digest
from tests.alerts.messages.test_hostile import ATTACKS, hostile

_LINKS = {AGREEMENT.url, AGREEMENT.page, digest().see_all, digest().unsubscribe, digest().edit}


def converted(target: str, markup: Markup, text: str) -> str:
    """What the service of ``target`` is sent for a message full of ``text``."""
    message = chat(hostile(text), markup, titled=False, excerpt_words=40)
    whole = "\n\n".join(parts(message, 30_000))
    return service(target).dialect_convert(written(message, whole), NotifyFormat(markup))


def service(target: str) -> NotifyBase:
    with warnings.catch_warnings():
        # Libraries of services that this Python still has warn that they will go.
        warnings.simplefilter("ignore", DeprecationWarning)
        made = Apprise.instantiate(target)
    assert made is not None
    return made


@pytest.mark.parametrize("text", ATTACKS)
def test_telegram_gets_bold_lines_and_our_links(text: str) -> None:
    sent = converted("tgram://123456789:abcdefg_hijklmnop/123/", Markup.HTML, text)
    found = html.fromstring(f"<div>{sent}</div>")
    assert {element.tag for element in found.iter()} == {"div", "b", "a"}
    assert {anchor.get("href") for anchor in found.iter("a")} <= _LINKS
    assert re.search(r"@\w", found.text_content()) is None


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize(
    "target",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/",
        "gchat://ruang/kunci/token",
    ],
)
def test_slack_and_google_chat_get_our_links_and_call_nobody(target: str, text: str) -> None:
    sent = converted(target, Markup.MARKDOWN, text)
    links = {link.partition("|")[0] for link in re.findall(r"<([^>]*)>", sent)}
    assert {link.replace("&amp;", "&") for link in links} <= _LINKS
    assert re.search(r"@\w", sent) is None
