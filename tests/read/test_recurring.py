"""Lines that recur across a site's articles are learnt as chrome; lines of stories are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipelines.read import read
from pipelines.read.recurring import (
    FORGOTTEN_AFTER,
    Line,
    candidates,
    counted,
    digest_of,
    is_chrome,
    without,
)
from tests.read.pages import PARAGRAPHS, html, page, story

MONDAY = date(2026, 3, 2)
INVITATION = "Berlayar pelan bersama kabar dari pesisir utara Pulau Jawa"
ABOUT = (
    "Media ini dikelola koperasi wartawan pesisir sejak sepuluh tahun lalu dan hidup dari iuran "
    "pembacanya, bukan dari iklan pemerintah."
)


def learnt(articles: list[tuple[str, date, list[str]]]) -> dict[str, Line]:
    known: dict[str, Line] = {}
    for number, (title, day, lines) in enumerate(articles, start=1):
        for line in counted(known, candidates(lines), number, title, day):
            known[line.digest] = line
    return known


def chrome(articles: list[tuple[str, date, list[str]]]) -> set[str]:
    return {line.text for line in learnt(articles).values() if is_chrome(line, len(articles))}


def site(number: int, *lines: str) -> list[tuple[str, date, list[str]]]:
    """Articles on as many days, each with text of its own above ``lines``."""
    return [
        (f"Judul nomor {name}", MONDAY + timedelta(days=place), [f"Kisah {name}.", *lines])
        for place, name in enumerate("abcdefghijklmnopqrstuvwxyz"[:number])
    ]


def test_a_label_on_three_articles_is_chrome_and_on_two_it_is_not() -> None:
    assert chrome(site(3, INVITATION)) == {INVITATION}
    assert chrome(site(2, INVITATION)) == set()


def test_a_paragraph_is_chrome_only_where_half_of_many_articles_have_it() -> None:
    assert chrome(site(5, ABOUT)) == set()
    assert chrome(site(6, ABOUT)) == {ABOUT}
    series = site(12, ABOUT)
    assert chrome(series) == {ABOUT}
    assert chrome([*series, *site(13)]) == set()


def test_numbers_marks_and_case_make_no_other_line() -> None:
    assert digest_of("Dibaca 1.204 kali") == digest_of("DIBACA: 7 KALI")
    assert digest_of("Dibaca kali") != digest_of("Dibaca 7 kali")


def test_a_release_copied_under_one_title_or_on_one_day_teaches_nothing() -> None:
    copies = [("Judul sama", MONDAY + timedelta(days=day), [INVITATION]) for day in range(9)]
    assert chrome(copies) == set()
    one_day = [(title, MONDAY, lines) for title, _, lines in site(9, INVITATION)]
    assert chrome(one_day) == set()


def test_quotations_are_never_learnt() -> None:
    assert chrome(site(12, "“Kami siap melayani dengan hati,” ujarnya.")) == set()


def test_only_the_ends_of_a_long_article_are_remembered() -> None:
    lines = [f"Baris ke {chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(90)]
    seen = set(candidates(lines).values())
    assert len(seen) == 30
    assert {lines[0], lines[-1]} < seen
    assert lines[45] not in seen


def test_a_line_that_the_site_dropped_is_chrome_no_more() -> None:
    line = Line("", INVITATION, 80, 40, 1, 80, "", MONDAY)
    assert is_chrome(line, 80 + FORGOTTEN_AFTER - 1)
    assert not is_chrome(line, 80 + FORGOTTEN_AFTER)


def test_a_page_that_consists_of_known_lines_is_left_whole() -> None:
    digests = frozenset(map(digest_of, (INVITATION, ABOUT)))
    assert without([INVITATION, ABOUT], digests).cut == []
    told = without([*PARAGRAPHS, INVITATION], digests)
    assert (told.kept, told.cut) == ([*PARAGRAPHS], [INVITATION])


@pytest.mark.parametrize("credit", ["", " (Red)"])
def test_reading_cuts_what_recurs_and_says_so(credit: str) -> None:
    body = html(story((*PARAGRAPHS, INVITATION + credit)))
    plain = read(page(body))
    assert plain.text.endswith(INVITATION)
    assert plain.cut == ()
    found = read(page(body, chrome=frozenset({digest_of(INVITATION)})))
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.cut == (INVITATION,)
    assert "cut" not in plain.model_dump(mode="json")
