"""Messages made of digests: a mail in HTML and text, or parts for a chat.

Every value that a template writes is made harmless for its format, by the environment itself: no
template can forget it. Only addresses that were checked, and signs of our own, are written as
they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from alerts.messages import harmless
from alerts.messages.trimming import shortened
from alerts.messages.view import MessageView, view
from alerts.messages.wording import Wording
from alerts.sending import Digest

_TEMPLATES = Path(__file__).with_name("templates")
_MARKED = re.compile(r"«([^«»]*)»")
#: What a chat is told of an entry; mail tells all.
_IN_CHAT = ("changes", "what", "signed", "place", "expiry", "source", "why")
#: What is told of one that is still too long for a message.
_IN_SHORT = ("changes", "signed", "expiry")
_SHORT_TITLE = 80


class Markup(StrEnum):
    """How a chat service wants its messages written, by Apprise's names."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Mail(NamedTuple):
    """A mail: the subject is one harmless line."""

    subject: str
    text: str
    html: str


class Chat(NamedTuple):
    """A message for a chat, in pieces that may be put into several parts.

    ``entries`` come with the heading of their province where one begins. ``short`` are the same
    entries, told in as few words as they can be; ``brief`` is the whole message so, where a link
    leads to the rest.
    """

    markup: Markup
    title: str
    head: str
    entries: tuple[str, ...]
    short: tuple[str, ...]
    foot: str
    brief: str | None


class _Written(str):
    """What is written as it is."""

    __slots__ = ()


class _Format(NamedTuple):
    """How values and addresses are written by one template."""

    template: str
    text: Callable[[str], str]
    address: Callable[[str], str] = str


_MAIL_TEXT = _Format("mail.txt.j2", harmless.for_mail)
_MAIL_HTML = _Format("mail.html.j2", harmless.for_html, escape)
_CHATS = {
    Markup.TEXT: _Format("chat.txt.j2", harmless.for_chat),
    Markup.MARKDOWN: _Format("chat.md.j2", harmless.for_markdown),
    Markup.HTML: _Format("chat.html.j2", harmless.for_chat_html, escape),
}


def mail(digest: Digest, *, excerpt_words: int) -> Mail:
    """Write a digest as a mail."""
    wording = Wording(digest.language, digest.zone)
    message = view(digest, wording, excerpt_words=excerpt_words)
    values = {"message": message, **_words(wording)}
    text, html = (
        _template(form).render(values).strip() + "\n" for form in (_MAIL_TEXT, _MAIL_HTML)
    )
    return Mail(message.subject, text, html)


def chat(digest: Digest, markup: Markup, *, titled: bool, excerpt_words: int) -> Chat:
    """Write a digest for a chat; a ``titled`` message is shown below its title."""
    wording = Wording(digest.language, digest.zone)
    message = view(digest, wording, excerpt_words=excerpt_words)
    pieces: Any = _template(_CHATS[markup]).make_module(_words(wording))
    return Chat(
        markup=markup,
        title=harmless.for_chat_title(message.subject),
        head=str(pieces.head(message, titled)).strip(),
        entries=tuple(_entries(message, pieces, _IN_CHAT)),
        short=tuple(_entries(_with_short_titles(message), pieces, _IN_SHORT)),
        foot=str(pieces.foot(message)).strip(),
        brief=str(pieces.brief(message, titled)).strip() if message.see_all else None,
    )


def paper(title: str, pieces: tuple[str, ...]) -> Chat:
    """Return a paper as a message for a chat; its pieces are plain text, written as they are."""
    return Chat(
        markup=Markup.TEXT,
        title=harmless.for_chat_title(title),
        head="",
        entries=pieces,
        short=pieces,
        foot="",
        brief=None,
    )


def _with_short_titles(message: MessageView) -> MessageView:
    return replace(
        message,
        groups=tuple(
            replace(
                group,
                entries=tuple(
                    replace(entry, title=shortened(entry.title, _SHORT_TITLE))
                    for entry in group.entries
                ),
            )
            for group in message.groups
        ),
    )


def _entries(message: MessageView, pieces: Any, keys: tuple[str, ...]) -> Iterator[str]:
    for group in message.groups:
        heading = str(pieces.heading(group.name)).strip() if group.name else ""
        for entry in group.entries:
            told = str(pieces.entry(entry, keys)).strip()
            yield f"{heading}\n\n{told}" if heading else told
            heading = ""


def _words(wording: Wording) -> dict[str, Callable[[str], str]]:
    return {"phrase": wording, "label": lambda key: wording(f"labels.{key}")}


@cache
def _template(form: _Format) -> Template:
    def finalize(value: object) -> object:
        return form.text(value) if type(value) is str else value

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=finalize,
        # Values are made harmless by finalize, in every format alike.
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = lambda url: _Written(form.address(url))
    environment.filters["marked"] = lambda text: _Written(
        _MARKED.sub(r"<b>\1</b>", form.text(text))
    )
    return environment.get_template(form.template)
