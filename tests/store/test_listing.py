"""Lists page by page: every row once, in order, whatever the order and the limit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from model.records import Decision, Unit, UnitKind, UnitRole
from store import AgreementOrder, Named, NameSort, Place, Store, listing
from tests.store.readings import MORNING, agreement, reading, state, text_about

_COUNT = 7


@pytest.fixture
def kept(store: Store) -> Store:
    """Seven stories with an agreement each; the last two without a date of signing."""
    for number in range(_COUNT):
        unit = f"Lapas Kelas IIB Cempaka{number}"
        told = agreement(
            unit,
            f"Universitas Melati {number % 2}",
            signed_on=date(2026, 1, 20) + timedelta(days=number % 3) if number < 5 else None,
            units=(
                Unit(
                    name=unit,
                    kind=UnitKind.LAPAS,
                    role=UnitRole.SIGNATORY,
                    id=f"lapas-cempaka{number}",
                ),
            ),
            province="Banten" if number < 4 else "Bali",
        )
        text = text_about(unit, f"Universitas Melati {number % 2}", seed=number)
        page = reading(f"https://a.example/{number}", agreements=(told,), text=text)
        store.save(page, state(page.url))
    return store


def _all(store: Store, limit: int, **options: Any) -> list[str]:
    found, after = [], None
    while True:
        page = store.lists.agreements(limit, after, **options)
        assert len(page.agreements) <= limit
        found += [one.id for one in page.agreements]
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("order", list(AgreementOrder))
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_hold_every_agreement_once(
    kept: Store, order: AgreementOrder, descending: bool, limit: int
) -> None:
    whole = _all(kept, 1000, order=order, descending=descending)

    assert len(set(whole)) == _COUNT
    assert _all(kept, limit, order=order, descending=descending) == whole


@pytest.mark.parametrize("many", [0, 100])
def test_pages_of_chosen_ids_are_those_of_all_without_the_others(
    kept: Store, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_MANY", many)
    monkeypatch.setattr(listing, "_WALKED_AT_ONCE", 2)
    whole = _all(kept, 1000, order=AgreementOrder.SIGNED_ON)
    chosen = set(whole[::2])

    found = _all(kept, 2, order=AgreementOrder.SIGNED_ON, ids=chosen)

    assert found == [name for name in whole if name in chosen]


def test_what_has_no_date_comes_last_either_way(kept: Store) -> None:
    for descending in (True, False):
        page = kept.lists.agreements(
            100, order=AgreementOrder.SIGNED_ON, descending=descending
        ).agreements
        days = [one.signed_on for one in page]
        dated = [day for day in days if day]

        assert days[-2:] == [None, None]
        assert dated == sorted(dated, reverse=descending)


def test_agreements_of_a_unit_and_of_a_partner_are_found(kept: Store) -> None:
    unit = Named(sort=NameSort.UNIT, key="lapas-cempaka3")
    partner = Named(sort=NameSort.PARTNER, key="UNIVERSITAS  melati 1")

    assert [one.units[0].id for one in kept.lists.agreements(9, named=unit).agreements] == [
        unit.key
    ]
    assert kept.lists.count(partner) == 3
    assert list(kept.overview.tally("partner").values()) == [4, 3]


def test_counts_are_of_what_is_shown(kept: Store) -> None:
    months = kept.overview.by_month(date.min, date.max)
    assert list(kept.overview.tally("province").items()) == [("Banten", 4), ("Bali", 3)]
    assert months == {date(2026, 1, 1): 5}

    dropped = kept.lists.stories(1).stories[0]
    kept.decide(dropped.id, Decision.DROP, "Sari", MORNING)

    assert kept.lists.count() == _COUNT - 1
    assert sum(kept.overview.tally("kind").values()) == _COUNT - 1


def test_pages_hold_every_story_once(kept: Store) -> None:
    found: list[str] = []
    after: Place | None = None
    while len(found) < 100:
        page = kept.lists.stories(2, after)
        found += [one.id for one in page.stories]
        after = page.after
        if after is None:
            break

    assert found == [one.id for one in kept.stories()]


def test_a_name_of_a_megabyte_is_found(store: Store) -> None:
    told = agreement(partner="Universitas " + "x" * 1_000_000)
    page = reading("https://a.example/1", agreements=(told,), text=text_about("Lapas", "U"))
    store.save(page, state(page.url))

    (own,) = store.overview.tally("partner")
    name = store.overview.named("partner", own)
    assert name is not None
    assert store.lists.count(Named(sort=NameSort.PARTNER, key=name)) == 1
