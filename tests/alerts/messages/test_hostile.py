"""Whatever a news page says, in a message it stays text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from alerts.channels.letters import letter, mailbox
from alerts.messages import harmless
from alerts.messages.rendering import Markup, chat, mail
from alerts.messages.splitting import parts
from alerts.messages.trimming import web_address
from alerts.sending import Digest
from tests.alerts.digests import AGREEMENT, HEALTH, digest

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</h3></div><a href='https://jahat.example'>klik</a>",
    '" onmouseover="alert(1)',
    "[klik](https://jahat.example) **tebal** _miring_ `kode` ~~coret~~ ||rahasia||",
    "![g](https://jahat.example/x.png)",
    "[a]: https://jahat.example",
    "# Judul\n- daftar\n1. satu\n> kutip\n```\nkode\n```",
    "@everyone @here @channel @all <@123> <@&456> <!channel> <!here> <#C1> <:x:9> foo@everyone",
    "&lt;!channel&gt; &#64;everyone",
    "/start /hapus @` @_ @*",
    "Halo\r\nBcc: korban@x.example\r\n\r\nisi",
    "\u202eterbalik\u202c \u2066a\u2069 \u200b\u200e\ufeff nol\x00 \x1b[31mmerah",
    "«a» «b <b>» «»",
    "\\*a\\* \\\\<b>",
    "{{ 7*7 }} {% raw %} ${HOME}",
    "\ud800 \U000e0041",
)
texts = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(max_size=60),
    st.text(alphabet="<>&\"'`*_[]()@#!|~\\\n\r «»ab1.", max_size=60),
)
NOW = datetime(2026, 1, 29, tzinfo=UTC)
MARKUPS = st.sampled_from(list(Markup))


def hostile(text: str) -> Digest:
    entry = AGREEMENT.model_copy(
        update={
            "title": text,
            "outlet": text,
            "units": (text,),
            "partners": (text,),
            "signatories": (text,),
            "place": text,
            "regency": text,
            "highlights": (text, f"«{text}»"),
        }
    )
    notice = HEALTH.model_copy(update={"title": text, "text": text})
    return digest(entry, notice, name=text or "x", query=text or None)


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page but the marks of highlights, with their attributes."""
    return [
        (str(element.tag), tuple(sorted(element.keys())))
        for element in html.fromstring(page).iter()
        if element.tag != "b"
    ]


def for_tree(text: str) -> str:
    return mail(hostile(text), excerpt_words=40).html


@settings(max_examples=150, deadline=None)
@given(texts)
@example("a&amp;b")
def test_no_text_makes_an_element_of_a_mail(text: str) -> None:
    harmless_shape = {str(tag) for tag, _ in shape(for_tree("aman"))}
    found = html.fromstring(for_tree(text))
    assert {str(element.tag) for element in found.iter()} - {"b"} <= harmless_shape
    allowed = {AGREEMENT.url, AGREEMENT.page, digest().see_all, digest().unsubscribe, digest().edit}
    assert {anchor.get("href") for anchor in found.iter("a")} <= allowed
    assert all(not element.keys() for element in found.iter("b"))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_text_makes_a_header_or_a_part_of_a_mail(text: str) -> None:
    def written(content: str) -> bytes:
        said = hostile(content)
        sender, recipient = mailbox("Pantau <p@x.example>"), mailbox("a@x.example")
        told = mail(said, excerpt_words=40)
        return letter(said, told, sender=sender, recipient=recipient, now=NOW).as_bytes()

    parsed = message_from_bytes(written(text), policy=default)
    plain = message_from_bytes(written("aman"), policy=default)
    assert [name for name, _ in parsed.raw_items()] == [name for name, _ in plain.raw_items()]
    assert [part.get_content_type() for part in parsed.walk()] == [
        part.get_content_type() for part in plain.walk()
    ]


@settings(max_examples=150, deadline=None)
@given(texts, MARKUPS)
def test_no_text_calls_anybody_or_turns_the_writing(text: str, markup: Markup) -> None:
    said = chat(hostile(text), markup, titled=False, excerpt_words=40)
    for part in [said.title, *parts(said, 4000)]:
        assert re.search(r"[@＠](?=\w)", part) is None
        assert re.search(r"<[@!#:&]", part) is None
        assert re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0009\u000b-\u001f]", part) is None
        assert part.encode()


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_text_makes_markdown(text: str) -> None:
    """Rendered by another implementation, Markdown holds our bold lines and links, and no more."""
    said = chat(hostile(text), Markup.MARKDOWN, titled=False, excerpt_words=40)
    rendered = markdown.markdown("\n\n".join([said.head, *said.entries, said.foot]))
    found = html.fromstring(f"<div>{rendered}</div>")
    assert {element.tag for element in found.iter()} <= {"div", "p", "strong", "a"}
    allowed = {AGREEMENT.url, AGREEMENT.page, digest().see_all, digest().unsubscribe, digest().edit}
    assert {anchor.get("href") for anchor in found.iter("a")} <= allowed


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_text_makes_an_element_of_a_chat_in_html(text: str) -> None:
    said = chat(hostile(text), Markup.HTML, titled=False, excerpt_words=40)
    found = html.fromstring(f"<div>{'<br>'.join(parts(said, 4000))}</div>")
    assert {element.tag for element in found.iter()} <= {"div", "b", "a", "br"}
    assert all(set(element.keys()) <= {"href"} for element in found.iter())


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example/",
        "https://user:pass@x.example/",
        "https://",
        "//x.example",
        "http://[::1",
        None,
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert web_address(url) is None


def test_an_address_cannot_end_its_link() -> None:
    address = web_address("https://x.example/a)b>c\"d'e<f> [g](h)\n@all?q=1&r=2#z")
    assert address is not None
    assert re.search(r"[()<>\"'\[\]\s@]", address) is None
    assert address.endswith("?q=1&r=2#z")


def test_what_is_said_stays_readable() -> None:
    title = "Lapas Kelas IIA & Pemkot Tangerang: “Kerja Sama” (MoU) – 100% – C/O 1.500 warga"
    for write in (harmless.for_mail, harmless.for_chat, harmless.for_chat_title):
        assert write(title) == title
    signs = title + " <b> &lt;i&gt; \"a\" 'b'"
    for write in (harmless.for_html, harmless.for_chat_html):
        read = html.fromstring(f"<p>{write(signs)}</p>").text_content()
        assert read.replace("\u200b", "") == signs
    assert harmless.for_mail("emoji 👨‍👩‍👧 tetap") == "emoji 👨‍👩‍👧 tetap"
