"""The register filtered, sorted and counted; what is new; candidates in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from model.records import (
    Decision,
    Instrument,
    Judgement,
    KeptAgreement,
    Label,
    Party,
    PartyKind,
    Unit,
    UnitKind,
    UnitRole,
)
from store import Near, RegisterFilter, RegisterOrder, Store
from tests.store.readings import MORNING, agreement, reading, state, text_about

_KINDS = (Instrument.NOTA_KESEPAHAMAN, Instrument.PERJANJIAN_KERJA_SAMA)
_PROVINCES = ("Papua", "Papua Barat", None)


@pytest.fixture
def kept(store: Store) -> Store:
    """Six stories with an agreement each; the last one has no day of signing."""
    for number in range(6):
        unit, partner = f"Lapas Kelas IIB Cempaka{number}", f"Universitas Melati {number}"
        signed = date(2026, 1, 20) + timedelta(days=20 * number)
        told = agreement(
            unit,
            partner,
            kind=_KINDS[number % 2],
            signed_on=signed if number < 5 else None,
            valid_until=signed + timedelta(days=365) if number % 2 else None,
            units=(
                Unit(
                    name=unit,
                    kind=UnitKind.LAPAS,
                    role=UnitRole.SIGNATORY,
                    id=f"lapas-cempaka{number}",
                ),
            ),
            parties=(
                Party(name=unit, kind=PartyKind.PEMASYARAKATAN),
                Party(name=partner, kind=PartyKind.PERGURUAN_TINGGI),
            ),
            province=_PROVINCES[number % 3],
        )
        page = reading(
            f"https://a.example/{number}",
            agreements=(told,),
            text=text_about(unit, partner, seed=number),
        )
        store.save(page, state(page.url))
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 6),
        ({"kind": "nota_kesepahaman"}, 3),
        ({"province": "Papua"}, 2),
        ({"province": "Papua", "kind": "nota_kesepahaman"}, 1),
        ({"unit": "lapas-cempaka3"}, 1),
        ({"partner": "UNIVERSITAS  melati 2"}, 1),
        ({"partner_kind": "perguruan_tinggi"}, 6),
        ({"partner_kind": "media"}, 0),
        ({"signed": (date(2026, 2, 9), date(2026, 3, 1))}, 2),
        ({"ends": (None, date(2027, 2, 9))}, 1),
        ({"has_end": True}, 3),
        ({"has_end": False}, 3),
        ({"ids": frozenset()}, 0),
    ],
)
def test_filters_add_up(kept: Store, asked: dict[str, Any], found: int) -> None:
    page = kept.overview.find(RegisterFilter(**asked), limit=9)

    assert page.total == len(page.agreements) == found


@pytest.mark.parametrize("order", list(RegisterOrder))
@pytest.mark.parametrize("descending", [True, False])
def test_pages_hold_all_in_one_order_and_what_is_not_known_last(
    kept: Store, order: RegisterOrder, descending: bool
) -> None:
    def page(limit: int, offset: int) -> list[str]:
        found = kept.overview.find(
            RegisterFilter(), order, descending=descending, limit=limit, offset=offset
        )
        return [one.id for one in found.agreements]

    whole = page(9, 0)
    assert [*page(2, 0), *page(2, 2), *page(2, 4)] == whole
    values = [getattr(kept.agreement(name), order.value) for name in whole]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == sorted(known, reverse=descending)


@pytest.mark.parametrize("order", list(RegisterOrder))
@pytest.mark.parametrize("descending", [True, False])
def test_parts_hold_all_in_the_same_order_whatever_comes_meanwhile(
    kept: Store, order: RegisterOrder, descending: bool
) -> None:
    def names(parts: Iterable[Sequence[KeptAgreement]]) -> list[str]:
        return [one.id for part in parts for one in part]

    asked = RegisterFilter()
    whole = names([kept.overview.find(asked, order, descending=descending, limit=9).agreements])
    parts = kept.overview.parts(asked, order, descending=descending, limit=2)
    first = next(parts)
    for number in (1, 2):
        page = reading(
            f"https://lain.example/{number}",
            agreements=(agreement(f"Rutan Kelas IIB Melati{number}", f"Yayasan Baru {number}"),),
            text=text_about(f"Rutan Melati{number}", f"Yayasan Baru {number}", 40 + number),
        )
        kept.save(page, state(page))
    told = names([first, *parts])
    assert [name for name in told if name in whole] == whole
    some = frozenset(whole[::2])
    found = kept.overview.parts(RegisterFilter(ids=some), order, descending=descending, limit=2)
    assert names(found) == whole[::2]


def test_chosen_ids_keep_the_order(kept: Store) -> None:
    everything = kept.overview.find(RegisterFilter(), limit=9).agreements
    some = frozenset(one.id for one in everything[::2])

    found = kept.overview.find(RegisterFilter(ids=some), limit=2, offset=1)

    assert found.total == 3
    assert [one.id for one in found.agreements] == [one.id for one in everything[2::2]]


def test_values_are_counted_by_their_whole_names(kept: Store) -> None:
    assert kept.overview.tally("province") == {"Papua": 2, "Papua Barat": 2}
    assert kept.overview.tally("kind") == {"nota_kesepahaman": 3, "perjanjian_kerja_sama": 3}
    assert kept.overview.tally("partner_kind") == {"perguruan_tinggi": 6}
    assert kept.overview.by_month(date(2026, 1, 1), date(2026, 12, 31)) == {
        date(2026, 1, 1): 1,
        date(2026, 2, 1): 1,
        date(2026, 3, 1): 2,
        date(2026, 4, 1): 1,
    }


def test_what_a_person_dropped_is_neither_listed_nor_counted(kept: Store) -> None:
    (dropped,) = kept.overview.find(RegisterFilter(unit="lapas-cempaka0"), limit=1).agreements
    kept.decide(dropped.stories[0], Decision.DROP, "Rini", MORNING)

    assert kept.overview.find(RegisterFilter()).total == 5
    assert kept.overview.tally("province")["Papua"] == 1
    assert kept.overview.tally("partner_kind") == {"perguruan_tinggi": 5}
    assert date(2026, 1, 1) not in kept.overview.by_month(date(2026, 1, 1), date(2026, 12, 31))
    kept.undo(dropped.stories[0], "Rini", MORNING)
    assert kept.overview.tally("partner_kind") == {"perguruan_tinggi": 6}


def test_names_are_told_as_they_are_written(kept: Store) -> None:
    assert kept.overview.named("unit", "lapas-cempaka1") == "Lapas Kelas IIB Cempaka1"
    assert kept.overview.named("partner", "universitas melati 1") == "Universitas Melati 1"
    assert kept.overview.named("partner", "nobody") is None


def test_what_is_new_is_counted_from_a_moment_on(kept: Store) -> None:
    stories = kept.stories(Label.PARTNERSHIP)
    newest = max(one.published for one in stories if one.published)

    everything = kept.overview.fresh(newest - timedelta(days=3650))
    assert (everything.stories, everything.agreements, everything.outlets) == (6, 6, 1)
    assert kept.overview.fresh(newest + timedelta(seconds=1)).stories == 0


def test_candidates_come_nearest_the_line_first(store: Store) -> None:
    for number, probability in enumerate((0.1, 0.45, 0.2, 0.6, 0.3, 0.45, 0.45)):
        page = reading(
            f"https://a.example/{number}",
            label=Label.CANDIDATE,
            text=text_about(f"Rutan Cempaka{number}", f"Yayasan {number}", seed=number),
        )
        judged = Judgement(label=Label.CANDIDATE, probability=probability)
        store.save(page.model_copy(update={"judgement": judged}), state(page.url))

    everything = [case.story for case in store.candidates(0.5)]
    assert [one.probability for one in everything] == [0.45, 0.45, 0.45, 0.6, 0.3, 0.2, 0.1]
    ids = [one.id for one in everything]
    assert [case.story.id for case in store.candidates(0.5, 2)] == ids[:2]
    assert store.overview.candidates() == 7
    for one, following in pairwise(everything):
        [case] = store.candidates(0.5, 1, Near(one.probability, one.id))
        assert case.story.id == following.id
    assert store.candidates(0.5, 1, Near(0.1, ids[-1])) == []
