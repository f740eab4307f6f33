"""The office at work on its kliping: put together, changed, checked, sent; each logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from alerts.configured import sync
from alerts.recipients import recipients_of
from model.alerts import Event, EventSort, Topic
from model.audit import Act, Deed
from model.config import Settings
from model.exceptions import ConflictError, NotFoundError
from model.kliping import Content, Kliping, KlipingState, Section, Step
from model.zones import zone_of
from papers.kliping.area import Area
from papers.kliping.choosing import choose
from papers.kliping.editing import renewed
from papers.kliping.leaving import Door, noted_stories, with_masked_notes
from papers.kliping.material import gather, provinces_of
from papers.kliping.window import Office, window_of
from store import Post, Store

#: Who puts klipings together, and sends them, where nobody does it by hand.
PANTAU = "Pantau"
#: What people do, and what of it the log is told.
_SUBJECT = "kliping"

Edit = Callable[[Content], Content]


class KlipingOffice:
    """All that is done with klipings; each method takes the time (UTC) and who does it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        office = settings.office
        self.clock = Office(zone_of(office.zone), settings.kliping.time)

    def today(self, now: datetime) -> date:
        """Return the day in the office."""
        return self.clock.today(now)

    def find(self, day: date) -> Kliping:
        """Return the kliping of a day.

        Raises:
            NotFoundError: there is none.
        """
        found = self._store.klipings.find(day)
        if found is None:
            raise NotFoundError(f"no kliping of {day} was put together (pantau kliping build)")
        return found

    def build(self, day: date, now: datetime, by: str, revision: int | None = None) -> Kliping:
        """Put the kliping of a day together, or anew; what people decided of it stays.

        Raises:
            InputError: the day is yet to come, or a later one was sent.
            ConflictError: it was sent, or is of another ``revision`` than that.
        """
        before = self._store.klipings.find(day)
        self._check(before, revision)
        last = self._store.klipings.last_sent()
        window = window_of(
            day, now, self.clock, last[1] if last else None, self._settings.kliping.late_days
        )
        material = gather(self._store, self._settings, day, window, now)
        entries = choose(material, window, Area(provinces_of(self._settings)), day)
        stories = (one.story for one in material.stories)
        door = Door(stories, material.readings, self._settings.publish.excerpt_words)
        content = Content(
            office=self._settings.office.name,
            zone=self.clock.zone.key,
            start=window.start,
            end=window.end,
            entries=door.leaving(entries),
            coverage=material.coverage,
        )
        step = Step(state=KlipingState.DRAFT, by=by, at=now)
        if before is None:
            new = _begun(day, content, step)
        else:
            new = _next(before, step, self._masked(renewed(before.content, content)))
            new = new.model_copy(update={"built": now})
        return self._store.klipings.put(new, _deed(Act.EDIT, new, by, now, did="build"))

    def edit(
        self, day: date, edit: Edit, now: datetime, by: str, revision: int | None = None
    ) -> Kliping:
        """Change a kliping; one that was checked must be checked again.

        What people write in it leaves with it, so names in it are masked at once.

        Raises:
            NotFoundError: there is no such kliping, or no such entry in it.
            ConflictError: it was sent, or is of another ``revision`` than that.
        """
        before = self.find(day)
        self._check(before, revision)
        content = self._masked(edit(before.content))
        if content == before.content:
            return before
        new = _next(before, Step(state=KlipingState.DRAFT, by=by, at=now), content)
        self._store.klipings.put(new, _deed(Act.EDIT, new, by, now, did="edit"))
        return new

    def check(self, day: date, now: datetime, by: str, revision: int | None = None) -> Kliping:
        """Note that somebody checked a kliping.

        Raises:
            NotFoundError: there is no such kliping.
            ConflictError: it was sent, or is of another ``revision`` than that.
        """
        return self._step(day, KlipingState.CHECKED, now, by, revision)

    def reopen(self, day: date, now: datetime, by: str, revision: int | None = None) -> Kliping:
        """Make a kliping that was checked a draft again.

        Raises:
            NotFoundError: there is no such kliping.
            ConflictError: it was sent, or is of another ``revision`` than that.
        """
        return self._step(day, KlipingState.DRAFT, now, by, revision)

    def send(
        self,
        day: date,
        now: datetime,
        by: str,
        revision: int | None = None,
        *,
        unchecked: bool = False,
    ) -> Kliping:
        """Send a kliping: from now on it stays as it is, and its messages are in the outbox.

        Where nobody is to be sent it, it is noted as sent: somebody pasted it.

        Raises:
            NotFoundError: there is no such kliping.
            ConflictError: nobody checked it, unless that is allowed; it was sent; another one was
                sent since it was put together; or it is of another ``revision`` than that.
        """
        before = self.find(day)
        self._check(before, revision)
        if before.state is not KlipingState.CHECKED and not unchecked:
            raise ConflictError(f"check the kliping of {day} first (pantau kliping check)")
        sync(self._store, self._settings, now)
        new = _next(before, Step(state=KlipingState.SENT, by=by, at=now))
        recipients = tuple(recipients_of(self._store, Topic.KLIPING, now))
        event = Event(key=event_key(day), sort=EventSort.KLIPING, item=day.isoformat(), at=now)
        posts = [Post(event=event, recipients=recipients)] if recipients else []
        deed = _deed(Act.SEND, new, by, now, channels=len(recipients))
        self._store.klipings.send(new, set(_items(before.content)), posts, deed)
        return new

    def run(self, now: datetime) -> Kliping | None:
        """Do what is due by the clock: put today's together, and send it where that is configured.

        What was put together for today already and checked by somebody is left as it is; null
        where nothing is due today.
        """
        day, settings = self.today(now), self._settings.kliping
        if day.weekday() not in {one.number for one in settings.days}:
            return None
        found = self._store.klipings.find(day)
        if found is None or (
            found.state is KlipingState.DRAFT and found.built < self.clock.due(day)
        ):
            found = self.build(day, now, PANTAU)
        is_due = self.clock._replace(hour=settings.going_out).due(day) <= now
        if settings.send == "auto" and is_due and found.state is not KlipingState.SENT:
            found = self.send(day, now, PANTAU, unchecked=True)
        return found

    def _masked(self, content: Content) -> Content:
        return with_masked_notes(content, self._store.stories(ids=noted_stories(content)))

    def _step(
        self, day: date, state: KlipingState, now: datetime, by: str, revision: int | None
    ) -> Kliping:
        before = self.find(day)
        self._check(before, revision)
        if before.state is state:
            return before
        new = _next(before, Step(state=state, by=by, at=now))
        self._store.klipings.put(new, _deed(Act.EDIT, new, by, now, did=state.value))
        return new

    def _check(self, before: Kliping | None, revision: int | None) -> None:
        if before is None:
            return
        if before.state is KlipingState.SENT:
            raise ConflictError(f"the kliping of {before.day} was sent: it stays as it is")
        if revision is not None and revision != before.revision:
            raise ConflictError(
                f"somebody else changed the kliping of {before.day} meanwhile: look at it again"
            )


