"""Forgetting a story for good, with all that was kept of it, for those who may ask for that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress

from sqlalchemy import Connection, delete, select

from model.audit import Act, Deed
from model.exceptions import StoreError
from model.records import Reading
from model.targets import masked
from store import (
    archiving,
    audit,
    builds,
    chrome,
    following,
    given,
    kliping_rows,
    lessons,
    made_papers,
    news,
    pages,
    posting,
    reviews,
    summaries,
    tombstones,
)
from store.alert_tables import delivery, event
from store.database import Database
from store.erasure_records import Erased, Erasure, Sending, Tombstone
from store.tables import account, article, correction, moved, page, reading, story, trace, version
from store.views import current_id
from store.warc import Shelf


class Erasing:
    """Forgetting, as the rest of Pantau sees it: every method is one transaction."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf

    def story(self, identity: str, why: Erasure, act: Act = Act.FORGET) -> Erased | None:
        """Forget a story: its agreements, its articles, and all that was read and archived of it.

        The id may be one that leads to the story; null where it leads to none. Of its pages stays
        a tombstone each: neither ``save`` nor ``remember`` keeps anything of them again. Every
        build of an index learns that it is gone, the log says who did it. What is archived is
        written over; where that fails, nothing is forgotten.

        Raises:
            ArchiveError: an archived page cannot be written over.
        """
        with self._shelf.writing(), self._database.write() as connection:
            erased = _forget_story(connection, self._shelf, identity, why)
            if erased is not None:
                made_papers.drop_all(connection)
                lessons.forget_joint(connection)
                audit.write(connection, _deed(erased, erased.story or identity, why, act))
        self._scrub()
        return erased

    def address(self, url: str, why: Erasure) -> Erased:
        """Forget what is known of an address, the story that it tells included.

        An address that was never met is forgotten beforehand.

        Raises:
            ArchiveError: an archived page cannot be written over.
        """
        with self._shelf.writing(), self._database.write() as connection:
            erased = _forget_address(connection, self._shelf, url, why)
            made_papers.drop_all(connection)
            lessons.forget_joint(connection)
            tombs = tombstones.of_keys(connection, [pages.key_of(url)])
            subject = erased.story or next(iter(tombs.values())).address
            audit.write(connection, _deed(erased, subject, why, Act.FORGET))
        self._scrub()
        return erased

    def obey(self, tombs: Iterable[Tombstone]) -> int:
        """Forget what these tombstones forbid, such as after a backup from before was restored.

        Returns how many pages were known that are forgotten now.

        Raises:
            ArchiveError: an archived page cannot be written over.
        """
        by_hash = {tomb.address: tomb for tomb in tombs}
        with self._database.read() as connection:
            keys = connection.execute(select(page.c.key, page.c.url)).all()
        found = [
            (row.url, by_hash[name])
            for row in keys
            if (name := tombstones.hash_of(row.key)) in by_hash
        ]
        for url, tomb in found:
            self.address(url, Erasure(tomb.reason, tomb.by, tomb.at))
        with self._database.write() as connection:
            tombstones.copy(connection, by_hash.values())
        return len(found)

    def leave_indexes(self, kept: Collection[str] = ()) -> None:
        """Let no build of an index follow the store any more but those that are kept.

        An engine keeps the words of what it drops in its files. One whose build follows no more
        makes a new one when it is used next, and the old files go.
        """
        with self._database.write() as connection:
            builds.forget_others(connection, kept)

    def tombstones(self) -> list[Tombstone]:
        """Return what was forgotten, the last first."""
        with self._database.read() as connection:
            return tombstones.newest(connection)

    def tombstone(self, url: str) -> Tombstone | None:
        """Return what stays of the page at ``url``, where it was forgotten."""
        with self._database.read() as connection:
            return tombstones.of_keys(connection, [pages.key_of(url)]).get(pages.key_of(url))

    def _scrub(self) -> None:
        """Take what was written over out of the log of SQLite; somebody who reads may prevent it.

        Then the next writer of the log does it.
        """
        with suppress(StoreError):
            self._database.truncate_log()


