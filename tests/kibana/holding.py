"""What Kibana does with saved objects: imports and exports, in spaces, as its source has it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.kibana.types import LATEST, REFERENCED, faults, version_key

Saved = dict[str, Any]
Key = tuple[str, str]

MOMENT = "2026-11-23T01:02:03.456Z"


class RefusedError(Exception):
    def __init__(self, status: int, message: str, **more: Any) -> None:
        self.status = status
        names = {400: "Bad Request", 413: "Payload Too Large", 422: "Unprocessable Entity"}
        self.content = {
            "statusCode": status,
            "error": names.get(status, "Error"),
            "message": message,
            **more,
        }


@dataclass
class Kibana:
    """A Kibana in memory; tests set how it is and look at what it holds."""

    version: str | None = "8.19.9"
    level: str = "available"
    #: User and password or API key that may do everything; null: no login is needed.
    login: str | None = None
    #: A login that may read alone.
    reader: str | None = None
    spaces: list[str] = field(default_factory=lambda: ["default", "humas"])
    spaces_api: bool = True
    status_api: bool = True
    max_bytes: int = 26_214_400
    max_objects: int = 10_000
    types: tuple[str, ...] = tuple(LATEST)
    #: Objects that the index behind Kibana refuses, and why.
    refuses: dict[Key, str] = field(default_factory=dict)
    #: Answers every request with this status and text, where it is set.
    broken: tuple[int, str] | None = None
    #: By space, type and id.
    held: dict[tuple[str, str, str], Saved] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def objects(self, space: str = "default") -> dict[Key, Saved]:
        return {key[1:]: saved for key, saved in self.held.items() if key[0] == space}

    def import_(self, space: str, objects: list[Saved], *, overwrite: bool) -> Saved:
        if len(objects) > self.max_objects:
            raise RefusedError(400, f"Can't import more than {self.max_objects} objects")
        errors = [
            _failure(saved, {"type": "unsupported_type"})
            for saved in objects
            if saved["type"] not in self.types
        ]
        objects = [saved for saved in objects if saved["type"] in self.types]
        for saved in objects:
            _check_version(saved)
        errors += self._missing_references(space, objects)
        places, conflicts = self._places(space, objects, overwrite)
        errors += conflicts
        failed = {(error["type"], error["id"]) for error in errors}
        results = []
        for saved in objects:
            key = (saved["type"], saved["id"])
            if key in failed:
                continue
            error = self._fault(saved)
            if error:
                errors.append(_failure(saved, error))
            else:
                results.append(self._write(space, saved, places))
        answer: Saved = {"successCount": len(results), "success": not errors, "warnings": []}
        if results:
            answer["successResults"] = results
        if errors:
            answer["errors"] = errors
        return answer

    def _missing_references(self, space: str, objects: list[Saved]) -> list[Saved]:
        there = set(self.objects(space)) | {(saved["type"], saved["id"]) for saved in objects}
        found = []
        for saved in objects:
            missing = [
                {"type": each["type"], "id": each["id"]}
                for each in saved.get("references", [])
                if each["type"] in REFERENCED and (each["type"], each["id"]) not in there
            ]
            if missing:
                error = {"type": "missing_references", "references": missing}
                found.append(_failure(saved, error))
        return found

    def _places(
        self, space: str, objects: list[Saved], overwrite: bool
    ) -> tuple[dict[Key, tuple[str, bool]], list[Saved]]:
        """The id that each object gets, and whether something there is overwritten."""
        places: dict[Key, tuple[str, bool]] = {}
        conflicts = []
        for saved in objects:
            key = (saved["type"], saved["id"])
            copies = [
                identity
                for (kind, identity), other in self.objects(space).items()
                if kind == saved["type"] and other.get("originId") == saved["id"]
            ]
            if (space, *key) in self.held:
                destination, there = saved["id"], True
            elif len(copies) > 1:
                error = {"type": "ambiguous_conflict", "destinations": [{"id": i} for i in copies]}
                conflicts.append(_failure(saved, error))
                continue
            elif copies:
                destination, there = copies[0], True
            else:
                taken = any(other[1:] == key for other in self.held)
                destination, there = (str(uuid4()) if taken else saved["id"]), False
            if there and not overwrite:
                conflicts.append(_failure(saved, {"type": "conflict"}))
            places[key] = (destination, there)
        return places, conflicts

    def _fault(self, saved: Saved) -> Saved | None:
        told = self.refuses.get((saved["type"], saved["id"])) or next(faults(saved), None)
        if told is None:
            return None
        return {"type": "unknown", "statusCode": 400, "error": "Bad Request", "message": told}

    def _write(self, space: str, saved: Saved, places: dict[Key, tuple[str, bool]]) -> Saved:
        key = (saved["type"], saved["id"])
        destination, there = places[key]
        kept = copy.deepcopy(saved)
        kept["id"] = destination
        if destination != saved["id"]:
            kept["originId"] = saved["id"]
        for reference in kept.setdefault("references", []):
            moved = places.get((reference["type"], reference["id"]))
            reference["id"] = moved[0] if moved else reference["id"]
        kept["typeMigrationVersion"] = LATEST[saved["type"]]
        kept |= {
            "namespaces": [space],
            "created_at": MOMENT,
            "updated_at": MOMENT,
            "version": f"Wz{len(self.held)},1]",
        }
        self.held[space, saved["type"], destination] = kept
        attributes = saved["attributes"]
        title = attributes.get("name") or attributes.get("title")
        result = {
            "type": saved["type"],
            "id": saved["id"],
            "meta": {"title": title, "icon": f"{saved['type']}App"},
            "managed": saved.get("managed", False),
        }
        if there:
            result["overwrite"] = True
        if destination != saved["id"]:
            result["destinationId"] = destination
        return result

    def export(self, space: str, asked: Saved) -> list[Saved]:
        there = self.objects(space)
        if "objects" in asked:
            keys = [(each["type"], each["id"]) for each in asked["objects"]]
            absent = [key for key in keys if key not in there]
            if absent:
                raise RefusedError(
                    400,
                    "Error fetching objects to export",
                    attributes={"objects": [_absent(key) for key in absent]},
                )
        else:
            types = asked["type"] if isinstance(asked["type"], list) else [asked["type"]]
            keys = [key for key in there if key[0] in types]
        if len(keys) > self.max_objects:
            raise RefusedError(400, f"Can't export more than {self.max_objects} objects")
        missing: list[Saved] = []
        reached: dict[Key, Saved] = {}
        while keys:
            key = keys.pop(0)
            if key not in there:
                missing.append({"type": key[0], "id": key[1]})
            elif key not in reached:
                reached[key] = there[key]
                if asked.get("includeReferencesDeep"):
                    keys += [(each["type"], each["id"]) for each in there[key]["references"]]
        lines = list(reached.values())
        if not asked.get("excludeExportDetails"):
            details = {
                "exportedCount": len(lines),
                "missingRefCount": len(missing),
                "missingReferences": missing,
                "excludedObjects": [],
                "excludedObjectsCount": 0,
            }
            return [*lines, details]
        return lines


def _failure(saved: Saved, error: Saved) -> Saved:
    meta = {"title": saved["attributes"].get("title"), "icon": "app"}
    return {"type": saved["type"], "id": saved["id"], "meta": meta, "error": error}


def _absent(key: Key) -> Saved:
    message = f"Saved object [{key[0]}/{key[1]}] not found"
    error = {"statusCode": 404, "error": "Not Found", "message": message}
    return {"type": key[0], "id": key[1], "error": error}


def _check_version(saved: Saved) -> None:
    told, known = saved.get("typeMigrationVersion"), LATEST[saved["type"]]
    if told and version_key(told) > version_key(known):
        raise RefusedError(
            422,
            f'Document "{saved["id"]}" belongs to a more recent version of Kibana [{told}] '
            f"when the last known version is [{known}].",
        )
