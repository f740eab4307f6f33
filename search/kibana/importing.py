"""Pantau's saved objects into Kibana, through its API."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, ValidationError

from search.kibana.connection import Answer, Connection
from search.kibana.ndjson import to_ndjson
from search.kibana.objects import OBJECTS_FILE, committed
from search.kibana.readiness import not_there, ready
from search.kibana.source import PREFIX


class ImportedObject(BaseModel):
    """A saved object that Kibana took; ``destination`` is its id there, if it has another one."""

    type: str
    id: str
    title: str | None = None
    overwritten: bool = False
    destination: str | None = None


class FailedObject(BaseModel):
    """A saved object that Kibana did not take, and why."""

    type: str
    id: str
    title: str | None = None
    reason: str


class Imported(BaseModel):
    """What became of an import."""

    kibana: str
    version: str | None
    space: str
    objects: list[ImportedObject]
    failed: list[FailedObject]


class _Meta(BaseModel):
    title: str | None = None


class _Taken(BaseModel):
    type: str
    id: str
    meta: _Meta = _Meta()
    overwrite: bool = False
    destination_id: str | None = Field(None, alias="destinationId")


class _NotTaken(BaseModel):
    type: str
    id: str
    meta: _Meta = _Meta()
    error: dict[str, Any]


class _ImportAnswer(BaseModel):
    success: bool
    taken: list[_Taken] = Field([], alias="successResults")
    errors: list[_NotTaken] = []


def import_objects(kibana: Connection, prefix: str = PREFIX) -> Imported:
    """Put Pantau's objects into Kibana, in place of those of an earlier import.

    ``prefix`` is how the names of the indices begin.

    Raises:
        SearchError: where Kibana cannot be reached or refuses the whole; what it refuses of it is
            in the result.
    """
    version = ready(kibana)
    lines = to_ndjson(committed(prefix)).encode()
    answer = kibana.post_file("/api/saved_objects/_import?overwrite=true", OBJECTS_FILE.name, lines)
    _check_import(kibana, answer, len(lines))
    try:
        told = _ImportAnswer.model_validate(answer.content)
    except ValidationError:
        kibana.fail("answered the import with something else than Kibana does")
    return Imported(
        kibana=kibana.url,
        version=version,
        space=kibana.space,
        objects=[
            ImportedObject(
                type=each.type,
                id=each.id,
                title=each.meta.title,
                overwritten=each.overwrite,
                destination=each.destination_id,
            )
            for each in told.taken
        ],
        failed=[
            FailedObject(
                type=each.type, id=each.id, title=each.meta.title, reason=_reason(each.error)
            )
            for each in told.errors
        ],
    )


def _check_import(kibana: Connection, answer: Answer, size: int) -> None:
    if answer.status == 200:
        return
    if answer.status == 404:
        not_there(kibana)
    if answer.status == 413:
        kibana.fail(
            f"takes no file of {size} bytes: raise savedObjects.maxImportPayloadBytes in its "
            "kibana.yml"
        )
    if "import more than" in answer.message:
        kibana.fail(
            "takes fewer objects at once than these: raise savedObjects.maxImportExportSize in its "
            "kibana.yml"
        )
    kibana.fail(f"refuses the import: {answer.message}")


def _reason(error: dict[str, Any]) -> str:
    kind = error.get("type")
    if kind == "missing_references":
        names = (f"{each['type']} {each['id']}" for each in error.get("references", []))
        return f"what it refers to is not there: {', '.join(names)}"
    if kind == "conflict":
        return "another object there has its id, and may not be overwritten"
    if kind == "ambiguous_conflict":
        names = (str(each.get("id")) for each in error.get("destinations", []))
        return f"several objects there stem from it, delete all but one: {', '.join(names)}"
    if kind == "unsupported_type":
        return "this Kibana takes no objects of its type"
    return str(error.get("message") or kind)