def _forget_story(
    connection: Connection, shelf: Shelf, identity: str, why: Erasure
) -> Erased | None:
    name = current_id(connection, identity)
    if connection.execute(select(story.c.id).where(story.c.id == name)).first() is None:
        return None
    own = article.c.story == name
    numbers = list(connection.execute(select(article.c.page).where(own)).scalars())
    others = list(connection.execute(select(article.c.same_as).where(own)).scalars())
    quoting = list(_agreements_told(connection, name))
    left = select(version.c.page).where(version.c.story == name)
    archiving.remove(connection, shelf, {*numbers, *connection.execute(left).scalars()})
    connection.execute(delete(trace).where(trace.c.article.in_(numbers)))
    connection.execute(delete(article).where(own))
    connection.execute(delete(version).where(version.c.story == name))
    _forget_readings(connection, numbers)
    gone = [name, *summaries.remove(connection, name, for_good=True)]
    went_in = select(moved.c.id).where(moved.c.target.in_(gone))
    items = [*gone, *connection.execute(went_in).scalars()]
    sent = _sent(connection, items)
    given.forget(connection, gone, quoting=quoting)
    following.forget(connection, gone, numbers)
    posting.forget(connection, items)
    kliping_rows.forget(connection, gone, _urls(connection, numbers))
    connection.execute(delete(moved).where(moved.c.target.in_(gone)))
    news.forget(connection, gone)
    _bury(connection, numbers, others, name, why)
    return Erased(story=name, agreements=tuple(gone[1:]), pages=len(numbers), sent=sent)


def _forget_address(connection: Connection, shelf: Shelf, url: str, why: Erasure) -> Erased:
    known = pages.find_page(connection, url)
    number = None if known is None else known[0]
    owner = select(article.c.story).where(article.c.page == number)
    name = connection.execute(owner).scalar_one_or_none()
    erased = None if name is None else _forget_story(connection, shelf, name, why)
    if erased is None:
        numbers = [] if number is None else [number]
        archiving.remove(connection, shelf, numbers)
        _forget_readings(connection, numbers)
        following.forget(connection, [], numbers)
        kliping_rows.forget(connection, [], [url, *_urls(connection, numbers)])
        _bury(connection, numbers, [pages.key_of(url)], None, why)
        erased = Erased(story=None, agreements=(), pages=len(numbers), sent=())
    return erased


def _agreements_told(connection: Connection, name: str) -> Iterable[str]:
    query = select(account.c.agreement).where(account.c.story == name)
    return connection.execute(query).scalars()


def _urls(connection: Connection, numbers: Collection[int]) -> list[str]:
    return list(connection.execute(select(page.c.url).where(page.c.id.in_(numbers))).scalars())


def _forget_readings(connection: Connection, numbers: Collection[int]) -> None:
    reviews.forget(connection, list(numbers))
    connection.execute(delete(version).where(version.c.page.in_(numbers)))
    connection.execute(delete(correction).where(correction.c.page.in_(numbers)))
    _forget_lines(connection, numbers)
    connection.execute(delete(reading).where(reading.c.page.in_(numbers)))


def _bury(
    connection: Connection,
    numbers: Collection[int],
    others: Iterable[str],
    name: str | None,
    why: Erasure,
) -> None:
    """Leave of pages nothing but tombstones; ``others`` are keys that they were known by too."""
    keys = list(connection.execute(select(page.c.key).where(page.c.id.in_(numbers))).scalars())
    connection.execute(delete(page).where(page.c.id.in_(numbers)))
    tombstones.put(connection, [*keys, *others], name, why)


def _forget_lines(connection: Connection, numbers: Collection[int]) -> None:
    """Forget the lines of articles by which their sites' chrome was learnt."""
    query = select(page.c.site, reading.c.body).join(reading, reading.c.page == page.c.id)
    for row in connection.execute(query.where(page.c.id.in_(numbers))).all():
        told = Reading.model_validate_json(row.body).article
        if told is not None:
            chrome.forget_article(connection, row.site, told.text)


def _sent(connection: Connection, items: Collection[str]) -> tuple[Sending, ...]:
    """What was told of stories and agreements, to whom, when."""
    query = (
        select(delivery.c.subscription, delivery.c.channel, delivery.c.sent)
        .join(event, event.c.key == delivery.c.event)
        .where(event.c.item.in_(items), delivery.c.sent.is_not(None))
        .order_by(delivery.c.sent, delivery.c.id)
    )
    return tuple(
        Sending(subscription=row.subscription, to=masked(row.channel), at=row.sent)
        for row in connection.execute(query)
    )


def _deed(erased: Erased, subject: str, why: Erasure, act: Act) -> Deed:
    detail = {
        "reason": why.reason,
        "pages": erased.pages,
        "agreements": len(erased.agreements),
        "sent": len(erased.sent),
    }
    return Deed(act=act, by=why.by, at=why.at, subject=subject, detail=detail)
