"""What masks learnt of stories, so that papers and exports need not learn it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, delete, func, select

from store.database import Database, upsert
from store.tables import DESK, IS_SHOWN, account, joint_lesson, lesson, story
from store.texts import clean
from store.views import batched

_IS_NEWS = IS_SHOWN & (story.c.label != DESK)
#: Stories, newest first.
_STORIES = select(story.c.id).where(_IS_NEWS).order_by(story.c.sort_at.desc(), story.c.id)
#: Agreements that several stories tell of, those of the newest stories first.
_TOLD_BY_SEVERAL = (
    select(account.c.agreement)
    .join(story, story.c.id == account.c.story)
    .where(_IS_NEWS)
    .group_by(account.c.agreement)
    .having(func.count() > 1)
    .order_by(func.max(story.c.sort_at).desc(), account.c.agreement)
)


class LessonRow(NamedTuple):
    """What was learnt by some rules, of texts with that digest: those of ``owner``, by its id."""

    owner: str
    rules: str
    digest: str
    told: str


class Lessons:
    """What was learnt of stories, or of agreements; every method is one transaction.

    A lesson goes with its owner. It is a copy of what stories themselves tell, so it may be left
    out or lost.
    """

    def __init__(self, database: Database, owner: Column[Any], everything: Select[Any]) -> None:
        self._database, self._owner, self._everything = database, owner, everything
        (self._id,) = (key.column for key in owner.foreign_keys)

    @classmethod
    def of_stories(cls, database: Database) -> Lessons:
        """What was learnt of each story alone."""
        return cls(database, lesson.c.story, _STORIES)

    @classmethod
    def of_agreements(cls, database: Database) -> Lessons:
        """What was learnt of agreements that need more than one story's texts."""
        return cls(database, joint_lesson.c.agreement, _TOLD_BY_SEVERAL)

    def of(self, names: Collection[str], rules: str) -> dict[str, LessonRow]:
        """Return what was learnt by these rules, by the ids of its owners."""
        query = select(self._owner.table).where(self._owner.table.c.rules == rules)
        with self._database.read() as connection:
            found = map(LessonRow._make, batched(connection, query, self._owner, names))
            return {row.owner: row for row in found}

    def put(self, rows: Iterable[LessonRow]) -> None:
        """Keep what was learnt of those that are still there."""
        learnt = {row.owner: row for row in rows}
        with self._database.write() as connection:
            there = batched(connection, select(self._id), self._id, sorted(learnt))
            kept = [clean(self._values(learnt[row.id])) for row in there]
            upsert(connection, self._owner.table, kept, self._owner.name)

    def missing(self, rules: str, most: int) -> list[str]:
        """Return the newest, ``most`` of them, of which these rules learnt nothing yet."""
        learnt = select(self._owner).where(self._owner.table.c.rules == rules)
        (own,) = self._everything.selected_columns
        with self._database.read() as connection:
            found = connection.execute(self._everything.where(own.not_in(learnt)).limit(most))
            return list(found.scalars())

    def _values(self, row: LessonRow) -> dict[str, Any]:
        own = row._asdict()
        return {self._owner.name: own.pop("owner"), **own}


def forget_joint(connection: Connection) -> None:
    """Forget what was learnt of several stories at once: one of them is forgotten."""
    connection.execute(delete(joint_lesson))
