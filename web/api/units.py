"""``/units``: the offices of the prison service."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from desk.units import UnitRecord, find, unit_record
from model.exceptions import NotFoundError
from model.records import Record
from pipelines.text.unit_register import register
from store import Named, NameSort
from web.context import Web

router = APIRouter(tags=["units"])


class UnitWithAgreements(UnitRecord):
    """An office, and how many agreements name it (``/agreements?unit=…`` lists them)."""

    agreements: int


class NamedUnit(Record):
    """An office that is in records though not in the register; see ``UnitWithAgreements``."""

    id: str
    name: str
    agreements: int


@router.get("/units")
def units(
    words: Annotated[
        str, Query(alias="q", max_length=200, description="a name, an id, or words of them")
    ] = "",
) -> list[UnitRecord]:
    """List the offices of the register, or those that the words name."""
    return [unit_record(entry) for entry in find(words)]


@router.get("/units/{identity}")
def unit(
    context: Web, identity: Annotated[str, Path(pattern="^[a-z0-9-]{1,100}$")]
) -> UnitWithAgreements | NamedUnit:
    """Return an office by its id, and how many agreements name it."""
    named = Named(sort=NameSort.UNIT, key=identity)
    count = context.store.lists.count(named)
    entry = register().get(identity)
    if entry is not None:
        return UnitWithAgreements(agreements=count, **dict(unit_record(entry)))
    page = context.store.lists.agreements(1, named=named)
    for told in page.agreements:
        for own in told.units:
            if own.id == identity:
                return NamedUnit(id=identity, name=own.name, agreements=count)
    raise NotFoundError(f"no office has the id {identity} (see /api/v1/units?q=)")
