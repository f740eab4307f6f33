"""Days and terms as cells say them: every day in every form, and nothing that is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.importing.days import read_day, read_range
from desk.importing.lists import items
from desk.importing.numbers import read_numbers
from desk.importing.terms import read_term, unit_of
from desk.sheets import MonthOnly
from desk.sheets.book import MAC_EPOCH, WINDOWS_EPOCH

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
_SHORT = "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des".split()
_WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
DAYS = st.dates(date(1971, 1, 1), date(2069, 12, 31))
FORMS = (
    lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day:02}-{_SHORT[day.month - 1]}-{day.year}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: day.isoformat(),
    lambda day: (
        f"{_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1].upper()} {day.year}"
    ),
    lambda day: (
        f"{day.day} {_MONTHS[day.month - 1]} {day.year} ({_WEEKDAYS[day.weekday()].lower()})"
    ),
    lambda day: f"tgl. {day.day}  {_MONTHS[day.month - 1]}  {day.year}.",
    lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {_SHORT[day.month - 1]} {day.year} pukul 09.30 WIB",
)


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_is_read_in_every_form(day: date, form: object) -> None:
    assert read_day(form(day))[:2] == (day, None)  # type: ignore[operator]


@given(DAYS)
def test_serial_numbers_are_days_of_their_epoch(day: date) -> None:
    for epoch in (WINDOWS_EPOCH, MAC_EPOCH):
        number = (day - epoch).days
        found = read_day(number, epoch)
        assert found.day == day or found.code in {"year_only", "not_a_date"}


@given(DAYS.filter(lambda day: day.day > 12), st.booleans())
def test_two_figures_of_a_year_and_months_first_are_understood(day: date, american: bool) -> None:
    year = f"{day.year % 100:02}"
    if american:
        found = read_day(f"{day.month}/{day.day}/{day.year}")
        assert found[:2] == (day, "month_first")
    else:
        assert read_day(f"{day.day}/{day.month}/{year}")[:2] == (day, None)


@given(DAYS, st.integers(1, 4_000), st.sampled_from([" s.d. ", " s/d ", " - ", " – ", " sampai "]))
def test_a_first_and_a_last_day_are_read(day: date, length: int, between: str) -> None:
    last = min(day + timedelta(days=length), date(2099, 12, 31))
    text = f"{FORMS[0](day)}{between}{FORMS[2](last)}"
    found = read_range(text)
    assert found is not None
    assert (found[0].day, found[1].day) == (day, last)
    assert (read_term(text).since, read_term(text).until) == (day, last)


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_no_text_makes_it_fail_and_what_is_no_day_has_a_reason(text: str) -> None:
    found = read_day(text)
    assert (found.day is None) <= (found.code is not None)
    term = read_term(text)
    assert term.code or term.months or term.until or not text.strip()


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_no_number_makes_it_fail(number: float) -> None:
    read_day(number)
    read_term(number, 12)


@given(st.integers(1, 50), st.integers(0, 11))
def test_years_and_months_add_up(years: int, months: int) -> None:
    wanted = 12 * years + months
    text = f"{years} tahun" + (f" {months} bulan" if months else "")
    assert read_term(text).months == wanted
    assert read_term(f"{wanted} bln").months == wanted
    assert read_term(wanted, 1).months == wanted


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31 Februari 2026", "impossible_date"),
        ("29/2/2026", "impossible_date"),
        ("13/25/2026", "impossible_date"),
        ("Jan-26", "month_only"),
        ("Januari 2026", "month_only"),
        (MonthOnly(2026, 1), "month_only"),
        ("2026", "year_only"),
        (2026, "year_only"),
        ("12 Januari", "no_year"),
        ("12/1/2126", "far_date"),
        ("Selasa, 12 Januari 2026", "wrong_weekday"),
        ("belum", "not_a_date"),
        (12, "not_a_date"),
        (True, "not_a_date"),
    ],
)
def test_what_is_no_whole_day_says_why(value: object, code: str) -> None:
    assert read_day(value).code == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "months", "until", "code"),
    [
        ("3 (tiga) tahun", 36, None, None),
        ("setahun", 12, None, None),
        ("dua puluh empat bulan", 24, None, None),
        ("1,5 tahun", 18, None, None),
        ("selama 2 tahun sejak ditandatangani", 24, None, None),
        ("s.d. 31 Desember 2026", None, date(2026, 12, 31), None),
        ("3 tahun (12/1/2026 s.d. 11/1/2029)", 36, date(2029, 1, 11), None),
        ("12 Januari s.d. 31 Desember 2026", None, date(2026, 12, 31), None),
        ("12-1-2026-11-1-2029", None, date(2029, 1, 11), None),
        ("2026-2029", None, None, "years_only"),
        ("tidak terbatas", None, None, "open_term"),
        ("3 tahun penjara", None, None, "not_a_term"),
        (36, None, None, "not_a_term"),
    ],
)
def test_terms_in_words(value: object, months: int | None, until: date | None, code: str) -> None:
    found = read_term(value)  # type: ignore[arg-type]
    assert (found.months, found.until, found.code) == (months, until, code)


def test_a_head_says_by_what_its_numbers_count() -> None:
    assert unit_of("Jangka Waktu (Bulan)") == 1
    assert unit_of("Lama (thn)") == 12
    assert unit_of("Jangka Waktu") is None


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("1. Satu\n2. Dua", ["Satu", "Dua"]),
        ("1) Satu 2) Dua 3) Tiga", ["Satu", "Dua", "Tiga"]),
        ("Satu; Dua;", ["Satu", "Dua"]),
        ("- Satu\n- Dua", ["Satu", "Dua"]),
        ("Satu dan\nDua", ["Satu dan Dua"]),
        ("", []),
    ],
)
def test_several_things_in_a_cell(text: str, things: list[str]) -> None:
    assert items(text) == things


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("W15.PAS-1\n421/45/2026", ("W15.PAS-1", "421/45/2026")),
        ("421/45/2026; W15.PAS-1", ("W15.PAS-1", "421/45/2026")),
        ("Pihak I: A/1\nPihak II: B/2", ("A/1", "B/2")),
        ("Nomor: W15.PAS-1", ("W15.PAS-1", None)),
        ("belum ada", (None, None)),
    ],
)
def test_numbers_of_each_side(text: str, numbers: tuple[str | None, str | None]) -> None:
    assert tuple(read_numbers(text)) == numbers
