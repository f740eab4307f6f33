"""Rows that wait for a person to say which agreement they are."""

from __future__ import annotations

from collections.abc import Sequence

from desk.importing.applying import import_row
from desk.importing.matching import Candidate, verdicts
from desk.importing.planning import comparable
from store import KeptRow, Store


def may_be(store: Store, rows: Sequence[KeptRow]) -> dict[int, tuple[Candidate, ...]]:
    """Return what each row may be, by its number."""
    own = [import_row(row) for row in rows]
    linked = {row.agreement for row in store.imports.rows() if row.agreement}
    found = verdicts(own, comparable(own, store, linked))
    return {row.number: found.get(row.key, ()) for row in rows}
