"""The offices of the prison service, as people ask for them and programs take them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from model.records import Record, UnitKind
from pipelines.text.unit_ids import entry_of
from pipelines.text.unit_register import Entry, register, sources


class UnitRecord(Record):
    """An office of the register (docs/units.md).

    ``provinces`` is the one it stands in; for a Kanwil those it serves. ``since`` and ``until`` are
    years; ``follows`` is the id of the office it came from. ``source`` is the document that names
    it, null where nobody checked.
    """

    id: str
    name: str
    kind: UnitKind
    rank: str | None = Field(serialization_alias="class")
    regency: str | None
    provinces: tuple[str, ...]
    kanwil: str | None
    other_names: tuple[str, ...]
    since: int | None
    until: int | None
    follows: str | None
    verified: bool
    source: str | None


def find(query: str) -> list[Entry]:
    """Return the one office that a query means, else all that have its words."""
    words = query.casefold().split()
    meant = register().get("-".join(words)) or entry_of(query)
    if meant is not None:
        return [meant]
    return [entry for entry in register().values() if _has_all(entry, words)]


def unit_record(entry: Entry) -> UnitRecord:
    """Tell all that is known of an office."""
    return UnitRecord(
        id=entry.id,
        name=str(entry.name),
        kind=entry.name.kind,
        rank=entry.name.rank or None,
        regency=entry.regency.name if entry.regency else None,
        provinces=entry.provinces,
        kanwil=entry.kanwil,
        other_names=entry.others,
        since=entry.since,
        until=entry.until,
        follows=entry.follows,
        verified=entry.verified,
        source=sources()[entry.source] if entry.source else None,
    )


def _has_all(entry: Entry, words: Iterable[str]) -> bool:
    regency = entry.regency.name if entry.regency else ""
    told = " ".join((entry.id, str(entry.name), regency, *entry.provinces, *entry.others))
    return all(word in told.casefold() for word in words)
