"""Rows of offices' own spreadsheets, as the store holds them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import AwareDatetime, JsonValue

from model.records import Record


class SheetRow(Record):
    """Where a row of a spreadsheet stands, what is known again of it, and what it says.

    ``row`` and ``last_row`` count from 1; ``values`` are fields of ``model.values``, as JSON.
    """

    key: str
    parties_key: str
    file: str
    sheet: str
    row: int
    last_row: int
    values: dict[str, JsonValue]


class KeptRow(SheetRow):
    """A row as the store holds it; ``agreement`` is null while nobody said which one it is.

    ``gone`` says that the agreement was deleted. ``at`` is when the row was read last, in UTC.
    """

    number: int
    agreement: str | None
    gone: bool = False
    by: str
    at: AwareDatetime


def columns_of(row: SheetRow) -> dict[str, Any]:
    """Return what is kept of a row, by its column."""
    columns: dict[str, Any] = row.model_dump(mode="json", exclude={"values"})
    return {**columns, "body": as_json(row.values)}


def as_json(value: JsonValue) -> str:
    """Return a value in the one form in which equal ones are equal."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
