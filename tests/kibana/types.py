"""What Kibana 8.19 knows of the types of saved objects, as its exports and its errors show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

#: Importable types, and the newest version of each that 8.19 knows.
LATEST = {
    "dashboard": "10.2.0",
    "index-pattern": "8.0.0",
    "lens": "8.9.0",
    "map": "8.4.0",
    "search": "10.5.0",
    "tag": "8.0.0",
}
#: Types whose absence an import does not bear.
REFERENCED = {"index-pattern", "search"}

#: Attributes and their types; those of the first set must be there.
_ATTRIBUTES: dict[str, tuple[set[str], dict[str, type | tuple[type, ...]]]] = {
    "dashboard": (
        {"title", "kibanaSavedObjectMeta"},
        {
            "title": str,
            "description": str,
            "kibanaSavedObjectMeta": dict,
            "timeRestore": bool,
            "timeFrom": str,
            "timeTo": str,
            "refreshInterval": dict,
            "controlGroupInput": dict,
            "panelsJSON": str,
            "optionsJSON": str,
            "hits": int,
            "version": int,
        },
    ),
    "search": (
        {"title", "kibanaSavedObjectMeta"},
        {
            "title": str,
            "description": str,
            "columns": list,
            "sort": list,
            "grid": dict,
            "rowHeight": int,
            "rowsPerPage": int,
            "hideChart": bool,
            "breakdownField": str,
            "kibanaSavedObjectMeta": dict,
            "isTextBasedQuery": bool,
            "usesAdHocDataView": bool,
            "timeRestore": bool,
            "timeRange": dict,
            "refreshInterval": dict,
            "viewMode": str,
            "hideAggregatedPreview": bool,
            "hits": int,
            "version": int,
            "sampleSize": int,
            "headerRowHeight": int,
        },
    ),
}
_JSON_STRINGS = (
    "panelsJSON",
    "optionsJSON",
    "fieldAttrs",
    "fieldFormatMap",
    "fields",
    "runtimeFieldMap",
    "sourceFilters",
    "typeMeta",
)


def version_key(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def faults(saved: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the attributes of a saved object."""
    attributes = saved["attributes"]
    needed, types = _ATTRIBUTES.get(saved["type"], (set(), {}))
    yield from (f"[attributes.{name}]: expected value" for name in needed - attributes.keys())
    for name, value in attributes.items():
        if types and name not in types:
            yield f"[attributes.{name}]: definition for this key is missing"
        elif types and not isinstance(value, types[name]):
            yield f"[attributes.{name}]: got {type(value).__name__}"
    for name in _JSON_STRINGS:
        try:
            json.loads(attributes.get(name, "null"))
        except (TypeError, ValueError):
            yield f"[attributes.{name}]: could not parse JSON value"
