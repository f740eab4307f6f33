"""Months made by hand, and what a report must say of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from model.config_office import OfficeSettings
from model.exceptions import InputError
from model.records import Decision, Party, PartyKind
from model.zones import zone_of
from papers.report import words
from papers.report.gathering import make_report
from papers.report.period import month_before, period_of
from papers.report.records import Report
from store import Store
from tests.papers import months
from tests.papers.months import agreement, tell

WIB, WIT = zone_of("WIB"), zone_of("WIT")
LATER = datetime(2026, 3, 10, tzinfo=UTC)
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with months.opened(tmp_path) as opened:
        yield opened


def report(store: Store, month: str = "2026-01", now: datetime = LATER, **office: object) -> Report:
    return make_report(store, months.settings(OfficeSettings.model_validate(office)), month, now)


@pytest.mark.parametrize(
    ("month", "days", "before"),
    [("2026-01", 31, "2025-12"), ("2024-02", 29, "2024-01"), ("2025-02", 28, "2025-01")],
)
def test_a_month_has_its_days(month: str, days: int, before: str) -> None:
    period = period_of(month, LATER, WIB)
    assert (period.days, period.before.name, period.is_running) == (days, before, False)
    assert period.before.last + timedelta(days=1) == period.first


def test_a_month_that_goes_on_is_compared_with_as_many_days() -> None:
    period = period_of("2026-03", LATER, WIB)
    assert period.is_running
    assert (period.last, period.before.last) == (date(2026, 3, 10), date(2026, 2, 10))
    end = period_of("2026-03", datetime(2026, 3, 31, 3, tzinfo=UTC), WIB)
    assert end.before.last == date(2026, 2, 28)


def test_midnight_is_that_of_the_office() -> None:
    late = datetime(2026, 1, 31, 16, tzinfo=UTC)
    assert period_of("2026-01", late, WIB).is_running
    assert not period_of("2026-01", late, WIT).is_running
    assert (month_before(late, WIB), month_before(late, WIT)) == ("2025-12", "2026-01")


@pytest.mark.parametrize("month", ["2026-04", "2026-13", "2026", "Januari", "0026-01", "2026-1"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(InputError, match=month):
        period_of(month, LATER, WIB)


def test_forty_partners_are_one_signing_and_no_number_of_papers(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 28), parties=(), partner_count=40), NOON)
    made = report(store)
    totals = made.totals
    assert (totals.signings, totals.partners) == (1, 40)
    assert (totals.instruments, totals.signings_with_instruments) == (0, 0)
    assert words.summary(made)[0] == (
        "Januari 2026: 1 kegiatan penandatanganan; naskah: tidak disebut; mitra: 40;"
        " 1 berita di 1 media pers."
    )


def test_papers_that_nobody_counted_are_not_added(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 5), instrument_count=12), NOON)
    tell(store, agreement(1, date(2026, 1, 6)), NOON)
    tell(store, agreement(2, date(2026, 1, 7)), NOON)
    totals = report(store).totals
    assert words.instruments(totals) == "naskah: 12 (2 kegiatan tidak menyebut jumlah)"


def test_a_partner_of_several_signings_counts_once(store: Store) -> None:
    for number in (0, 2):
        both = (
            *agreement(number).parties[:1],
            Party(name="PT  Sinar Abadi" if number else "Pt Sinar Abadi", kind=PartyKind.SWASTA),
            Party(name=f"Desa {number}", kind=PartyKind.PEMERINTAH_DAERAH),
        )
        told = agreement(number, date(2026, 1, 5 + number), parties=both, partner_count=5)
        tell(store, told, NOON)
    made = report(store)
    assert made.totals.signings == 2
    assert made.totals.partners == 3 + 2 * 3
    assert {one.key: one.signings for one in made.partner_kinds} == {
        "swasta": 2,
        "pemerintah_daerah": 2,
    }


def test_a_signing_counts_in_the_month_of_its_day(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 31)), datetime(2026, 2, 2, tzinfo=UTC))
    tell(store, agreement(1, date(2026, 2, 1)), datetime(2026, 2, 2, tzinfo=UTC))
    january, february = report(store), report(store, "2026-02")
    assert [one.signed_on for one in january.signings] == [date(2026, 1, 31)]
    assert january.totals.articles == 0
    assert (february.totals.signings, february.before.signings) == (1, 1)
    assert february.totals.articles == 2
    assert {one.key: (one.signings, one.before) for one in february.units} == {
        "Rutan Kelas IIB Serang": (1, 0),
        "Lapas Kelas IIA Cilegon": (0, 1),
    }
    assert [one.signings for one in february.months[-2:]] == [1, 1]


def test_what_has_no_day_stands_apart_in_the_month_of_its_first_news(store: Store) -> None:
    told = agreement(0)
    last_minute = datetime(2026, 1, 31, 16, 59, tzinfo=UTC)
    tell(store, told, last_minute)
    january, february = report(store), report(store, "2026-02")
    assert january.totals.signings == 0
    assert [one.first_printed for one in january.undated] == [date(2026, 1, 31)]
    assert not february.undated
    eastern = report(store, "2026-02", zone="WIT")
    assert [one.first_printed for one in eastern.undated] == [date(2026, 2, 1)]
    assert eastern.totals.articles == 1


def test_a_month_without_anything_says_so(store: Store) -> None:
    made = report(store, "2024-02")
    assert made.is_empty
    assert words.summary(made)[0].startswith("NIHIL. Pada Februari 2024 ")
    assert "NIHIL belum tentu berarti tidak ada" in " ".join(words.method(made))


def test_a_month_that_goes_on_says_until_when(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 5)), NOON)
    made = report(store, now=datetime(2026, 1, 15, 3, tzinfo=UTC))
    said = " ".join(words.summary(made))
    assert "Januari 2026 sampai dengan tanggal 15 Januari 2026: 1 kegiatan" in said
    assert "Pembanding: 1–15 Desember 2025." in said


def test_an_office_of_a_province_reports_on_its_own(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 5)), NOON)
    tell(store, agreement(2, date(2026, 1, 6)), NOON, "suaragarut.example")
    elsewhere = agreement(1, date(2026, 1, 7), province="DKI Jakarta", regency=None)
    tell(store, elsewhere, NOON)
    tell(store, agreement(3, date(2026, 1, 8), province=None, regency=None, units=()), NOON)
    made = report(store, provinces=["Banten"])
    assert sorted(one.units[0] for one in made.signings) == [
        "Lapas Kelas IIA Cilegon",
        "Rutan Kelas IIB Serang",
    ]
    assert made.totals.articles == 2
    assert made.method.unplaced == 1
    assert [one.province for one in made.silent_units] == ["Banten"]
    (silent,) = made.silent_units
    assert "Lapas Kelas IIA Cilegon" not in silent.silent
    assert "Lapas Kelas IIA Serang" in silent.silent
    assert len(silent.silent) == silent.units - 2
    assert [one.signings for one in made.months][-1] == 2
    assert report(store).totals.signings == 4


def test_the_press_is_counted_apart_and_who_was_first(store: Store) -> None:
    told = agreement(0, date(2026, 1, 5))
    tell(store, told, NOON, "lapascilegon.example")
    tell(store, told, NOON + timedelta(hours=1), "kabarbanten.example")
    tell(store, told, NOON + timedelta(days=30), "suaragarut.example")
    made = report(store)
    assert made.totals.signings == 1
    assert (made.totals.press_outlets, made.totals.official_channels) == (1, 1)
    assert [(one.name, one.type, one.articles, one.first) for one in made.outlets] == [
        ("Kabar Banten", "press", 1, 0),
        ("Lapas Cilegon", "official", 1, 1),
    ]
    (signing,) = made.signings
    assert (signing.first_outlet, signing.press_outlets, signing.articles) == (
        "Lapas Cilegon",
        2,
        3,
    )


@pytest.mark.parametrize(("end", "listed"), [(0, True), (90, True), (91, False), (-1, False)])
def test_what_ends_within_90_days_of_the_months_end_is_listed(
    store: Store, end: int, listed: bool
) -> None:
    until = date(2026, 1, 31) + timedelta(days=end)
    tell(store, agreement(0, date(2024, 1, 5), valid_until=until), NOON)
    tell(store, agreement(1, date(2026, 1, 5)), NOON)
    made = report(store)
    assert [(one.valid_until, one.days) for one in made.expiring] == [(until, end)] * listed
    assert (made.ends_known, made.ends_all) == (1, 2)


def test_the_method_says_on_how_many_days_sites_answered(store: Store) -> None:
    months.watch(store, date(2026, 1, 1), 40, "suaragarut.example")
    made = report(store).method
    assert (made.sites, made.press, made.sites_before) == (3, 2, 0)
    assert (made.days, made.crawled_days) == (31, 31)
    assert (made.healthy_days, made.site_days) == (62, 93)
    assert (made.dropped, made.audited) == (12 * 93, 3 * 93)
    assert made.missed == 0
    assert made.high is not None
    assert words.missed(made).startswith("paling banyak ")


def test_what_a_person_dropped_is_in_no_figure(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 5), valid_until=date(2026, 2, 1)), NOON)
    tell(store, agreement(1), NOON)
    for story in store.stories():
        store.decide(story.id, Decision.DROP, "rina", LATER)
    made = report(store)
    assert made.is_empty
    assert (made.expiring, made.ends_all) == ((), 0)


def test_what_officers_correct_is_listed_in_its_month(store: Store) -> None:
    tell(store, agreement(0, date(2026, 1, 5), instrument_count=1), NOON)
    (one,) = store.agreements()
    given = {"instrument_count": 3, "signed_on": "2026-01-06", "pic": "Rina"}
    store.desk.edit(one.id, given, "rina", datetime(2026, 1, 31, 16, 30, tzinfo=UTC))
    made = report(store)
    assert made.totals.instruments == 3
    assert [(two.field, two.news, two.value, two.by) for two in made.officer_corrections] == [
        ("signed_on", "2026-01-05", "2026-01-06", "rina"),
        ("instrument_count", "1", "3", "rina"),
    ]
    assert made.officer_corrections[0].corrected == date(2026, 1, 31)
    assert not report(store, "2026-02").officer_corrections
    assert report(store, "2026-02", zone="WIT").officer_corrections


def test_what_was_ended_does_not_end_again(store: Store) -> None:
    tell(store, agreement(0, date(2024, 1, 5), valid_until=date(2026, 3, 1)), NOON)
    (one,) = store.agreements()
    assert len(report(store).expiring) == 1
    store.desk.edit(one.id, {"ended_on": "2026-01-15"}, "rina", LATER)
    assert not report(store).expiring
