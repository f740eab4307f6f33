"""What an agreement goes back to is found in its story, whichever of the two is known first."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from model.records import Act, KeptAgreement, Unit, UnitKind, UnitRole
from store import Store
from tests.store.readings import agreement, reading, state, text_about

UNIT, PARTNER = "Lapas Kelas IIB Garut", "Universitas Garut"
SENTENCE = "Adendum atas PKS yang ditandatangani 12 Maret 2024 itu menambah kuota peserta."
NOON = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)


def save(store: Store, number: int, text: str, signed_on: date, act: Act) -> None:
    unit = Unit(name=UNIT, kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY, id="lapas-garut")
    told = agreement(UNIT, PARTNER, signed_on, act=act, units=(unit,))
    read = reading(
        f"https://harian.example/{number}",
        agreements=(told,),
        title=f"Berita {number}",
        text=f"{text}\n{text_about(UNIT, PARTNER, number)}",
        published=datetime.combine(signed_on, datetime.min.time(), UTC),
    )
    store.save(read, state(read))


def mother(store: Store) -> None:
    save(store, 1, "PKS diteken di aula.", date(2024, 3, 12), Act.SIGNED)


def child(store: Store) -> None:
    save(store, 2, SENTENCE, date(2026, 3, 4), Act.AMENDED)


def both(store: Store) -> tuple[KeptAgreement, KeptAgreement]:
    younger, older = sorted(store.agreements(), key=lambda one: one.act is Act.SIGNED)
    return younger, older


@pytest.mark.parametrize("order", [(mother, child), (child, mother)])
def test_an_addendum_that_names_its_paper_is_attached_to_it(
    store: Store, order: tuple[object, object]
) -> None:
    for tell in order:
        tell(store)  # type: ignore[operator]
    younger, older = both(store)
    assert younger.parent == older.id
    assert younger.evidence["parent"] == SENTENCE
    assert older.amended_by == (younger.id,)
    assert younger.given == {}


def test_a_persons_word_goes_before_it(store: Store) -> None:
    mother(store)
    child(store)
    younger, _ = both(store)
    store.desk.edit(younger.id, {"parent": None}, "sari", NOON)
    younger, older = both(store)
    assert (younger.parent, older.amended_by) == (None, ())
