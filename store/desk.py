"""What people make of the register: values of their own, agreements of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, delete, insert, select

from model.audit import Act, Deed
from model.exceptions import ConflictError, InputError, NotFoundError
from model.records import Agreement, KeptAgreement
from model.values import FIELDS, check_days, checked, in_force
from store import audit, following, given, naming, register, standing, summaries, views
from store.changes import next_change
from store.database import Database
from store.given import Saying
from store.records import ValueAct, ValueRow
from store.tables import account, agreement
from store.texts import is_id, new_id

_DAYS = {"signed_on", "valid_until", "ended_on"}


class Desk:
    """The register as people work on it.

    What they give goes before what the news says, whatever is read, trained or rebuilt later, and
    can be withdrawn. Every method is one transaction, which also logs a deed and queues the index;
    it raises ``StoreError`` where the database cannot do it. Ids may be such as lead to an
    agreement.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def edit(  # noqa: PLR0913 - who says what, when, why, knowing what
        self,
        identity: str,
        values: Mapping[str, object],
        by: str,
        at: datetime,
        note: str | None = None,
        *,
        unset: Sequence[str] = (),
        kept: Sequence[str] = (),
        revision: int | None = None,
    ) -> str:
        """Give fields of an agreement values, and withdraw those of ``unset``; return its id.

        ``values`` are checked by ``model.values``. A value that stands already is not given again,
        so who imports a file twice settles nothing. ``kept`` are fields whose values stand against
        what the news says now.

        Raises:
            NotFoundError: there is no such agreement.
            InputError: a value does not fit, or nothing was given for a field of ``unset`` or
                ``kept``.
            ConflictError: somebody said something of it since ``revision``.
        """
        said = checked(values)
        with self._database.write() as connection:
            name = _known(connection, identity, revision).id
            _check_parent(connection, name, said)
            changed = _change(connection, name, said, unset, kept, Saying(by, at, note))
            if changed:
                _tell(connection, name)
                _log(connection, name, by, at, {"fields": changed})
            return name

    def withdraw(
        self,
        identity: str,
        field: str,
        by: str,
        at: datetime,
        note: str | None = None,
        *,
        revision: int | None = None,
    ) -> str:
        """Take back what people gave for a field: what the news says counts again.

        Raises:
            NotFoundError: there is no such agreement.
            InputError: nothing was given for it.
            ConflictError: as for :meth:`edit`.
        """
        return self.edit(identity, {}, by, at, note, unset=[field], revision=revision)

    def keep(
        self, identity: str, field: str, by: str, at: datetime, *, revision: int | None = None
    ) -> str:
        """Settle a conflict: what people gave for a field stands, against what the news says now.

        Raises:
            NotFoundError: there is no such agreement.
            InputError: nothing was given for it.
            ConflictError: as for :meth:`edit`.
        """
        return self.edit(identity, {}, by, at, kept=[field], revision=revision)

    def enter(
        self, values: Mapping[str, object], by: str, at: datetime, note: str | None = None
    ) -> str:
        """Enter an agreement by hand; return its id. It is no news, but stories may join it.

        Raises:
            InputError: a value does not fit, or nobody is named.
        """
        (name,) = self.enter_all([values], by, at, note)
        return name

    def enter_all(
        self,
        entries: Iterable[Mapping[str, object]],
        by: str,
        at: datetime,
        note: str | None = None,
    ) -> list[str]:
        """Enter several agreements as :meth:`enter` does: all of them, or none."""
        wanted = [_checked_entry(values) for values in entries]
        with self._database.write() as connection:
            return [_enter(connection, said, Saying(by, at, note)) for said in wanted]

    def remove(self, identity: str, by: str, at: datetime) -> str:
        """Delete an agreement that no story tells of, with all that people said of it.

        Raises:
            NotFoundError: there is no such agreement.
            InputError: stories tell of it: those are to be deleted.
        """
        with self._database.write() as connection:
            kept = _known(connection, identity)
            if kept.stories:
                raise InputError(f"{kept.id}: stories tell of it; delete those (see pantau delete)")
            _remove(connection, kept.id)
            audit.write(connection, Deed(act=Act.DELETE, by=by, at=at, subject=kept.id))
            return kept.id

    def history(self, identity: str) -> tuple[ValueRow, ...]:
        """Return all that people said of an agreement, the newest first."""
        with self._database.read() as connection:
            return given.history(connection, views.current_id(connection, identity))

    def revision(self, identity: str) -> int:
        """Return the number of the last word about an agreement, 0 where nobody said one."""
        with self._database.read() as connection:
            return given.revision(connection, views.current_id(connection, identity))

    def conflicts(self) -> list[KeptAgreement]:
        """Return agreements of which the news says something else since people gave values."""
        with self._database.read() as connection:
            query = select(agreement.c.id).where(agreement.c.conflicts > 0)
            ids = list(connection.execute(query).scalars())
            return views.agreements(connection, ids=ids)

    def told(self, identity: str) -> Agreement | None:
        """Return what stories say of an agreement, without people; null where none tells of it."""
        with self._database.read() as connection:
            return register.told(connection, views.current_id(connection, identity))


