"""The log of what people did: it only grows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from model.audit import Act, Deed, LoggedDeed
from model.targets import masked
from store.audit_tables import audit
from store.database import Database


def write(connection: Connection, deed: Deed) -> None:
    """Log a deed in the transaction that does it, so that there is neither without the other."""
    write_all(connection, [deed])


def write_all(connection: Connection, deeds: Sequence[Deed]) -> None:
    """Log several deeds as :func:`write` does."""
    rows = [
        {
            "act": deed.act,
            "by": deed.by,
            "at": deed.at,
            "subject": deed.subject,
            "detail": json.dumps(deed.detail, ensure_ascii=False, sort_keys=True),
        }
        for deed in deeds
    ]
    if rows:
        connection.execute(insert(audit), rows)


def note_review(
    connection: Connection, story: str | None, decision: str, by: str, at: datetime
) -> None:
    """Log a decision about a story, where one was made."""
    if story is not None:
        deed = Deed(act=Act.REVIEW, by=by, at=at, subject=story, detail={"decision": decision})
        write(connection, deed)


def note_sending(
    connection: Connection, subscription: str, channel: str, deliveries: int, at: datetime
) -> None:
    """Log that a message was sent; of the channel stays what is no secret."""
    detail = {"to": masked(channel), "deliveries": deliveries}
    write(connection, Deed(act=Act.SEND, by="pantau", at=at, subject=subscription, detail=detail))


class Audit:
    """The log of what people did, as the rest of Pantau sees it.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it. The
    database itself refuses to change or remove what is logged.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, deed: Deed) -> None:
        """Log what was done outside the store, such as a file written or a message sent."""
        with self._database.write() as connection:
            write(connection, deed)

    def deeds(
        self,
        limit: int,
        *,
        before: int | None = None,
        act: Act | None = None,
        subject: str | None = None,
        since: datetime | None = None,
    ) -> list[LoggedDeed]:
        """Return what was done last, newest first; ``before`` is a number to go on from."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.id < before)
        if act is not None:
            query = query.where(audit.c.act == act)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        if since is not None:
            query = query.where(audit.c.at >= since)
        with self._database.read() as connection:
            return [
                LoggedDeed(
                    number=row.id,
                    act=Act(row.act),
                    by=row.by,
                    at=row.at,
                    subject=row.subject,
                    detail=json.loads(row.detail),
                )
                for row in connection.execute(query)
            ]
