"""Saved objects as lines of JSON, always in the same form, so that a change is seen as what it is.

Kibana keeps much of an object as JSON inside strings, and adds who changed it and when; here such
strings are written in one form, and what changes by itself is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

SavedObject = dict[str, Any]

_KEPT = (
    "attributes",
    "coreMigrationVersion",
    "id",
    "managed",
    "references",
    "type",
    "typeMigrationVersion",
)
#: Attributes that hold JSON in a string, besides those whose names say so.
_JSON_ATTRIBUTES = {
    "fieldAttrs",
    "fieldFormatMap",
    "fields",
    "runtimeFieldMap",
    "sourceFilters",
    "typeMeta",
    "visState",
}


def compact(value: object) -> str:
    """Write ``value`` as JSON in one line, keys in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def to_ndjson(objects: Iterable[SavedObject]) -> str:
    """Write saved objects, one a line, in a form that does not depend on who wrote them."""
    stable = sorted(map(_stable, objects), key=lambda each: (each["type"], each["id"]))
    return "".join(f"{compact(each)}\n" for each in stable)


def from_ndjson(text: str) -> list[SavedObject]:
    """Read saved objects, one a line.

    Raises:
        ValueError: naming the line that is none.
    """
    return [
        _saved_object(line, number)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]


def _saved_object(line: str, number: int) -> SavedObject:
    try:
        saved = json.loads(line)
        whole = {"type", "id", "attributes"} <= saved.keys()
    except (ValueError, AttributeError):
        whole = False
    if not whole:
        raise ValueError(f"line {number} is no saved object")
    return dict(saved)


def _stable(saved: SavedObject) -> SavedObject:
    kept = {key: saved[key] for key in _KEPT if key in saved}
    kept["attributes"] = _stable_strings(kept["attributes"])
    kept["references"] = sorted(
        kept.get("references", []),
        key=lambda reference: (reference["name"], reference["type"], reference["id"]),
    )
    return kept


def _stable_strings(value: Any) -> Any:
    if isinstance(value, list):
        return [_stable_strings(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _stable_string(item) if _holds_json(key, item) else _stable_strings(item)
        for key, item in value.items()
    }


def _holds_json(key: str, value: object) -> bool:
    return isinstance(value, str) and (key.endswith("JSON") or key in _JSON_ATTRIBUTES)


def _stable_string(text: str) -> str:
    try:
        return compact(_stable_strings(json.loads(text)))
    except ValueError:
        return text
