"""A story that a page only keeps as data for its scripts is read; of several none is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from model.exceptions import PageError
from tests.read.pages import PARAGRAPHS, TITLE, article

SLUG = "rutan-serang-buka-kebun"
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TOLD = {
    "slug": SLUG,
    "judul": TITLE,
    "terbit": "2026-01-22T14:05:00+07:00",
    "diubah": "2026-01-23T08:00:00+07:00",
    "penulis": [{"id": 3, "nama": "Dewi Ayu"}],
    "penyunting": {"nama": "Rahmat Hidayat"},
    "tagar": ["rutan", "kebun"],
    "isi": MARKUP,
}
ASSIGNED = "window.__KEADAAN__ = {};"
TYPED = "<script type='application/json'>{}</script>"


def page(data: object, script: str = TYPED) -> str:
    told = script.format(json.dumps(data)) if script == TYPED else f"<script>{ASSIGNED}</script>"
    told = told.replace("{}", json.dumps(data))
    return (
        "<html><head><title>Kabar Pantai</title></head><body><main><p>Sedang memuat…</p></main>"
        f"<footer>Jalan Veteran 1, Serang</footer>{told}</body></html>"
    )


@pytest.mark.parametrize("script", [TYPED, ASSIGNED])
def test_story_in_data(script: str) -> None:
    found = article(page({"props": {"artikel": TOLD}}, script))
    assert tuple(found.text.split("\n")) == PARAGRAPHS
    assert (found.title, found.authors, found.editors) == (
        TITLE,
        ("Dewi Ayu",),
        ("Rahmat Hidayat",),
    )
    assert found.published is not None
    assert found.modified is not None
    assert found.tags == ("rutan", "kebun")


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(PARAGRAPHS),
        [{"type": "paragraph", "data": {"text": paragraph}} for paragraph in PARAGRAPHS],
        [{"tipe": "p", "isi": paragraph} for paragraph in PARAGRAPHS],
    ],
)
def test_story_kept_in_lines_or_pieces(body: Any) -> None:
    assert tuple(article(page({"artikel": {**TOLD, "isi": body}})).text.split("\n")) == PARAGRAPHS


def test_a_piece_that_says_so_is_a_subhead() -> None:
    pieces = [{"type": "paragraph", "html": paragraph} for paragraph in PARAGRAPHS]
    pieces.insert(2, {"type": "heading", "level": 3, "html": "Panen pertama"})
    lines = article(page({"artikel": {**TOLD, "isi": pieces}})).text.split("\n")
    assert lines == [*PARAGRAPHS[:2], "Panen pertama", *PARAGRAPHS[2:]]


def test_the_story_of_the_pages_address_is_taken() -> None:
    other = {**TOLD, "slug": "panen-kedua", "isi": MARKUP.replace("Serang", "Lebak")}
    found = article(page({"daftar": [other, TOLD, other]}))
    assert tuple(found.text.split("\n")) == PARAGRAPHS


def test_of_several_none_is_taken() -> None:
    others = [
        {**TOLD, "slug": f"kabar-{n}", "isi": MARKUP.replace("dua", str(n))} for n in range(3)
    ]
    with pytest.raises(PageError):
        article(page({"daftar": others}))


@pytest.mark.parametrize("broken", ["{}", "[1, 2", "{" * 2000])
def test_broken_data_are_no_story(broken: str) -> None:
    with pytest.raises(PageError):
        article(page({}).replace("{}", broken + " " * 400))
