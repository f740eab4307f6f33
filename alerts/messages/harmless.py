"""Text from news pages made harmless: it stays text, wherever a message is shown.

Each ``for_…`` function takes one line of anything and gives what stands for it in one sort of
message. None of them lets through control characters, marks that turn the direction of writing,
line breaks, or what a chat service takes for a call to its members.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

#: Joins emoji; the other invisible characters hide or turn around what is written.
_JOINER = "\u200d"
_BREAK = "\u200b"
#: Calls (@all, wherever it stands), the forms <@1>, <!channel>, <#C1>, and commands (/start).
_CALLS = re.compile(r"[@＠](?=\w)|<(?=\S)|^/(?=\w)")
#: What begins a link with a text of its own in Markdown.
_LINK_TEXT = re.compile(r"\](?=[\[(:])")
#: What formats within a line of Markdown, and what does where a line begins.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|&])")
_LINE_START = re.compile(r"^(\d*)([#+=.)-])")
#: Signs that chat services format by, and those that look like them.
_LOOKALIKES = str.maketrans("*_~`", "∗＿∼‘")
_TITLE_LOOKALIKES = str.maketrans("<>", "‹›")
_SPACES = re.compile(r"\s+")


def line(text: str) -> str:
    """Make one line of ``text``, without controls, invisible characters and stray surrogates."""
    kept = "".join(_visible(character) for character in text)
    return _SPACES.sub(" ", kept).strip()


def for_mail(text: str) -> str:
    """Return what stands for ``text`` in a plain mail or a header: one line of it."""
    return line(text)


def for_html(text: str) -> str:
    """Return what stands for ``text`` in HTML, between tags or in a quoted attribute."""
    return escape(line(text), quote=True)


def for_markdown(text: str) -> str:
    """Return what stands for ``text`` in CommonMark: every sign that may format is escaped."""
    escaped = _MARKDOWN.sub(r"\\\1", _uncalled(text))
    return _LINE_START.sub(r"\1\\\2", escaped)


def for_chat(text: str) -> str:
    """Return what stands for ``text`` in a chat that formats what nobody said is formatted."""
    return _LINK_TEXT.sub("]" + _BREAK, _uncalled(text)).translate(_LOOKALIKES)


def for_chat_title(text: str) -> str:
    """Return what stands for ``text`` in a title, which services format as they like."""
    return for_chat(text).translate(_TITLE_LOOKALIKES)


def for_chat_html(text: str) -> str:
    """Return what stands for ``text`` in HTML that a chat service turns into its own form."""
    return escape(_uncalled(text), quote=True)


def _uncalled(text: str) -> str:
    return _CALLS.sub(lambda found: found.group() + _BREAK, line(text))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category in {"Cs", "Co", "Cn"} or (category == "Cf" and character != _JOINER):
        return ""
    return character