def event_key(day: date) -> str:
    """Return the key of the event that a kliping was sent."""
    return f"{EventSort.KLIPING}:{day.isoformat()}"


def _items(content: Content) -> Iterator[str]:
    """Yield all that need not be told again; an agreement that ends is told each morning."""
    for entry in content.entries:
        if entry.section is Section.EXPIRING:
            continue
        yield entry.key
        if entry.agreement and entry.section is not Section.DOUBT:
            yield entry.agreement
        for clip in entry.clips:
            yield clip.url


def _begun(day: date, content: Content, step: Step) -> Kliping:
    return Kliping(
        day=day, state=step.state, revision=1, built=step.at, steps=(step,), content=content
    )


def _next(before: Kliping, step: Step, content: Content | None = None) -> Kliping:
    """Return the next revision; the step is noted where the state changes."""
    steps = before.steps if before.state is step.state else (*before.steps, step)
    return before.model_copy(
        update={
            "state": step.state,
            "revision": before.revision + 1,
            "steps": steps,
            "content": content or before.content,
        }
    )


def _deed(act: Act, own: Kliping, by: str, at: datetime, **detail: Any) -> Deed:
    told = {"revision": own.revision, **detail}
    return Deed(act=act, by=by, at=at, subject=f"{_SUBJECT} {own.day}", detail=told)
