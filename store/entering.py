"""Agreements entered by hand, or from a spreadsheet: many in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, insert

from model.audit import Act, Deed
from model.exceptions import InputError
from model.records import desk_story
from model.values import check_days, checked
from store import audit, given, standing
from store.changes import next_change
from store.editing import check_parent, tell
from store.given import Saying
from store.records import ValueAct
from store.tables import agreement
from store.texts import new_id


class Entry(NamedTuple):
    """What somebody says of an agreement that nobody knew."""

    said: Mapping[str, JsonValue]
    saying: Saying


def checked_entry(values: Mapping[str, object]) -> dict[str, JsonValue]:
    """Check what is said of a new agreement.

    Raises:
        InputError: a value does not fit, or nobody is named.
    """
    said = checked(values)
    if not (said.get("parties") or said.get("units")):
        raise InputError("parties, units: an agreement names at least one of its parties")
    check_days(said)
    return said


def enter(connection: Connection, entries: Sequence[Entry]) -> list[str]:
    """Write new agreements, all at once, and let every index learn them; return their ids.

    Raises:
        InputError: one goes back to an agreement that there is not.
    """
    if not entries:
        return []
    names = [new_id("a") for _ in entries]
    for name, entry in zip(names, entries, strict=True):
        check_parent(connection, name, entry.said)
    number = next_change(connection)
    sayings = {name: entry.saying for name, entry in zip(names, entries, strict=True)}
    standing.enter(connection, sayings, number)
    rows = [
        {"id": name, "story": desk_story(name), "place": 0, "body": "{}", "born": number}
        for name in names
    ]
    connection.execute(insert(agreement), rows)
    standing.put_accounts(connection, dict.fromkeys(names, standing.NOTHING_TOLD))
    pairs = zip(names, entries, strict=True)
    words = (given.Words(name, one.said, {}, one.saying, ValueAct.GIVEN) for name, one in pairs)
    given.put(connection, *words)
    tell(connection, names)
    audit.write_all(
        connection, [_deed(name, one) for name, one in zip(names, entries, strict=True)]
    )
    return names


def _deed(name: str, entry: Entry) -> Deed:
    detail = {"entered": True, "fields": list(entry.said)}
    return Deed(act=Act.EDIT, by=entry.saying.by, at=entry.saying.at, subject=name, detail=detail)
