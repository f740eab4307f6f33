"""Where Trafilatura finds little of a story, what finds more is taken, and its name is kept."""

from __future__ import annotations

import pytest

from model.records import ExtractedBy
from pipelines.read.block_text import lines_of
from pipelines.read.extraction import justext_lines
from pipelines.read.tree import parse
from tests.read.pages import PARAGRAPHS, article, html, plain, story

WHOLE = "\n".join(PARAGRAPHS)


def in_elements(tag: str) -> str:
    return "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in PARAGRAPHS)


def test_trafilatura_reads_most_pages() -> None:
    found = article(html(story()))
    assert (found.extractor, found.text) == (ExtractedBy.TRAFILATURA, WHOLE)


@pytest.mark.parametrize("tag", ["aside", "figure", "output", "noindex"])
def test_a_story_in_elements_that_trafilatura_drops_is_taken_from_its_block(tag: str) -> None:
    found = article(html(f"<div class='isi'>{in_elements(tag)}</div>"))
    assert (found.extractor, found.text) == (ExtractedBy.STORY_BLOCK, WHOLE)


def test_without_a_block_the_default_settings_try_again() -> None:
    body = "".join(f"<div><label>{paragraph}</label></div>" for paragraph in PARAGRAPHS)
    found = article(f"<html><body>{body}</body></html>")
    assert (found.extractor, found.text) == (ExtractedBy.TRAFILATURA_DEFAULT, WHOLE)


def test_plain_text_names_itself() -> None:
    assert plain(WHOLE).extractor is ExtractedBy.PLAIN


def test_lines_of_a_block_break_as_in_a_browser() -> None:
    block = parse(
        "<div>Satu <b>dua</b><br>tiga<ul><li>empat</li></ul>lima<script>x()</script>"
        "<table><tr><td>a</td><td></td><td>b</td></tr></table></div>"
    )
    assert lines_of(block) == ["Satu dua", "tiga", "empat", "lima", "a | b"]


def test_justext_gives_paragraphs_without_links_and_nothing_for_nothing() -> None:
    long = " ".join(PARAGRAPHS)
    page = html(f"<p>{long}</p><p><a href='/x'>Pasar Ikan Muara Angke Kembali Dibuka</a></p>")
    assert long in justext_lines(page)
    assert not any("Muara Angke" in line for line in justext_lines(page))
    assert justext_lines("") == []
