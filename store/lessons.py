"""What masks learnt of stories, so that papers and exports need not learn it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import or_, select

from store.database import Database, upsert
from store.tables import DESK, IS_SHOWN, lesson, story
from store.texts import clean
from store.views import batched


class LessonRow(NamedTuple):
    """What was learnt of a story by some rules, of texts with that digest."""

    story: str
    rules: str
    digest: str
    told: str


class Lessons:
    """What was learnt of stories; every method is one transaction.

    A lesson goes with its story. It is a copy of what the story itself tells, so it may be left out
    or lost.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, names: Collection[str], rules: str) -> dict[str, LessonRow]:
        """Return what was learnt of stories by these rules, by their ids."""
        query = select(lesson).where(lesson.c.rules == rules)
        with self._database.read() as connection:
            found = map(LessonRow._make, batched(connection, query, lesson.c.story, names))
            return {row.story: row for row in found}

    def put(self, rows: Iterable[LessonRow]) -> None:
        """Keep what was learnt of those stories that are still there."""
        learnt = {row.story: row for row in rows}
        with self._database.write() as connection:
            there = batched(connection, select(story.c.id), story.c.id, sorted(learnt))
            kept = [clean(learnt[row.id]._asdict()) for row in there]
            upsert(connection, lesson, kept, "story")

    def missing(self, rules: str, most: int) -> list[str]:
        """Return the newest stories, ``most`` of them, of which these rules learnt nothing yet."""
        query = (
            select(story.c.id)
            .outerjoin(lesson, lesson.c.story == story.c.id)
            .where(IS_SHOWN, story.c.label != DESK)
            .where(or_(lesson.c.rules.is_(None), lesson.c.rules != rules))
            .order_by(story.c.sort_at.desc(), story.c.id)
        )
        with self._database.read() as connection:
            return list(connection.execute(query.limit(most)).scalars())
