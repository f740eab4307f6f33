"""Rows of spreadsheets in the store: each once, with the agreement that it is, whatever moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from model.exceptions import NotFoundError
from store import Choice, Settled, SheetRow, Store
from tests.store.test_desk import ENTRY

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
ROW = SheetRow(
    key="n1", parties_key="w1", file="r.xlsx", sheet="2026", row=8, last_row=9, values={"pic": "é"}
)


def test_a_row_is_taken_in_once_and_linked(store: Store) -> None:
    number = store.imports.begin(ROW, "sari", NOON)
    assert number is not None
    assert store.imports.begin(ROW, "budi", NOON) is None
    (waiting,) = store.imports.waiting()
    assert (waiting.number, waiting.values, waiting.by, waiting.at) == (
        number,
        {"pic": "é"},
        "sari",
        NOON,
    )
    name = store.desk.enter(ENTRY, "sari", NOON)
    store.imports.link(number, name)
    assert store.imports.waiting() == []
    assert [row.number for row in store.imports.of([name])[name]] == [number]
    later = NOON + timedelta(days=1)
    store.imports.put(number, ROW.model_copy(update={"row": 3, "key": "n2"}), "budi", later)
    row = store.imports.row(number)
    assert (row.row, row.key, row.agreement, row.by, row.at) == (3, "n2", name, "budi", later)


def test_a_row_of_what_was_deleted_says_so(store: Store) -> None:
    number = store.imports.begin(ROW, "sari", NOON)
    assert number is not None
    name = store.desk.enter(ENTRY, "sari", NOON)
    store.imports.link(number, name)
    store.desk.remove(name, "sari", NOON)
    assert store.imports.row(number).gone
    with pytest.raises(NotFoundError):
        store.imports.row(number + 1)


def test_what_was_settled_last_counts(store: Store) -> None:
    name = store.desk.enter(ENTRY, "sari", NOON)
    for choice in (Choice.NEWS, Choice.DOCUMENT):
        found = Settled(["Papua"], {"name": "Jambi"}, choice)
        store.imports.settle(name, "province", found, "budi", NOON)
    assert store.imports.settled([name]) == {name: {"province": found}}
    assert store.audit.deeds(1)[0].detail == {"fields": ["province"], "right": "document"}
