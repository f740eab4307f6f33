"""What people make of the register: values of their own, agreements of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from model.audit import Act, Deed
from model.exceptions import InputError
from model.records import Agreement, KeptAgreement
from model.values import checked
from store import (
    audit,
    editing,
    entering,
    following,
    given,
    naming,
    register,
    standing,
    summaries,
    views,
)
from store.changes import next_change
from store.database import Database
from store.given import Saying
from store.records import ValueRow
from store.tables import account, agreement


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
            return editing.edit(
                connection,
                identity,
                said,
                Saying(by, at, note),
                unset=unset,
                kept=kept,
                revision=revision,
            )

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
        saying = Saying(by, at, note)
        wanted = [entering.Entry(entering.checked_entry(values), saying) for values in entries]
        with self._database.write() as connection:
            return entering.enter(connection, wanted)

    def remove(self, identity: str, by: str, at: datetime) -> str:
        """Delete an agreement that no story tells of, with all that people said of it.

        Raises:
            NotFoundError: there is no such agreement.
            InputError: stories tell of it: those are to be deleted.
        """
        with self._database.write() as connection:
            kept = editing.known(connection, identity)
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
