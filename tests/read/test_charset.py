"""Bytes become the right characters, whatever the page says of itself."""

from __future__ import annotations

import pytest

from pipelines.read.charset import decode
from tests.read.pages import article, html, story

TEXT = "“Dapur” lapas – rapi…"


def declared(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'


@pytest.mark.parametrize(
    ("charset", "encoding", "header"),
    [
        ("utf-8", "utf-8", None),
        ("iso-8859-1", "utf-8", "text/html; charset=iso-8859-1"),
        ("windows-1252", "cp1252", None),
        ("iso-8859-1", "cp1252", None),
        ("utf-8", "cp1252", "text/html; charset=utf-8"),
        ("us-ascii", "cp1252", "text/html"),
        ("no-such-charset", "cp1252", "text/html; charset=unknown"),
        ("utf-8", "utf-16", None),
        ("utf-8", "utf-16-le", None),
        ("utf-8", "utf-16-be", None),
        ("utf-8", "utf-8-sig", None),
        ("x", "gb18030", "text/html; charset=gb18030"),
    ],
)
def test_charset_is_found(charset: str, encoding: str, header: str | None) -> None:
    assert TEXT in decode(declared(charset).encode(encoding), header)


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    body = declared("utf-8", TEXT * 5).encode() + b"\xff\xe2\x80"
    assert TEXT * 5 in decode(body)


def test_text_encoded_twice_is_mended() -> None:
    twice = "“Kerja sama” itu – katanya – ‘baik’…".encode().decode("cp1252", "ignore")
    assert decode(twice) == "“Kerja sama” itu – katanya – ‘baik’…"


def test_characters_that_no_text_may_hold_are_dropped() -> None:
    assert decode("la\x00pas\ud800 \x08rutan\uffff") == "lapas rutan"
    found = article(html(story()).replace("kebun", "ke\x00bun\udcff"))
    assert "kebun" in found.text
