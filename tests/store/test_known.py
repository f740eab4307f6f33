"""What is counted once is counted anew after each change, whoever makes it."""

from __future__ import annotations

from store import RegisterFilter, RegisterOrder, Store
from store.known import Known
from tests.store.readings import agreement, reading, state, text_about


def test_it_is_told_once_for_each_state() -> None:
    known, told = Known(), []

    def tell() -> int:
        told.append(None)
        return len(told)

    assert [known.get(1, "a", tell), known.get(1, "a", tell), known.get(1, "b", tell)] == [1, 1, 2]
    assert known.get(2, "a", tell) == 3
    for number in range(100):
        known.get(2, number, tell)
    assert known.get(2, "a", tell) == 104


def test_a_change_while_it_is_told_is_not_hidden() -> None:
    known = Known()

    def tell() -> str:
        known.get(2, "other", lambda: "new")
        return "old"

    assert known.get(1, "a", tell) == "old"
    assert known.get(2, "a", lambda: "new") == "new"


def test_the_register_is_never_told_as_it_was(store: Store) -> None:
    for number in range(1, 4):
        unit, partner = f"Lapas Kelas IIB Melati{number}", f"Pemerintah Kota Anggrek{number}"
        read = reading(
            f"https://a.example/{number}",
            agreements=(agreement(unit, partner),),
            text=text_about(unit, partner, seed=number),
        )
        store.save(read, state(read.url))
        found = store.overview.find(RegisterFilter(), limit=9)
        assert (
            found.total
            == len(found.agreements)
            == number
            == store.overview.tally("kind").popitem()[1]
        )
        ids = frozenset(one.id for one in found.agreements)
        narrowed = store.overview.find(
            RegisterFilter(ids=ids), RegisterOrder.VALID_UNTIL, limit=1, offset=0
        )
        assert narrowed.total == found.total
