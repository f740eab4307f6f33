"""What an import would do to the register, row by row; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field, JsonValue

from desk.importing.comparing import same
from desk.importing.keys import title_key
from desk.importing.matching import Candidate, verdicts
from desk.importing.numbers import number_key
from desk.importing.records import FileRead, ImportRow
from model.records import KeptAgreement, Record
from store import KeptRow, RegisterFilter, Store

#: Agreements of one unit or partner that a row is compared with.
_MOST_COMPARED = 2_000


class Action(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    JOIN = "join"
    CHANGE = "change"
    SAME = "same"
    ASK = "ask"
    GONE = "gone"


class FieldConflict(Record):
    """A field that somebody changed in Pantau since the file was read last, and the file too."""

    field: str
    file: JsonValue
    standing: JsonValue
    by: str | None = None
    at: AwareDatetime | None = None


class PlannedRow(Record):
    """A row, and what becomes of it.

    ``number`` is that of the row as the store holds it, ``agreement`` what it is or joins, ``asks``
    what it may be. ``values`` are written, ``unset`` taken back; ``conflicts`` are left as they
    stand. ``differences`` are fields of which the news says something else.
    """

    row: ImportRow
    action: Action
    number: int | None = None
    agreement: str | None = None
    asks: tuple[Candidate, ...] = ()
    values: dict[str, JsonValue] = Field(default_factory=dict)
    unset: tuple[str, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    differences: tuple[str, ...] = ()


class Plan(Record):
    """All that an import would do; ``removed`` are rows that the file has no more."""

    rows: tuple[PlannedRow, ...]
    removed: tuple[KeptRow, ...]

    def count(self, action: Action) -> int:
        """Count the rows of which this becomes."""
        return sum(one.action is action for one in self.rows)


def plan(read: FileRead, store: Store) -> Plan:
    """Say what an import would do: rows known again, new ones, and such as join what news told."""
    stored = store.imports.rows()
    again = _known_again(read, stored)
    linked = {one.agreement for one in again.values() if one.agreement}
    kept = {one.id: one for one in store.agreements(ids=sorted(linked))}
    fresh = [row for row in read.rows if row.key not in again or not again[row.key].agreement]
    found = verdicts(fresh, comparable(fresh, store, linked))
    joined = {one.agreement for own in found.values() for one in own if one.sure}
    kept |= {one.id: one for one in store.agreements(ids=sorted(joined))}
    rows = tuple(
        _planned(row, again.get(row.key), found.get(row.key, ()), kept) for row in read.rows
    )
    return Plan(rows=rows, removed=tuple(_removed(read, stored, again)))


def join(row: ImportRow, kept: KeptAgreement, number: int | None = None) -> PlannedRow:
    """Say what becomes of an agreement when a row is that one: what nobody told is filled in.

    What the news tells otherwise is left for a person to settle.
    """
    values: dict[str, JsonValue] = {}
    conflicts, differences = [], []
    standing = kept.model_dump(mode="json")
    for field, value in _told(row).items():
        given = kept.given.get(field)
        if given is not None and not same(field, value, given.value):
            conflicts.append(_conflict(field, value, kept))
        elif given is None and standing.get(field) in (None, [], ""):
            values[field] = value
        elif given is None and not same(field, value, standing.get(field)):
            differences.append(field)
    return PlannedRow(
        row=row,
        action=Action.JOIN,
        number=number,
        agreement=kept.id,
        values=values,
        conflicts=tuple(conflicts),
        differences=tuple(differences),
    )


def _told(row: ImportRow) -> dict[str, JsonValue]:
    return {field: value for field, value in row.values.items() if field not in row.derived}


def _planned(
    row: ImportRow,
    before: KeptRow | None,
    candidates: tuple[Candidate, ...],
    kept: Mapping[str, KeptAgreement],
) -> PlannedRow:
    if before is not None and before.agreement:
        if before.gone or before.agreement not in kept:
            return PlannedRow(
                row=row, action=Action.GONE, number=before.number, agreement=before.agreement
            )
        return _changed(row, before, kept[before.agreement])
    number = before.number if before else None
    if not candidates:
        return PlannedRow(row=row, action=Action.NEW, number=number, values=row.values)
    first = candidates[0]
    if first.sure and first.agreement in kept:
        return join(row, kept[first.agreement], number)
    return PlannedRow(row=row, action=Action.ASK, number=number, asks=candidates)


def _changed(row: ImportRow, before: KeptRow, kept: KeptAgreement) -> PlannedRow:
    """Say which cells changed since the file was read last, and what becomes of their fields."""
    values: dict[str, JsonValue] = {}
    unset, conflicts = [], []
    own = _told(row)
    for field in sorted({*own, *before.values} - {*row.derived}):
        old, new = before.values.get(field), own.get(field)
        if old == new or field in _inherited(row, before):
            continue
        standing = _standing(kept, field)
        if same(field, new, standing):
            continue
        if field in kept.given and not same(field, old, standing):
            conflicts.append(_conflict(field, new, kept))
        elif new is not None:
            values[field] = new
        elif field in kept.given:
            unset.append(field)
    return PlannedRow(
        row=row,
        action=Action.CHANGE if values or unset or conflicts else Action.SAME,
        number=before.number,
        agreement=kept.id,
        values=values,
        unset=tuple(unset),
        conflicts=tuple(conflicts),
    )


def _inherited(row: ImportRow, before: KeptRow) -> set[str]:
    """Return fields that no cell told before either: they followed from the unit."""
    return {field for field in ("regency", "province") if field not in row.values} & {
        *before.values
    }


def _standing(kept: KeptAgreement, field: str) -> JsonValue:
    given = kept.given.get(field)
    if given is not None:
        return given.value
    value: JsonValue = kept.model_dump(mode="json", include={field}).get(field)
    return value


def _conflict(field: str, value: JsonValue, kept: KeptAgreement) -> FieldConflict:
    given = kept.given[field]
    return FieldConflict(field=field, file=value, standing=given.value, by=given.by, at=given.at)


def _known_again(read: FileRead, stored: Sequence[KeptRow]) -> dict[str, KeptRow]:
    """Return rows that were read before, by their keys now; some have other keys since then."""
    by_key = {row.key: row for row in stored}
    found = {row.key: by_key[row.key] for row in read.rows if row.key in by_key}
    taken = {row.number for row in found.values()}
    files = {read.file, *(row.file for row in found.values())}
    left = [row for row in stored if row.number not in taken and row.file in files]
    for row in read.rows:
        if row.key not in found and (twin := _twin(row, left)):
            found[row.key] = twin
            left.remove(twin)
    return found


def _twin(row: ImportRow, left: Iterable[KeptRow]) -> KeptRow | None:
    """Return the one row of before that most speaks for being this one, changed since."""
    ranked = sorted(left, key=lambda other: -_resemblance(row, other))
    best = _resemblance(row, ranked[0]) if ranked else 0
    if best < 2 or (len(ranked) > 1 and _resemblance(row, ranked[1]) == best):
        return None
    return ranked[0]


def _resemblance(row: ImportRow, other: KeptRow) -> int:
    """Count what two rows have in common of parties, title, day and number."""
    numbers = [number_key(str(one.get("number_ours") or "")) for one in (row.values, other.values)]
    days = [one.get("signed_on") for one in (row.values, other.values)]
    titles = [title_key(row.values), title_key(other.values)]
    alike = [_equal(*titles), _equal(*days), _equal(*numbers), row.parties_key == other.parties_key]
    return sum(alike) - 2 * (all(numbers) and numbers[0] != numbers[1])


def _equal(left: JsonValue, right: JsonValue) -> bool:
    return bool(left) and left == right


def comparable(rows: Sequence[ImportRow], store: Store, linked: set[str]) -> list[KeptAgreement]:
    """Return agreements with a unit or a partner of the rows, but for those of other rows."""
    asked: set[tuple[str, str]] = set()
    for row in rows:
        asked |= {("unit", one["id"]) for one in _entries(row, "units") if one.get("id")}
        asked |= {("partner", one["name"]) for one in _entries(row, "parties")}
    found: dict[str, KeptAgreement] = {}
    for field, value in sorted(asked):
        wanted = RegisterFilter.model_validate({field: value})
        page = store.overview.find(wanted, limit=_MOST_COMPARED)
        found |= {one.id: one for one in page.agreements}
    return [one for one in found.values() if one.id not in linked]


def _entries(row: ImportRow, field: str) -> Iterator[dict[str, Any]]:
    value = row.values.get(field)
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _removed(
    read: FileRead, stored: Sequence[KeptRow], again: Mapping[str, KeptRow]
) -> Iterator[KeptRow]:
    """Yield rows of this file, or of one that it goes on from, that it has no more."""
    taken = {row.number for row in again.values()}
    for file in {row.file for row in stored}:
        own = [row for row in stored if row.file == file]
        known = sum(row.number in taken for row in own)
        if file == read.file or 2 * known > len(own):
            yield from (row for row in own if row.number not in taken)
