from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import JAKARTA, SignedOnBasis
from pipelines.text.dates import DateMention, find_dates, resolve
from tests.text import cases

FETCHED = datetime(2026, 11, 1, 8, tzinfo=JAKARTA)


def told(mention: DateMention) -> str:
    said = ["_" if value is None else str(value) for value in mention[3:]]
    return f"{'.'.join(said[:3])} {said[3]} {said[4]}"


@pytest.mark.parametrize(("text", "expected"), cases("dates.txt"))
def test_a_day_is_found_as_printed(text: str, expected: str) -> None:
    assert ("; ".join(map(told, find_dates(text))) or "-") == expected


@pytest.mark.parametrize(("text", "expected"), cases("dates.txt"))
def test_a_day_is_found_within_a_sentence(text: str, expected: str) -> None:
    sentence = f"Acara berlangsung di aula, {text}. Hadir pula bupati."
    found = find_dates(sentence)
    assert ("; ".join(map(told, found)) or "-") == expected
    assert all(sentence[mention.start : mention.end] == mention.text for mention in found)


RESOLVED = [
    # text, published, the day, its basis
    ("Rabu (28/1/2026)", "2026-01-29", "2026-01-28", "stated"),
    ("28 Januari 2026", "2026-01-29", "2026-01-28", "stated"),
    ("28 Januari 2026", None, "2026-01-28", "stated"),
    ("12 Maret 2019", "2026-01-29", "2019-03-12", "stated"),
    # Papua's day begins before Jakarta's; what lies further ahead is a plan.
    ("30 Januari 2026", "2026-01-29", "2026-01-30", "stated"),
    ("31 Januari 2026", "2026-01-29", None, "none"),
    ("Rabu (11/2/2026)", "2026-01-29", None, "none"),
    ("31 Februari 2026", "2026-03-29", None, "none"),
    # The weekday puts the year right.
    ("Kamis (22/1/2025)", "2026-01-23", "2026-01-22", "weekday_corrected"),
    ("Kamis (22/1/2025)", None, "2026-01-22", "weekday_corrected"),
    ("Kamis (22/1/2027)", "2026-01-23", "2026-01-22", "weekday_corrected"),
    ("Senin (5/1/2025)", "2026-01-05", "2026-01-05", "weekday_corrected"),
    ("Kamis (22/1/2015)", "2026-01-23", "2015-01-22", "stated"),
    ("Minggu (29/2/2026)", "2026-03-01", None, "none"),
    # The year is that of publication: the day or the weekday is wrong.
    ("Rabu (29/1/2026)", "2026-01-30", "2026-01-28", "weekday_corrected"),
    ("Jumat (29/1/2026)", "2026-01-30", "2026-01-30", "weekday_corrected"),
    ("Jumat (29/1/2026)", "2026-01-29", "2026-01-29", "stated"),
    ("Senin (29/1/2026)", "2026-01-30", "2026-01-29", "stated"),
    # The month is wrong.
    ("Senin (2/1/2026)", "2026-02-03", "2026-02-02", "weekday_corrected"),
    # Nothing is near: the nearest year.
    ("Senin (22/1/2025)", "2026-06-30", "2024-01-22", "weekday_corrected"),
    # No year.
    ("Minggu (19/10)", "2025-10-20", "2025-10-19", "year_from_weekday"),
    ("Minggu (19/10)", "2025-10-19", "2025-10-19", "year_from_weekday"),
    ("Senin (27/06)", None, "2022-06-27", "year_from_weekday"),
    ("Rabu (31/12)", "2026-01-02", "2025-12-31", "year_from_weekday"),
    ("Rabu (28/1)", "2026-01-27", "2026-01-28", "year_from_weekday"),
    ("Rabu (28/1)", "2026-01-25", "2015-01-28", "year_from_weekday"),
    # A day of the week before publication: the weekday of its neighbour, or of no near day.
    ("Selasa (9/2)", "2026-02-11", "2026-02-10", "weekday_corrected"),
    ("Kamis (9/2)", "2026-02-11", "2026-02-09", "year_from_published"),
    ("Rabu (31/2)", "2026-01-25", None, "none"),
    ("28 Januari", "2026-01-29", "2026-01-28", "year_from_published"),
    ("30 Desember", "2026-01-02", "2025-12-30", "year_from_published"),
    ("29 Februari", "2026-01-02", "2024-02-29", "year_from_published"),
    ("28 Januari", None, None, "none"),
    # No day: counted from the day of publication.
    ("Rabu pagi", "2026-01-28", "2026-01-28", "relative"),
    ("Rabu", "2026-01-30", "2026-01-28", "relative"),
    ("Rabu lalu", "2026-01-28", "2026-01-21", "relative"),
    ("Selasa pekan lalu", "2026-02-17", "2026-02-10", "relative"),
    ("Kamis minggu yang lalu", "2026-02-17", "2026-02-12", "relative"),
    ("Minggu lalu", "2026-02-17", "2026-02-15", "relative"),
    ("Kamis kemarin", "2026-01-30", "2026-01-29", "relative"),
    ("Rabu (28)", "2026-01-30", "2026-01-28", "relative"),
    ("Rabu (29)", "2026-01-30", None, "none"),
    ("Rabu mendatang", "2026-01-28", None, "none"),
    ("Rabu pekan depan", "2026-01-27", None, "none"),
    ("Rabu minggu mendatang", "2026-01-27", None, "none"),
    ("hari ini", "2026-01-28", "2026-01-28", "relative"),
    ("kemarin", "2026-01-28", "2026-01-27", "relative"),
    ("dua hari lalu", "2026-01-28", "2026-01-26", "relative"),
    ("besok", "2026-01-28", None, "none"),
    ("Rabu pagi", None, None, "none"),
    ("hari ini", None, None, "none"),
    ("hari ini, Rabu (28/1)", "2026-01-28", "2026-01-28", "year_from_weekday"),
]


