"""By what a row is known again in the next version of the file."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from desk.importing.numbers import number_key
from desk.importing.records import FileRead, ImportRow
from desk.sheets import Problem
from model.records import PartyKind
from pipelines.stories.names import partner_key, unit_key

_NUMBERS = ("number_ours", "number_theirs")


def keyed(found: FileRead) -> FileRead:
    """Give each row its key; of rows that have one in common, only the first is taken."""
    rows = _with_keys(found.rows)
    first: dict[str, ImportRow] = {}
    refused = []
    for row in rows:
        known = first.setdefault(row.key, row)
        if known is not row:
            code = "row_twice" if known.values == row.values else "row_like"
            other = known.row if known.sheet == row.sheet else f"{known.row} ({known.sheet})"
            refused.append(
                Problem(code=code, sheet=row.sheet, row=row.row, values={"other": other})
            )
    taken = tuple(first.values())
    return found.model_copy(update={"rows": taken, "refused": (*found.refused, *refused)})


def _with_keys(rows: Iterable[ImportRow]) -> list[ImportRow]:
    """Key rows by their numbers; by all that tells them where there are none, or many have them."""
    known = [row.model_copy(update={"parties_key": parties_key(row.values)}) for row in rows]
    numbers = [_numbers_key(row.values) for row in known]
    parties: dict[str, set[str]] = defaultdict(set)
    for row, number in zip(known, numbers, strict=True):
        parties[number].add(row.parties_key)
    shared = {number for number, who in parties.items() if len(who) > 1}
    return [
        row.model_copy(update={"key": _key(row, number, shared=number in shared)})
        for row, number in zip(known, numbers, strict=True)
    ]


def _key(row: ImportRow, number: str, *, shared: bool) -> str:
    if number and not shared:
        return _digest("n", number)
    told = (number, row.parties_key, row.values.get("signed_on"), title_key(row.values))
    return _digest("p", *(str(part or "") for part in told))


def parties_key(values: Mapping[str, JsonValue]) -> str:
    """Return who the parties are, in a form in which spellings are equal."""
    units = sorted(one.get("id") or unit_key(one["name"]) for one in _records(values, "units"))
    partners = sorted(
        partner_key(one["name"])
        for one in _records(values, "parties")
        if one["kind"] != PartyKind.PEMASYARAKATAN
    )
    return _digest("w", *units, "|", *partners)


def title_key(values: Mapping[str, JsonValue]) -> str:
    """Return a title's letters and figures in lower case."""
    return "".join(char for char in str(values.get("title") or "").casefold() if char.isalnum())


def _numbers_key(values: Mapping[str, JsonValue]) -> str:
    return "|".join(number_key(str(values[name])) for name in _NUMBERS if values.get(name))


def _records(values: Mapping[str, JsonValue], name: str) -> list[dict[str, str]]:
    found = values.get(name) or []
    entries = found if isinstance(found, list) else []
    return [
        {key: str(value) for key, value in one.items() if value is not None}
        for one in entries
        if isinstance(one, dict)
    ]


def _digest(sort: str, *parts: str) -> str:
    text = "\0".join(parts)
    return sort + hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
