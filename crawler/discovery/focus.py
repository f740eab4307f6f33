"""What a page is worth before it is asked for, by what its site says of it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from crawler.discovery.found import Found, Source
from pipelines.text.prison_words import mentions_prison

_FILE = Path(__file__).with_name("focus.yaml")
#: What stands between words in texts, titles and addresses.
_GAP = r"(?:[^\w]|_|&nbsp;)*"
_TAG = re.compile(r"<[^>]*>")
#: Characters of first lines in which the parties of an agreement are named.
_LONG = 250


class Worth(IntEnum):
    """How likely a page is a story of ours; a greater one is asked first."""

    #: Nothing speaks for it.
    NONE = 0
    #: A word of agreements in the title, or the page is found by search alone.
    AGREEMENT = 1
    #: A word of prisons.
    PRISON = 2
    #: Both.
    BOTH = 3


def worth_of(found: Found) -> Worth:
    """Say what a page is worth.

    Where the text is known, it decides: a story of ours has a word of prisons and one of
    agreements. Else title, first lines and address do, and one of the two is enough, unless the
    headline tells of something else that prisons are in the news for. A headline alone may also
    name one of those who sign with prisons.
    """
    title = _plain(" ".join(filter(None, (found.title, found.summary, _slug(found.url)))))
    if found.text is not None:
        text = f"{title} {_plain(found.text)}"
        is_ours = _is_prison(text) and _matches("agreement", text)
        return Worth.BOTH if is_ours else Worth.NONE
    is_agreement = _matches("agreement", title) or _matches("title", title)
    is_prison = found.source is Source.SEARCH or _is_prison(title)
    if not is_agreement and _matches("other", _plain(f"{found.title or ''} {_slug(found.url)}")):
        return Worth.NONE
    if found.title is not None and found.summary is None:
        is_agreement = is_agreement or _matches("partner", found.title)
    if is_agreement and not is_prison and len(found.summary or "") >= _LONG:
        # Who signs with a prison is told in the first lines.
        return Worth.NONE
    return Worth(2 * is_prison + is_agreement)


def is_sampled(name: str, week: int, share: float) -> bool:
    """Say whether a page that is worth nothing is looked at all the same, to learn what is missed.

    The draw depends on ``name`` (``model.urls.identity`` of the page) and the week alone, so that a
    crawl that is cut off and begun again draws the same.
    """
    drawn = int.from_bytes(sha256(f"{week} {name}".encode()).digest()[:4], "big")
    return drawn < share * 2**32


def _is_prison(text: str) -> bool:
    return mentions_prison(text.encode("utf-8", "replace")) or _matches("prison", text)


def _matches(group: str, text: str) -> bool:
    return _patterns()[group].search(text) is not None


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _slug(url: str) -> str:
    """The words of an address: its path, and the values of its query."""
    parts = urlsplit(url)
    return unquote(f"{parts.path} {parts.query.replace('=', ' ')}").replace("-", " ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    groups: dict[str, Sequence[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: _compiled(words) for name, words in groups.items()}


def _compiled(words: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(word.replace(" ?", _GAP).replace(" ", _GAP) for word in words)
    return re.compile(rf"(?<![^\W_])(?:{joined})", re.IGNORECASE)
