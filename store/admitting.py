"""Rows of people, of what lets them in, and of logins that failed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from model.accounts import Account, PassRow, PassSort, Role, User
from store.account_tables import login_failure, web_pass, web_user
from store.texts import clean

#: Characters of a digest that name a pass to people.
_ID_LENGTH = 12
#: Characters that are kept of a name that somebody tried: it may be anything.
_TRIED_LENGTH = 200


class Known(NamedTuple):
    """Somebody, and the hash of their password."""

    user: User
    password: str | None


class Attempts(NamedTuple):
    """When logins were tried in vain: with a name, and from an address; the oldest first."""

    of_name: list[datetime]
    of_address: list[datetime]


class Pass(NamedTuple):
    """What lets somebody in: the digest of a secret; ``ends`` is null where it stays."""

    digest: str
    user: str
    sort: PassSort
    ends: datetime | None = None
    label: str | None = None


def key_of(name: str) -> str:
    """Return a name as it is compared: without regard to capitals."""
    return str(clean(name.strip().casefold()))[:_TRIED_LENGTH]


def has_users(connection: Connection) -> bool:
    """Say whether anybody may log in."""
    return connection.execute(select(web_user.c.key).limit(1)).first() is not None


def accounts(connection: Connection) -> list[Account]:
    """Return everybody, by name."""
    tokens = (
        select(func.count())
        .where(web_pass.c.user == web_user.c.key, web_pass.c.sort == PassSort.TOKEN)
        .scalar_subquery()
        .label("tokens")
    )
    rows = connection.execute(select(web_user, tokens).order_by(web_user.c.key))
    return [
        Account(name=row.name, role=row.role, created=row.created, tokens=row.tokens)
        for row in rows
    ]


def find(connection: Connection, name: str) -> Known | None:
    """Return somebody by name."""
    row = connection.execute(select(web_user).where(web_user.c.key == key_of(name))).first()
    return Known(User(name=row.name, role=row.role), row.password) if row else None


def add(connection: Connection, user: User, password: str, now: datetime) -> bool:
    """Let somebody in; False, and nothing is done, where the name is taken."""
    key = key_of(user.name)
    if find(connection, key) is not None:
        return False
    values = {"key": key, "password": password, "created": now, **clean(dict(user))}
    connection.execute(insert(web_user).values(values))
    return True


def change(
    connection: Connection, name: str, *, role: Role | None = None, password: str | None = None
) -> bool:
    """Give somebody another role or password, which ends their sessions; False where unknown."""
    given = {"role": role, "password": password}
    values = {column: value for column, value in given.items() if value is not None}
    own = web_user.c.key == key_of(name)
    changed = connection.execute(update(web_user).where(own).values(values)).rowcount > 0
    sessions = (web_pass.c.user == key_of(name)) & (web_pass.c.sort == PassSort.SESSION)
    connection.execute(delete(web_pass).where(sessions))
    return changed


def remove(connection: Connection, name: str) -> bool:
    """Let somebody in no more, nor their programs; False where unknown."""
    gone = delete(web_user).where(web_user.c.key == key_of(name))
    return connection.execute(gone).rowcount > 0


def admit(connection: Connection, new: Pass, now: datetime) -> None:
    """Keep a pass of somebody who is known; what has ended is swept out."""
    connection.execute(delete(web_pass).where(web_pass.c.ends <= now))
    values = {**new._asdict(), "user": key_of(new.user), "label": clean(new.label)}
    connection.execute(insert(web_pass).values(values | {"created": now}))


def holder(connection: Connection, digest: str, sort: PassSort, now: datetime) -> User | None:
    """Return whose pass this is, where it has not ended."""
    query = select(web_user).join(web_pass, web_pass.c.user == web_user.c.key)
    holds = or_(web_pass.c.ends.is_(None), web_pass.c.ends > now)
    row = connection.execute(
        query.where(web_pass.c.digest == digest, web_pass.c.sort == sort, holds)
    ).first()
    return User(name=row.name, role=row.role) if row else None


def passes(connection: Connection, name: str) -> list[PassRow]:
    """Return what lets somebody in, the newest first."""
    query = select(web_pass).where(web_pass.c.user == key_of(name))
    return [
        PassRow(
            id=row.digest[:_ID_LENGTH],
            sort=row.sort,
            label=row.label,
            created=row.created,
            ends=row.ends,
        )
        for row in connection.execute(query.order_by(web_pass.c.created.desc()))
    ]


def revoke(connection: Connection, digest: str) -> bool:
    """Take a pass back, by its digest or the beginning of it that names it."""
    own = web_pass.c.digest == digest
    if len(digest) == _ID_LENGTH:
        own = func.substr(web_pass.c.digest, 1, _ID_LENGTH) == digest
    return connection.execute(delete(web_pass).where(own)).rowcount > 0


def attempts(connection: Connection, name: str, address: str, since: datetime) -> Attempts:
    """Return when logins with a name, and from an address, were tried in vain since then."""

    def when(own: ColumnElement[bool]) -> list[datetime]:
        query = select(login_failure.c.at).where(own, login_failure.c.at > since)
        return list(connection.execute(query.order_by(login_failure.c.at)).scalars())

    return Attempts(when(login_failure.c.name == key_of(name)), when(_from(address)))


def note_attempt(
    connection: Connection, name: str, address: str, now: datetime, since: datetime
) -> None:
    """Note that a login is tried; what was before ``since`` counts no more."""
    connection.execute(delete(login_failure).where(login_failure.c.at <= since))
    values = {"name": key_of(name), "address": address, "at": now}
    connection.execute(insert(login_failure).values(values))


def forget_failures(connection: Connection, name: str, address: str) -> None:
    """Let what failed with a name from an address count no more: somebody came in."""
    own = (login_failure.c.name == key_of(name)) & _from(address)
    connection.execute(delete(login_failure).where(own))


def _from(address: str) -> ColumnElement[bool]:
    return login_failure.c.address == address
