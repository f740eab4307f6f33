"""People and what lets them in, as the rest of Pantau sees them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from model.accounts import Account, PassRow, PassSort, Role, User
from store import admitting
from store.admitting import Known, Pass
from store.database import Database


class Limit(NamedTuple):
    """How many logins may fail within a time, with one name and from one address."""

    within: timedelta
    of_name: int
    of_address: int


class Accounts:
    """Who may open the web page. Names are compared without regard to capitals.

    Passwords come here as hashes, and secrets as digests. Every method is one transaction, and
    raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def exist(self) -> bool:
        """Say whether anybody may log in."""
        with self._database.read() as connection:
            return admitting.has_users(connection)

    def all(self) -> list[Account]:
        """Return everybody, by name."""
        with self._database.read() as connection:
            return admitting.accounts(connection)

    def find(self, name: str) -> Known | None:
        """Return somebody and the hash of their password."""
        with self._database.read() as connection:
            return admitting.find(connection, name)

    def add(self, user: User, password: str, now: datetime) -> bool:
        """Let somebody in; False, and nothing is done, where the name is taken."""
        with self._database.write() as connection:
            return admitting.add(connection, user, password, now)

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> bool:
        """Give somebody another role or password; False where unknown. It ends their sessions."""
        with self._database.write() as connection:
            return admitting.change(connection, name, role=role, password=password)

    def remove(self, name: str) -> bool:
        """Let somebody in no more, nor their programs; False where unknown."""
        with self._database.write() as connection:
            return admitting.remove(connection, name)

    def admit(self, new: Pass, now: datetime, *, instead_of: str | None = None) -> None:
        """Keep a session or token of somebody, in place of the one with another digest."""
        with self._database.write() as connection:
            if instead_of is not None:
                admitting.revoke(connection, instead_of)
            admitting.admit(connection, new, now)

    def holder(self, digest: str, sort: PassSort, now: datetime) -> User | None:
        """Return whose session or token this is; null where it is nobody's, or has ended."""
        with self._database.read() as connection:
            return admitting.holder(connection, digest, sort, now)

    def passes(self, name: str) -> list[PassRow]:
        """Return what lets somebody in, the newest first."""
        with self._database.read() as connection:
            return admitting.passes(connection, name)

    def revoke(self, digest: str) -> bool:
        """Take a session or token back, by its digest or its ``PassRow.id``."""
        with self._database.write() as connection:
            return admitting.revoke(connection, digest)

    def attempt(self, name: str, address: str, now: datetime, limit: Limit) -> timedelta | None:
        """Note that a login is tried, unless too many were in vain; then say how long to wait."""
        since = now - limit.within
        with self._database.write() as connection:
            found = admitting.attempts(connection, name, address, since)
            both = ((found.of_name, limit.of_name), (found.of_address, limit.of_address))
            waits = [when[-most] - since for when, most in both if len(when) >= most]
            if not waits:
                admitting.note_attempt(connection, name, address, now, since)
        return max(waits, default=None)

    def forget_failures(self, name: str, address: str) -> None:
        """Let failures with a name from an address count no more: somebody came in."""
        with self._database.write() as connection:
            admitting.forget_failures(connection, name, address)
