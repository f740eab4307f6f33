"""What people write in a form, a command or a cell, as values of an agreement; and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import JsonValue

from model.exceptions import InputError
from model.records import Capacity, PartyKind, UnitKind, UnitRole
from model.values import FIELDS
from model.words import word, words_of
from pipelines.record.organisations import find_organisations
from pipelines.text.dates import find_dates
from pipelines.text.regions import provinces, region_named
from pipelines.text.unit_ids import entry_of, unit_id
from pipelines.text.units import find_units
from search.schema import known_values, value_key

_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTHS = re.compile(r"(\d+)\s*(?:bulan|bln|months?)?", re.IGNORECASE)
_YEARS = re.compile(r"(\d+)\s*(?:tahun|thn|years?)", re.IGNORECASE)
_A_YEAR = 12
#: Between the parts of a name and what it is: "Pemerintah Kota Seruni | pemerintah_daerah".
BAR: Final = " | "
#: Single fields whose values have words.
_WORDED: Final = ("kind", "act", "tone")
#: What is told of each thing of a list beside its name: the group of its words, and its key.
_TOLD_OF: Final = {
    "parties": ("party", "kind"),
    "units": ("role", "role"),
    "officials": ("capacity", "capacity"),
}
#: Fields of several things, one on each line or between semicolons.
LISTS: Final = ("parties", "units", "officials", "scope", "partner_kinds")


def said(written: Mapping[str, str]) -> dict[str, object]:
    """Return the values that people mean, by field; ``model.values`` is to check them.

    Days may be written as 2026-01-28, 28-01-2026 or 28 Januari 2026, terms as 12, 12 bulan or 1
    tahun. Lists have one thing on each line, or semicolons between them, each with what it is
    after a bar: ``name | kind`` of parties, ``name | role`` of units, ``name | office | capacity``
    of officials. Kinds and roles may be left out; words may stand for values. JSON is taken as it
    is. Nothing is null, or an empty list.

    Raises:
        InputError: a field is unknown, or what is written cannot be understood.
    """
    return {field: _value(field, text.strip()) for field, text in written.items()}


def written(field: str, value: JsonValue) -> str:
    """Write a value as people write it, so that :func:`said` takes it for the same."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    lines = [_line(field, one) for one in value]
    if any(re.search(r"[;\n]|\|.*\|.*\|", line) or line[:1] in {"[", "{"} for line in lines):
        return json.dumps(value, ensure_ascii=False)
    return "\n".join(lines)


def in_words(field: str, value: JsonValue) -> str:
    """Tell a value to people: as they write it, with words for the values of records."""
    if field in _WORDED and isinstance(value, str):
        return word(field, value)
    return written(field, value)


def _value(field: str, text: str) -> object:
    if field not in FIELDS:
        raise InputError(f"{field}: no field of an agreement ({', '.join(FIELDS)})")
    if text[:1] in {"[", "{"}:
        return _json(field, text)
    if field in LISTS:
        return [_PARTS[field](part) for part in _parts(text)]
    return _SINGLE.get(field, _as_it_is)(text) if text else None


def _json(field: str, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"{field}: begins as JSON and is none: {error}") from None


def _as_it_is(text: str) -> str:
    return text


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in re.split(r"[;\n]", text) if part.strip())


def _day(text: str) -> str:
    numbers = _DAY_FIRST.fullmatch(text)
    if numbers:
        day, month, year = map(int, numbers.groups())
        return f"{year:04}-{month:02}-{day:02}"
    for mention in find_dates(text):
        if mention.day and mention.month and mention.year:
            return date(mention.year, mention.month, mention.day).isoformat()
    return text


def _months(text: str) -> object:
    for pattern, factor in ((_YEARS, _A_YEAR), (_MONTHS, 1)):
        if found := pattern.fullmatch(text):
            return int(found[1]) * factor
    return text


def _count(text: str) -> object:
    return int(text) if text.isdecimal() else text


def _kind(text: str) -> str:
    return known_values("kind").get(value_key(text), text)


def _word(group: str) -> Callable[[str], str]:
    """Return what takes the words of a group for its values."""

    def meant(text: str) -> str:
        words = {value_key(shown): value for value, shown in words_of(group).items()}
        plain = value_key(text)
        return words.get(plain, text if text in words_of(group) else text.lower())

    return meant


def _province(text: str) -> str:
    names = {name.casefold(): name for name in provinces()}
    return names.get(text.casefold().removeprefix("provinsi ").strip(), text)


def _regency(text: str) -> str:
    found = region_named(text)
    return found.name if found is not None and found.level == "regency" else text


def _party(text: str) -> dict[str, str]:
    name, kind = _split(text, 2)
    meant = _word("party")(kind) if kind else _kind_of_party(name)
    return {"name": name, "kind": meant}


def _kind_of_party(name: str) -> str:
    """Tell what sort of body has such a name, as it is told in the news."""
    found = [one for one in find_organisations(name) if one.start == 0]
    return found[0].kind.value if found else PartyKind.LAINNYA.value


def _unit(text: str) -> dict[str, str | None]:
    name, role = _split(text, 2)
    known = entry_of(name)
    mentioned = next(iter(find_units(name)), None)
    kind = known.name.kind if known else mentioned.kind if mentioned else _kind_of_unit(name)
    meant = _word("role")(role) if role else UnitRole.SIGNATORY.value
    return {"name": name, "kind": kind, "id": unit_id(name), "role": meant}


def _kind_of_unit(name: str) -> str:
    first = name.split(maxsplit=1)[0].lower() if name else ""
    if first not in set(UnitKind):
        raise InputError(f"units: {name!r} names no office of corrections (Lapas …, Kanwil …)")
    return first


def _official(text: str) -> dict[str, str]:
    name, role, capacity = _split(text, 3)
    meant = _word("capacity")(capacity) if capacity else Capacity.SIGNATORY.value
    return {"name": name, "role": role, "capacity": meant}


def _split(text: str, count: int) -> list[str]:
    parts = [part.strip() for part in text.split("|", count - 1)]
    return [*parts, *[""] * (count - len(parts))]


def _line(field: str, value: JsonValue) -> str:
    if not isinstance(value, dict):
        return word("party", str(value)) if field == "partner_kinds" else str(value)
    parts = [str(value.get("name")), *([str(value.get("role"))] if field == "officials" else [])]
    # What sort of office a unit is follows from its name.
    group, key = _TOLD_OF[field]
    return BAR.join([*parts, word(group, str(value.get(key)))])


_SINGLE: dict[str, Callable[[str], Any]] = {
    "kind": _kind,
    "act": _word("act"),
    "tone": _word("tone"),
    "signed_on": _day,
    "valid_until": _day,
    "ended_on": _day,
    "term_months": _months,
    "instrument_count": _count,
    "partner_count": _count,
    "province": _province,
    "regency": _regency,
}
_PARTS: dict[str, Callable[[str], Any]] = {
    "parties": _party,
    "units": _unit,
    "officials": _official,
    "scope": _as_it_is,
    "partner_kinds": _word("party"),
}