def _known(connection: Connection, identity: str, revision: int | None = None) -> KeptAgreement:
    """Return an agreement, as long as nobody said something of it since ``revision``."""
    name = views.current_id(connection, identity)
    found = views.agreements(connection, ids=[name])
    if not found:
        raise NotFoundError(f"no agreement has the id {identity}")
    if revision is not None and given.revision(connection, name) != revision:
        last = given.history(connection, name)[0]
        raise ConflictError(f"{name}: {last.by} changed {last.field} meanwhile; look at it again")
    return found[0]


def _log(connection: Connection, name: str, by: str, at: datetime, detail: dict[str, Any]) -> None:
    audit.write(connection, Deed(act=Act.EDIT, by=by, at=at, subject=name, detail=detail))


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
    given.put(connection, name, withdrawn, told, saying, ValueAct.WITHDRAWN)
    given.put(connection, name, settled, told, saying, ValueAct.KEPT)
    given.put(connection, name, new, told, saying, ValueAct.GIVEN)
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


def _check_parent(connection: Connection, name: str, said: Mapping[str, JsonValue]) -> None:
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


def _checked_entry(values: Mapping[str, object]) -> dict[str, JsonValue]:
    said = checked(values)
    if not (said.get("parties") or said.get("units")):
        raise InputError("parties, units: an agreement names at least one of its parties")
    check_days(said)
    return said


def _enter(connection: Connection, said: Mapping[str, JsonValue], saying: Saying) -> str:
    name = new_id("a")
    _check_parent(connection, name, said)
    number = next_change(connection)
    story = standing.stand(connection, name, number, saying.at, by=saying.by)
    row = {"id": name, "story": story, "place": 0, "body": "{}", "born": number}
    connection.execute(insert(agreement).values(row))
    standing.put_account(connection, name, standing.NOTHING_TOLD)
    given.put(connection, name, said, {}, saying, ValueAct.GIVEN)
    _tell(connection, name)
    _log(connection, name, saying.by, saying.at, {"entered": True, "fields": list(said)})
    return name


def _remove(connection: Connection, name: str) -> None:
    parents = naming.parents(connection, [name])
    connection.execute(delete(account).where(account.c.agreement == name))
    connection.execute(delete(agreement).where(agreement.c.id == name))
    standing.remove(connection, name)
    given.forget(connection, [name])
    following.forget(connection, [name], [])
    number = next_change(connection)
    tellers = register.renew(connection, parents)
    summaries.tell(connection, sorted(tellers), [name], number)


def _tell(connection: Connection, name: str) -> None:
    """Put an agreement together anew, and let every index learn it."""
    number = next_change(connection)
    tellers = register.renew(connection, [name])
    summaries.tell(connection, sorted(tellers), [], number)
