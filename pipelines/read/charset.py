"""The characters of a page: its bytes decoded by what is true, then by what is declared."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

#: What browsers assume of a page that declares nothing and is no UTF-8 (WHATWG Encoding).
FALLBACK = "cp1252"

#: Share of NUL bytes from which a page without a byte order mark is taken for UTF-16.
_WIDE_SHARE = 0.25
_PREFIX = 2_000

#: Control characters that no XML or HTML text may hold, and lone surrogates.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

#: UTF-8 that was once read as windows-1252: two to four such characters are one character.
_TWICE_ENCODED = re.compile(
    "â€[\x80-\xbf™œ\u009d\u201a-\u2122\u0160-\u017e\u02dc]?|[ÂÃ][\x80-\xbf]", re.UNICODE
)
#: The right double quote's last byte (9D) has no character in windows-1252 and mostly got lost.
_LOST_QUOTE = "â€"


def decode(body: bytes | str, content_type: str | None = None) -> str:
    """Decode ``body``, a page as fetched, and drop characters that no text may hold.

    The order is: byte order mark, valid UTF-8 (hardly any other text is that by accident), the
    ``Content-Type`` header, the page's own declaration, and windows-1252. A page that is UTF-8
    but for a few broken bytes is read as UTF-8. A string is only cleaned.
    """
    text = body if isinstance(body, str) else _decoded(body, content_type)
    return _UNUSABLE.sub("", _mended(text.removeprefix("\ufeff")))


def _decoded(body: bytes, content_type: str | None) -> str:
    marked, mark = read_bom(body)
    if marked is not None and mark is not None:
        return body[len(mark) :].decode(marked, "replace")
    if (order := _wide(body)) is not None:
        return body.decode(order, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for declared in (
        http_content_type_encoding(content_type),
        html_body_declared_encoding(body),
    ):
        if declared and (text := _as_declared(body, declared)) is not None:
            return text
    return _mostly_utf8(body) or body.decode(FALLBACK, "replace")


def _wide(body: bytes) -> str | None:
    """Name the byte order of UTF-16 that comes without a mark."""
    prefix = body[:_PREFIX]
    if prefix.count(0) < len(prefix) * _WIDE_SHARE:
        return None
    return "utf-16-le" if prefix[1::2].count(0) > prefix[0::2].count(0) else "utf-16-be"


def _as_declared(body: bytes, declared: str) -> str | None:
    """Decode by a declared name unless it lies."""
    name = resolve_encoding(declared)
    if name is None or codecs.lookup(name).name == "utf-8":
        return None
    if codecs.lookup(name).name == FALLBACK:
        return _mostly_utf8(body)
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        return None


def _mostly_utf8(body: bytes) -> str | None:
    """Decode as UTF-8 a page in which that goes right more often than wrong."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 2 > sum(1 for character in text if character > "\x7f"):
        return None
    return text.replace("\ufffd", "")


def _mended(text: str) -> str:
    """Undo UTF-8 that a site's move to another database encoded twice."""
    if _LOST_QUOTE not in text:
        return text
    return _TWICE_ENCODED.sub(_single, text)


def _single(match: re.Match[str]) -> str:
    piece = match.group()
    if piece == _LOST_QUOTE:
        return "”"
    raw = b"".join(_byte(character) for character in piece)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return piece


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")
