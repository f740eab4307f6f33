"""Pantau's saved objects out of Kibana, through its API."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from search.kibana.connection import Answer, Connection
from search.kibana.ndjson import SavedObject, from_ndjson, to_ndjson
from search.kibana.objects import committed, with_prefix
from search.kibana.readiness import not_there, ready
from search.kibana.source import PREFIX

Key = tuple[str, str]


class Exported(NamedTuple):
    """What Kibana holds of Pantau's objects, as lines of JSON, and what it does not hold."""

    ndjson: str
    objects: int
    missing: list[Key]


def export_objects(kibana: Connection, prefix: str = PREFIX) -> Exported:
    """Return what Kibana holds of Pantau's objects, with all that they refer to.

    Raises:
        SearchError: where Kibana cannot be reached, refuses, or holds none of them.
    """
    ready(kibana)
    wanted = [(each["type"], each["id"]) for each in committed()]
    found = _by_id(kibana, wanted)
    if found is None:
        found = _reached(_by_type(kibana, wanted), wanted)
    own = _under_own_ids(found, wanted)
    present = {(each["type"], each["id"]) for each in own}
    if present.isdisjoint(wanted):
        kibana.fail("holds none of Pantau's objects: pantau kibana import puts them there")
    needed = dict.fromkeys([*wanted, *(key for each in own for key in _referred(each))])
    missing = [key for key in needed if key not in present]
    return Exported(to_ndjson(with_prefix(own, prefix, PREFIX)), len(own), missing)


def _by_id(kibana: Connection, wanted: Collection[Key]) -> list[SavedObject] | None:
    """The objects with the ids of an import; null where not all are there."""
    objects = [{"type": kind, "id": identity} for kind, identity in wanted]
    answer = _export(kibana, {"objects": objects})
    if _are_missing(kibana, answer):
        return None
    return _exported(kibana, answer)


def _are_missing(kibana: Connection, answer: Answer) -> bool:
    content = answer.content if answer.status == 400 else None
    attributes = content.get("attributes") if isinstance(content, dict) else None
    refused = (attributes or {}).get("objects", [])
    if any(each.get("error", {}).get("statusCode") == 403 for each in refused):
        kibana.not_allowed()
    return bool(refused)


def _by_type(kibana: Connection, wanted: Collection[Key]) -> list[SavedObject]:
    """All objects of the types: where an id is taken in another space, Kibana gives a new one."""
    types = sorted({kind for kind, _ in wanted})
    return _exported(kibana, _export(kibana, {"type": types}))


def _export(kibana: Connection, what: dict[str, Any]) -> Answer:
    return kibana.post("/api/saved_objects/_export", {**what, "includeReferencesDeep": True})


def _exported(kibana: Connection, answer: Answer) -> list[SavedObject]:
    if answer.status == 404:
        not_there(kibana)
    if answer.status != 200:
        kibana.fail(f"refuses the export: {answer.message}")
    lines = answer.body.decode(errors="replace").splitlines()
    if lines and "exportedCount" in lines[-1] and "attributes" not in lines[-1]:
        # It only tells how many objects there are.
        lines.pop()
    try:
        return from_ndjson("\n".join(lines))
    except ValueError:
        kibana.fail("answered the export with something else than Kibana does")


def _own_key(saved: SavedObject, wanted: Collection[Key]) -> Key:
    """The key under which ``saved`` was imported."""
    key = (str(saved["type"]), str(saved["id"]))
    origin = (key[0], str(saved.get("originId")))
    return origin if origin in wanted else key


def _reached(found: list[SavedObject], wanted: list[Key]) -> list[SavedObject]:
    """Those of ``found`` that were imported, and what they refer to."""
    by_key = {(each["type"], each["id"]): each for each in found}
    reached: dict[Key, SavedObject] = {}
    ahead = [key for key, each in by_key.items() if _own_key(each, wanted) in wanted]
    while ahead:
        key = ahead.pop()
        if key in by_key and key not in reached:
            reached[key] = by_key[key]
            ahead += _referred(by_key[key])
    return list(reached.values())


def _referred(saved: SavedObject) -> Iterator[Key]:
    for reference in saved.get("references", []):
        yield reference["type"], reference["id"]


def _under_own_ids(found: list[SavedObject], wanted: list[Key]) -> list[SavedObject]:
    """``found`` with the ids of the import in place of those that Kibana made up."""
    text = to_ndjson(found)
    for each in found:
        _, own = _own_key(each, wanted)
        if own != each["id"]:
            # Kibana's ids are random, so they stand for nothing else, however deep they stand.
            text = text.replace(each["id"], own)
    return from_ndjson(text)
