"""Rows of spreadsheets in the store: each once, with the agreement that it is, whatever moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from model.exceptions import NotFoundError
from store import Choice, RowDone, RowWork, Settled, SheetRow, Store
from tests.store.test_desk import ENTRY

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
ROW = SheetRow(
    key="n1", parties_key="w1", file="r.xlsx", sheet="2026", row=8, last_row=9, values={"pic": "é"}
)


def work(**other: object) -> RowWork:
    """Nothing to be done with a row but to remember it."""
    return RowWork(None, ROW, None, False, {}, (), "r.xlsx, 2026, baris 8")._replace(**other)


def waiting(store: Store) -> int:
    store.imports.take_in([work()], "sari", NOON)
    (row,) = store.imports.waiting()
    return row.number


def test_a_row_is_taken_in_once_and_linked(store: Store) -> None:
    number = waiting(store)
    assert store.imports.take_in([work(links=True, values=ENTRY)], "budi", NOON) == [RowDone()]
    (row,) = store.imports.waiting()
    assert (row.values, row.by, row.at) == ({"pic": "é"}, "sari", NOON)
    name = store.desk.enter(ENTRY, "sari", NOON)
    store.imports.take_in([work(number=number, agreement=name, links=True)], "sari", NOON)
    assert store.imports.waiting() == []
    assert [row.number for row in store.imports.of([name])[name]] == [number]
    later = NOON + timedelta(days=1)
    changed = ROW.model_copy(update={"row": 3, "key": "n2"})
    store.imports.take_in([work(number=number, row=changed)], "budi", later)
    row = store.imports.row(number)
    assert (row.row, row.key, row.agreement, row.by, row.at) == (3, "n2", name, "budi", later)


def test_many_rows_are_taken_in_at_once_and_one_that_is_refused_waits(store: Store) -> None:
    rows = [ROW.model_copy(update={"key": f"n{number}"}) for number in range(3)]
    said = [ENTRY, {"pic": "Sari"}, {**ENTRY, "signed_on": "2026-01-29", "parent": "PKS lama"}]
    many = [
        work(row=row, links=True, values=values) for row, values in zip(rows, said, strict=True)
    ]
    done = store.imports.take_in(many, "sari", NOON)
    assert [one.fields for one in done] == [len(said[0]), 0, len(said[2])]
    assert "names at least one of its parties" in str(done[1].problem)
    assert [row.key for row in store.imports.waiting()] == ["n1"]
    assert len(store.agreements()) == 2
    gone = [work(number=1, row=None, agreement="aaaaaaaaaaaa", values={"pic": "Budi"})]
    (refused,) = store.imports.take_in(gone, "sari", NOON)
    assert "no agreement" in str(refused.problem)


def test_a_row_of_what_was_deleted_says_so(store: Store) -> None:
    number = waiting(store)
    name = store.desk.enter(ENTRY, "sari", NOON)
    store.imports.take_in([work(number=number, agreement=name, links=True)], "sari", NOON)
    store.desk.remove(name, "sari", NOON)
    assert store.imports.row(number).gone
    with pytest.raises(NotFoundError):
        store.imports.row(number + 1)
    store.imports.take_in([work(number=number, links=True, values=ENTRY)], "sari", NOON)
    assert not store.imports.row(number).gone


def test_what_was_settled_last_counts(store: Store) -> None:
    name = store.desk.enter(ENTRY, "sari", NOON)
    for choice in (Choice.NEWS, Choice.DOCUMENT):
        found = Settled(["Papua"], {"name": "Jambi"}, choice)
        store.imports.settle(name, "province", found, "budi", NOON)
    assert store.imports.settled([name]) == {name: {"province": found}}
    assert store.audit.deeds(1)[0].detail == {"fields": ["province"], "right": "document"}
