"""What a person says of one agreement, written in a transaction: given, withdrawn, or kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection

from model.audit import Act, Deed
from model.exceptions import ConflictError, InputError, NotFoundError
from model.records import KeptAgreement
from model.values import FIELDS, check_days, in_force
from store import audit, given, register, summaries, views
from store.changes import next_change
from store.given import Saying
from store.records import ValueAct
from store.texts import is_id

_DAYS = {"signed_on", "valid_until", "ended_on"}


def edit(  # noqa: PLR0913 - who says what, when, why, knowing what
    connection: Connection,
    identity: str,
    said: Mapping[str, JsonValue],
    saying: Saying,
    *,
    unset: Sequence[str] = (),
    kept: Sequence[str] = (),
    revision: int | None = None,
) -> str:
    """Do what ``Desk.edit`` does, with values that were checked; return the agreement's id."""
    name = known(connection, identity, revision).id
    check_parent(connection, name, said)
    changed = _change(connection, name, said, unset, kept, saying)
    if changed:
        tell(connection, [name])
        log(connection, name, saying.by, saying.at, {"fields": changed})
    return name


def known(connection: Connection, identity: str, revision: int | None = None) -> KeptAgreement:
    """Return an agreement, as long as nobody said something of it since ``revision``."""
    name = views.current_id(connection, identity)
    found = views.agreements(connection, ids=[name])
    if not found:
        raise NotFoundError(f"no agreement has the id {identity}")
    if revision is not None and given.revision(connection, name) != revision:
        last = given.history(connection, name)[0]
        raise ConflictError(f"{name}: {last.by} changed {last.field} meanwhile; look at it again")
    return found[0]


def log(connection: Connection, name: str, by: str, at: datetime, detail: dict[str, Any]) -> None:
    """Log what was done with an agreement."""
    audit.write(connection, Deed(act=Act.EDIT, by=by, at=at, subject=name, detail=detail))


def check_parent(connection: Connection, name: str, said: Mapping[str, JsonValue]) -> None:
    """Make sure that an agreement goes back to one that there is, and never to itself."""
    parent, seen = said.get("parent"), {""}
    while isinstance(parent, str) and is_id(parent) and parent not in seen:
        seen.add(parent)
        current = views.current_id(connection, parent)
        if current == name:
            raise InputError(f"parent: {said['parent']} goes back to {name} itself")
        found = views.agreements(connection, ids=[current])
        if not found:
            raise InputError(f"parent: no agreement has the id {parent}")
        parent = found[0].parent


def tell(connection: Connection, names: Sequence[str]) -> None:
    """Put agreements together anew, and let every index learn them."""
    number = next_change(connection)
    tellers = register.renew(connection, names)
    summaries.tell(connection, sorted(tellers), [], number)


def _change(
    connection: Connection,
    name: str,
    said: Mapping[str, JsonValue],
    unset: Sequence[str],
    kept: Sequence[str],
    saying: Saying,
) -> list[str]:
    """Log what is said of an agreement; return the fields that it changes."""
    own = given.current(connection, [name]).get(name, {})
    told = _news(connection, name)
    withdrawn = {field: _given(own, field).value for field in unset}
    settled = {field: _given(own, field).value for field in kept}
    new = {
        field: value
        for field, value in said.items()
        if field not in own or own[field].value != value
    }
    fields = [*withdrawn, *settled, *said]
    if both := sorted({field for field in fields if fields.count(field) > 1}):
        raise InputError(f"{', '.join(both)}: given, kept and withdrawn at once")
    left = {one: own[one].value for one in own if one not in withdrawn}
    if _DAYS & said.keys():
        check_days(in_force(told, {**left, **new}))
    given.put(
        connection,
        given.Words(name, withdrawn, told, saying, ValueAct.WITHDRAWN),
        given.Words(name, settled, told, saying, ValueAct.KEPT),
        given.Words(name, new, told, saying, ValueAct.GIVEN),
    )
    return [*new, *settled, *withdrawn]


def _given(own: Mapping[str, given.Said], field: str) -> given.Said:
    if field not in FIELDS:
        raise InputError(f"{field}: no field of an agreement ({', '.join(FIELDS)})")
    if field not in own:
        raise InputError(f"{field}: nobody gave a value for it")
    return own[field]


def _news(connection: Connection, name: str) -> dict[str, JsonValue]:
    told = register.told(connection, name)
    found: dict[str, JsonValue] = told.model_dump(mode="json") if told else {}
    return found
