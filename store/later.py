"""Later coverage of agreements, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from model.audit import Act, Deed
from model.exceptions import InputError, NotFoundError
from model.following import FollowState, FollowUp
from store import audit, coverage, editing, following, pages, unplaced, views
from store.database import Database
from store.tables import article, page
from store.texts import is_id

#: Pages that are looked at again in one transaction.
_AT_ONCE = 50


class Later:
    """What came of agreements: stories, and pages that are no stories of ours.

    ``Store.save`` attaches by itself what surely follows an agreement, and suggests what may. What
    a person says of it goes before that, whatever is read, merged or rebuilt later. Nothing of it
    is news. Every method is one transaction but for ``look``; it raises ``StoreError`` where the
    database cannot do it. Ids may be such as lead to an agreement or a story; for ``told`` they
    may be the address of a page as well.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def attach(self, identity: str, told: str, by: str, at: datetime) -> bool:
        """Let a story follow an agreement; false where somebody said so already.

        Raises:
            NotFoundError: there is no such agreement, story or page.
            InputError: the story tells of the agreement itself.
        """
        return self._say(identity, told, FollowState.ATTACHED, by, at)

    def refuse(self, identity: str, told: str, by: str, at: datetime) -> bool:
        """Let a story not follow an agreement, from now on; false where that was said already.

        Raises:
            NotFoundError: there is no such agreement, story or page.
        """
        return self._say(identity, told, FollowState.REFUSED, by, at)

    def of_agreement(self, identity: str) -> list[FollowUp]:
        """Return all that follows an agreement, may, or was refused, in the order of time."""
        with self._database.read() as connection:
            return following.of_agreement(connection, views.current_id(connection, identity))

    def of_story(self, story: str) -> list[FollowUp]:
        """Return which agreements a story follows, may follow, or was said not to."""
        with self._database.read() as connection:
            return following.of_story(connection, views.current_id(connection, story))

    def of_stories(self, stories: Collection[str]) -> list[FollowUp]:
        """Return the same of several stories, by their present ids."""
        with self._database.read() as connection:
            return following.of_stories(connection, stories)

    def of_pages(self, urls: Collection[str]) -> list[FollowUp]:
        """Return which agreements pages follow that are no stories of ours."""
        with self._database.read() as connection:
            return following.of_pages(connection, urls)

    def waiting(self) -> list[FollowUp]:
        """Return all that may follow an agreement, and of which nobody said anything yet."""
        with self._database.read() as connection:
            return following.waiting(connection)

    def look(self, stories: Sequence[str] | None = None) -> int:
        """Look again at the articles of stories, or of all, with the register as it is now.

        So what was read before its agreement was entered, or read itself, is attached too. What was
        looked at before a kill stays done. Returns of how many agreements that changed anything.
        """
        with self._database.read() as connection:
            numbers = _articles(connection, stories)
        changed: set[str] = set()
        for start in range(0, len(numbers), _AT_ONCE):
            with self._database.write() as connection:
                for number in numbers[start : start + _AT_ONCE]:
                    changed |= _look(connection, number)
        return len(changed)

    def wake(self, now: datetime) -> int:
        """Let pages be asked for again that may follow an agreement which was not known before.

        They are no stories of ours, so that no text of them is kept to be looked at. Returns how
        many they are.
        """
        with self._database.write() as connection:
            return unplaced.wake(connection, now)

    def _say(self, identity: str, told: str, state: FollowState, by: str, at: datetime) -> bool:
        with self._database.write() as connection:
            kept = editing.known(connection, identity)
            name, numbers = _meant(connection, told)
            if state is FollowState.ATTACHED and name in kept.stories:
                raise InputError(f"{name} tells of {kept.id} itself")
            is_new = following.say(connection, kept.id, numbers, state, by, at)
            if is_new:
                detail = {str(state): name}
                editing.tell(connection, [kept.id])
                deed = Deed(act=Act.EDIT, by=by, at=at, subject=kept.id, detail=detail)
                audit.write(connection, deed)
            return is_new


def _meant(connection: Connection, told: str) -> tuple[str, list[int]]:
    """Return the story that an id or an address means, or the address, and its pages."""
    found = pages.find_page(connection, told) if "://" in told else None
    if found is not None:
        owner = select(article.c.story).where(article.c.page == found[0])
        name = connection.execute(owner).scalar_one_or_none()
        return (found[1].url, [found[0]]) if name is None else _whole(connection, name)
    name = views.current_id(connection, told)
    if is_id(name) or views.story_of(connection, name) is None:
        raise NotFoundError(f"no story has the id {told}")
    return _whole(connection, name)


def _whole(connection: Connection, name: str) -> tuple[str, list[int]]:
    return name, following.pages_of(connection, name)


def _articles(connection: Connection, stories: Sequence[str] | None) -> list[int]:
    query = select(article.c.page).where(article.c.corrects.is_(None))
    found = views.batched(connection, query, article.c.story, stories)
    return sorted(row.page for row in found)


def _look(connection: Connection, number: int) -> set[str]:
    read = pages.reading_of(connection, number)
    fetched = select(page.c.fetched_at).where(page.c.id == number)
    at = connection.execute(fetched).scalar_one_or_none()
    return set() if read is None or at is None else coverage.find(connection, number, read, at)
