"""What an article reports as new, beside the older agreements that it mentions."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from model.records import JAKARTA, Agreement, Article, Unit, UnitKind, UnitRole
from pipelines.stories.deeds import deed_of, news_of
from pipelines.stories.facts import Facts, same_agreement, same_deed
from pipelines.stories.people import people
from tests.store.readings import agreement

TUESDAY, THURSDAY = date(2026, 2, 10), date(2026, 2, 12)
CLINIC = agreement("Lapas Tuban", "Dinas Kesehatan Kabupaten Tuban", TUESDAY)
SCHOOL = agreement("Lapas Tuban", "SMK Negeri 1 Tuban", THURSDAY)

KANWIL = (Unit(name="Kanwil Ditjenpas Jatim", kind=UnitKind.KANWIL, role=UnitRole.SIGNATORY),)


def days_of_news(text: str, *told: Agreement) -> list[date | None]:
    published = datetime(2026, 2, 12, 15, tzinfo=JAKARTA)
    article = Article(title="Teken", text=text, published=published, language="id")
    return [deed.signed_on for deed in news_of(article, [deed_of(one) for one in told])]


def test_the_older_of_two_agreements_is_background() -> None:
    assert days_of_news("Lapas Tuban meneken PKS.", SCHOOL, CLINIC) == [THURSDAY]


def test_a_later_signing_in_the_text_is_the_day_of_the_news() -> None:
    text = "Menindaklanjuti nota 10 Februari, Lapas meneken PKS, Kamis (12/2/2026)."
    assert days_of_news(text, CLINIC) == [THURSDAY]
    assert days_of_news("Kelas dibuka Kamis (12/2/2026).", CLINIC) == [TUESDAY]


def test_a_round_up_reports_all_of_it() -> None:
    third = agreement("Lapas Tuban", "Baznas Tuban", date(2026, 2, 4))
    days = days_of_news("Lapas Tuban meneken tiga PKS.", SCHOOL, CLINIC, third)
    assert days == [THURSDAY, TUESDAY, date(2026, 2, 4)]


def test_of_two_signings_with_nobody_in_common_the_first_told_is_the_news() -> None:
    other = agreement("Rutan Gresik", "Puskesmas Jenu", TUESDAY)
    assert days_of_news("Dua PKS sepekan.", other, SCHOOL) == [TUESDAY]
    above = agreement("Rutan Gresik", "Puskesmas Jenu", TUESDAY, units=KANWIL)
    assert days_of_news("Menindaklanjuti MoU.", above, SCHOOL) == [THURSDAY]


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({}, Facts.DATED),
        ({"signed_on": None}, Facts.PARTIES),
        ({"signed_on": date(2026, 2, 11)}, Facts.OTHER_DAY),
        ({"signed_on": date(2026, 2, 19)}, Facts.CONTRARY),
        ({"partner": "Puskesmas Jenu"}, Facts.OTHER_PARTNER),
        ({"unit": "Rutan Gresik"}, Facts.OTHER_UNIT),
        ({"unit": "Rutan Gresik", "partner": "Puskesmas Jenu"}, Facts.CONTRARY),
        ({"parties": ()}, Facts.UNIT_AND_DATE),
    ],
)
def test_how_two_agreements_go_together(changes: dict[str, object], facts: Facts) -> None:
    values = {"unit": "Lapas Tuban", "partner": "Dinkes Tuban", "signed_on": TUESDAY}
    first = deed_of(agreement("Lapas Tuban", "Dinkes Tuban", TUESDAY))
    other = deed_of(agreement(**(values | changes)))  # type: ignore[arg-type]
    assert same_deed(first, other) is same_deed(other, first) is facts
    expected = facts in {Facts.DATED, Facts.PARTIES, Facts.OTHER_DAY}
    assert same_agreement(first, other, apart=1) == expected


def test_an_id_of_the_register_decides_whatever_the_names() -> None:
    first, other = (
        deed_of(CLINIC),
        deed_of(agreement("Lapas Bukit", CLINIC.parties[1].name, TUESDAY)),
    )
    assert same_deed(first, other) is Facts.OTHER_UNIT
    ids = {"ids": frozenset({"lapas-tuban"})}
    alike = [deed.model_copy(update=ids) for deed in (first, other)]
    assert same_deed(*alike) is Facts.DATED


def test_offices_that_every_town_has_do_not_make_a_programme_one_signing() -> None:
    """A ministry and each town's own office sign with the Kanwil, and with each of its prisons."""
    kanwil = deed_of(agreement("Kanwil Ditjenpas Riau", "Dinas Sosial", TUESDAY))
    above = kanwil.model_copy(update={"upper": True})
    lapas = deed_of(agreement("Lapas Bangkinang", "Dinas Sosial Kabupaten Kampar", TUESDAY))
    assert same_deed(above, lapas) is same_deed(lapas, above) is Facts.OTHER_UNIT
    baznas = [d.model_copy(update={"partners": frozenset({"baznas riau"})}) for d in (above, lapas)]
    assert same_deed(*baznas) is Facts.PARTNER_AND_DATE


def test_names_of_three_words_are_one() -> None:
    names = people(["slamet riyadi", "riyadi kusumo", "irwanto prasetyo"])
    assert sorted(map(sorted, names)) == [["irwanto prasetyo"], ["riyadi kusumo", "slamet riyadi"]]
