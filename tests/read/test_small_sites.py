"""Sites of which a few pages are known: what is learnt of them is theirs, and harms no story."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from model.exceptions import PageError
from pipelines.read import read
from pipelines.read.recurring import Line, candidates, counted, digest_of, is_chrome
from tests.pages.cases import cases
from tests.read.pages import html, page

DAY = date(2026, 3, 2)
WORDS = "akasia bambu cemara damar enau gaharu imba jati kenari lontar".split()
#: What an outlet says in words that no rule knows, as a label and as a sentence.
LABEL = "Pijar Rafflesia, dekat di hati"
SENTENCE = "Pijar lahir di sebuah garasi di Curup yang masih dipakai sampai sekarang."
#: What a press office ends some of its stories with.
FORMULA = "Kegiatan berjalan aman, tertib, dan lancar."
GOLDEN = [case.page for case in cases()][::3]


def story_of(number: int) -> list[str]:
    word = WORDS[number]
    return [
        f"Petugas Lapas Curup menanam {word} bersama warga binaan di lahan belakang tembok.",
        f"Bibit {word} datang dari dinas pertanian setempat dan dipupuk dengan kompos dapur.",
        f"“Pohon {word} ini akan kami rawat sendiri,” ujar seorang penghuni blok belakang.",
    ]


@st.composite
def sites(draw: st.DrawFn) -> list[tuple[int, list[str]]]:
    """Draw the days and the lines of five to ten articles; some end with the office's formula."""
    number = draw(st.integers(5, 10))
    days = draw(st.lists(st.integers(0, 30), min_size=number, max_size=number))
    formulas = draw(st.sets(st.integers(0, number - 1), max_size=(number - 1) // 2))
    at = draw(st.integers(0, 3))
    articles = []
    for place, day in enumerate(days):
        lines = [*story_of(place)]
        lines.insert(at, LABEL)
        lines += [FORMULA] if place in formulas else []
        articles.append((day, [*lines, SENTENCE]))
    return articles


def learnt(articles: list[tuple[int, list[str]]]) -> frozenset[str]:
    known: dict[str, Line] = {}
    for number, (day, lines) in enumerate(articles, start=1):
        moment = DAY + timedelta(days=day)
        for line in counted(known, candidates(lines), number, WORDS[number - 1], moment):
            known[line.digest] = line
    return frozenset(key for key, line in known.items() if is_chrome(line, len(articles)))


@settings(deadline=None)
@given(sites())
def test_a_small_site_teaches_its_labels_and_no_storys_line(
    articles: list[tuple[int, list[str]]],
) -> None:
    chrome = learnt(articles)
    days = [day for day, _ in articles]
    changes = sum(day != before for before, day in pairwise(days))
    # Its share on two days and more is all; a sentence needs six articles and four days.
    assert (digest_of(LABEL) in chrome) == (changes >= 1)
    assert (digest_of(SENTENCE) in chrome) == (len(articles) >= 6 and changes >= 3)
    own = chain.from_iterable(story_of(place) for place in range(len(articles)))
    assert not chrome & {digest_of(line) for line in (*own, FORMULA)}


@settings(max_examples=30, deadline=None)
@given(which=st.integers(0, len(GOLDEN) - 1), chosen=st.sets(st.integers(0, 40)))
def test_what_is_learnt_only_cuts(which: int, chosen: set[int]) -> None:
    golden = GOLDEN[which]
    lines = read(golden).text.split("\n")
    chrome = frozenset(digest_of(line) for place, line in enumerate(lines) if place in chosen)
    with suppress(PageError):  # What is left may be too short for a story.
        left = read(golden.model_copy(update={"chrome": chrome})).text.split("\n")
        rest = iter(lines)
        # What is first now may have a dateline of its own.
        assert all(any(line.endswith(each) for line in rest) for each in left)
        assert len(left) > 1 or len(lines) < 4


@settings(max_examples=30, deadline=None)
@given(
    charset=st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1252"]),
    named=st.sampled_from(["utf-8", "iso-8859-1", "utf-16", "none-such"]),
    end=st.floats(0.3, 1),
)
def test_a_page_cut_short_under_a_wrong_name_is_read_or_refused(
    charset: str, named: str, end: float
) -> None:
    lines = [*story_of(0), *story_of(1), LABEL]
    markup = html("".join(f"<p>{line}" for line in lines)).replace("'utf-8'", f"'{named}'")
    body = markup.encode(charset, "replace")
    sent = page(body[: int(end * len(body))], content_type=f"text/html; charset={named}")
    with suppress(PageError):
        text = read(sent).text
        assert text
        assert "\x00" not in text