@pytest.mark.parametrize("weeks", ["Dua Minggu Terlambat", "2 Minggu Lagi", "Beberapa Minggu"])
def test_weeks_are_no_sundays(weeks: str) -> None:
    assert find_dates(weeks) == []


@pytest.mark.parametrize(("text", "published", "day", "basis"), RESOLVED)
def test_a_day_is_resolved(text: str, published: str | None, day: str | None, basis: str) -> None:
    moment = None
    if published:
        moment = datetime.fromisoformat(published).replace(hour=9, tzinfo=JAKARTA)
    expected = date.fromisoformat(day) if day else None
    assert resolve(find_dates(text)[0], moment, FETCHED) == (expected, SignedOnBasis(basis))


def test_the_day_of_publication_is_that_of_indonesia() -> None:
    late = datetime(2026, 1, 27, 20, tzinfo=UTC)
    assert resolve(find_dates("hari ini")[0], late, FETCHED)[0] == date(2026, 1, 28)


def test_without_publication_the_day_of_fetching_bounds() -> None:
    mention = find_dates("Senin (27/06)")[0]
    assert resolve(mention, None, datetime(2022, 6, 28, tzinfo=JAKARTA))[0] == date(2022, 6, 27)
    assert resolve(mention, None, datetime(2022, 6, 20, tzinfo=JAKARTA))[0] == date(2016, 6, 27)


@given(
    st.dates(date(2005, 1, 1), date(2035, 1, 1)),
    st.integers(0, 40),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d} {name} {y}", "{d:02}/{m:02}/{y}"]),
)
@settings(max_examples=100, deadline=None)
def test_a_printed_day_is_read_back(day: date, later: int, form: str) -> None:
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober Nopember Desember"
    )
    weekdays = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()
    words = form.format(d=day.day, m=day.month, y=day.year, name=months.split()[day.month - 1])
    text = f"Ditandatangani {weekdays[day.weekday()]} ({words})."
    published = datetime(day.year, day.month, day.day, 12, tzinfo=JAKARTA) + timedelta(days=later)
    (mention,) = find_dates(text)
    assert resolve(mention, published, FETCHED) == (day, SignedOnBasis.STATED)


@given(st.dates(date(2005, 1, 1), date(2035, 1, 1)), st.integers(0, 300))
@settings(max_examples=100, deadline=None)
def test_a_day_without_year_fits_and_is_not_after_publication(day: date, later: int) -> None:
    mention = DateMention(0, 0, "", day.day, day.month, weekday=day.weekday())
    published = datetime(day.year, day.month, day.day, 12, tzinfo=JAKARTA) + timedelta(days=later)
    found, basis = resolve(mention, published, FETCHED)
    assert found == day
    assert basis is SignedOnBasis.YEAR_FROM_WEEKDAY


DAY = st.none() | st.integers(0, 40)


@given(
    DAY,
    DAY,
    st.none() | st.integers(0, 3000),
    st.none() | st.integers(0, 6),
    st.none() | st.integers(-30, 2),
    st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
)
@settings(max_examples=100, deadline=None)
def test_every_mention_resolves_to_a_fitting_day_or_none(
    day: int | None,
    month: int | None,
    year: int | None,
    weekday: int | None,
    offset: int | None,
    published: datetime | None,
) -> None:
    mention = DateMention(0, 0, "", day, month, year, weekday, offset)
    moment = published.replace(tzinfo=JAKARTA) if published else None
    found, basis = resolve(mention, moment, FETCHED)
    assert (found is None) == (basis is SignedOnBasis.NONE)
    if found is not None:
        assert found <= (moment or FETCHED).date() + timedelta(days=1)
    if found is not None and basis is SignedOnBasis.YEAR_FROM_WEEKDAY:
        assert (found.day, found.month, found.weekday()) == (day, month, weekday)


PIECES = st.sampled_from(
    "Rabu|Minggu|(|)|/|-|.|,|28|1|2026|Januari|Mei|hari ini|kemarin|lalu|dan|tanggal|s.d.|UU|pagi"
    "|1/2|28/1|No|–| |\n".split("|")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        found = find_dates(text)
        assert all(text[mention.start : mention.end] == mention.text for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
