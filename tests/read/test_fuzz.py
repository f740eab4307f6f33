"""Nothing that a page holds crashes or stalls reading, or raises anything but PageError."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.exceptions import PageError
from pipelines.read import read
from pipelines.read.house_style import lift
from pipelines.read.language import language_of
from tests.pages.cases import cases
from tests.read.pages import html, page, story

pytestmark = pytest.mark.slow

BODIES = [case.page.body for case in cases()][::4]
PIECES = """<p> </p> <div class="related"> </div> <article> <table><tr><td> <a href="x"> </a>
<h1> <br>
Baca juga: ( [ (Red) – - | © \x00 &#108; &amp; <!-- --> <![CDATA[ {"@type":"NewsArticle"}
<script> lapas
JAKARTA, kabarpantai.id 22/1/2026 2026-01-22T00:00:00+99:99 9999999999999 lalu. “Kata” \u200b
\ud800""".split(" ")


def attempt(body: bytes | str) -> None:
    reason = "not_article"
    try:
        read(page(body))
    except PageError as error:
        reason = error.reason
    assert reason in {"not_html", "empty", "not_article", "too_large"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3_000))
def test_random_bytes(body: bytes) -> None:
    attempt(body)
    attempt(b"<html><body>" + body)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=80))
def test_pieces_of_pages(pieces: list[str]) -> None:
    attempt("<html>" + " ".join(pieces))
    attempt(html(story(after="".join(pieces))))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(BODIES) - 1), st.floats(0, 1), st.floats(0, 1))
def test_pages_cut_anywhere(which: int, start: float, end: float) -> None:
    body = BODIES[which]
    assert isinstance(body, bytes)
    attempt(body[int(start * len(body) / 3) : int(end * len(body))])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=8))
def test_any_lines_can_be_lifted(lines: list[str]) -> None:
    lifted = lift(lines, title="Judul", site_words=frozenset({"kabar"}))
    assert all(line == line.strip() and line for line in lifted.lines)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_language(text: str) -> None:
    code = language_of(text)
    assert code == language_of(text)
    assert 2 <= len(code) <= 3


BOMBS = {
    "angles": "<html><p>" + "<" * 5_000_000,
    "deep": "<html>" + "<div>" * 50_000 + "lapas",
    "deep inline": "<html><p>" + "<b><i>" * 30_000 + "lapas",
    "tables": "<html>" + "<table><tr><td>" * 3_000 + "lapas",
    "entities": "<html><p>" + "&amp;&lt;&nbsp;" * 300_000,
    "one word": "<html><p>" + "a" * 5_000_000,
    "one line": "<html><p>" + "lapas dan rutan, " * 200_000,
    "spaces": "<html><p>a" + " " * 3_000_000 + "b</p>",
    "dashes": html(story(("JAKARTA " + "- " * 20_000 + "akhir.",) * 3)),
    "brackets": html(story(("Kata " + "(" * 20_000 + ")" * 20_000 + ".",) * 3)),
    "leads": html(story(("Baca juga: " * 5_000,) * 3)),
    "commas": html(story((", ".join(["JAKARTA"] * 9_000) + " – akhir.",) * 3)),
    "links": html("<a href='/x'>Baca juga: sebuah judul berita yang lain</a>" * 8_000),
    "attributes": "<html><p " + "a=1 " * 300_000 + ">x",
    "doctype": "<!DOCTYPE a [<!ENTITY a 'lapas'><!ENTITY b '&a;&a;&a;'>]><html><p>&b;</p></html>",
    "marks": html(f"<div class='{'share-' * 50_000}'>x</div>" + story()),
    "dates": html("<span class='date'>" + "1/2/" * 30_000 + "</span>" + story()),
    "title": html(story(), title="a - " * 50_000),
    "linked": html(story(), "<script type='application/ld+json'>" + '{"a":' * 100_000),
    "keywords": html(story(), f"<meta name='keywords' content='{'x,' * 200_000}'>"),
    "labels": html(story(after="<p>Kabar Koperasi</p>" * 3_000)),
    "deep labels": html(story(after="<div>" * 200 + "<p>Kabar Koperasi</p>" * 150)),
    "credits": html(story(("Selesai. " + "Penulis: " * 5_000,) * 3)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_defused_in_seconds(bomb: str) -> None:
    start = time.perf_counter()
    attempt(BOMBS[bomb])
    attempt(BOMBS[bomb].encode("utf-8"))
    assert time.perf_counter() - start < 15
