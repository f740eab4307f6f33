"""Makes a message of the deliveries that go to a channel together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from alerts.corrections import known_facts
from alerts.entries import Frame, gone_entry, is_of_story, notice_entry, story_entry, today_in
from alerts.facts import DROPPED, changes, facts_of
from alerts.forms import asked_by
from alerts.links import Links
from alerts.sending import Digest, Document, Entry, Papers
from alerts.timing import zone_of
from model.alerts import PAPERS, Delivery, Event, EventSort, Facts, Subscription
from model.config_alerts import AlertSettings
from model.exceptions import TemporaryDeliveryError
from model.records import DESK_PREFIX, KeptAgreement
from store import Store, Told


class Message(NamedTuple):
    """A digest to send, what it tells by delivery, and what is not worth telling any more."""

    digest: Digest | None
    told: dict[int, Facts]
    stale: list[Delivery]


class _Piece(NamedTuple):
    delivery: Delivery
    entry: Entry
    facts: Facts | None


class Composer:
    """Makes messages; stories are read once for all channels of a round."""

    def __init__(
        self, store: Store, settings: AlertSettings, links: Links, papers: Papers | None = None
    ) -> None:
        self._store, self._settings, self._links = store, settings, links
        self._papers = papers

    def message(self, one: Subscription, taken: Sequence[Delivery], now: datetime) -> Message:
        """Return the message of deliveries of one subscription and channel, as of ``now``.

        Stories that were dropped since, and corrections of what is right again, are not told.
        """
        events = self._store.outbox.events([row.event for row in taken])
        first = events.get(taken[0].event)
        if first is not None and first.sort in PAPERS:
            return self._paper(one, taken, first, now)
        stories = {event.item for event in events.values() if is_of_story(event)}
        current = {name: self._store.story(name) for name in sorted(stories)}
        names = {name: story.id for name, story in current.items() if story is not None}
        names |= self._alone(events.values())
        told = {found.story.id: found for found in self._store.told(sorted(set(names.values())))}
        pieces, stale = [], []
        for row in taken:
            event = events.get(row.event)
            piece = None
            if event is not None:
                own = told.get(names.get(event.item, event.item))
                piece = self._piece(one, row, event, own, now)
            if piece is None:
                stale.append(row)
            else:
                pieces.append(piece)
        if not pieces:
            return Message(None, {}, stale)
        return self._message(one, pieces, stale, now)

    def _alone(self, events: Iterable[Event]) -> dict[str, str]:
        """By what is told today, of agreements that no story spoke for when something was."""
        alone = [one for one in events if one.item.startswith(DESK_PREFIX)]
        kept = {one.item: self._store.agreement(one.body.get("agreement", "")) for one in alone}
        return {item: one.teller for item, one in kept.items() if one is not None}

    def _message(
        self, one: Subscription, pieces: list[_Piece], stale: list[Delivery], now: datetime
    ) -> Message:
        most = self._settings.max_entries if self._links.public_url else len(pieces)
        shown, rows = pieces[:most], [piece.delivery for piece in pieces]
        left_out = len(pieces) - len(shown)
        digest = self._digest(one, rows, now).model_copy(
            update={
                "entries": tuple(piece.entry for piece in shown),
                "left_out": left_out,
                "see_all": self._links.search(one.query) if left_out else None,
            }
        )
        told = {piece.delivery.id: piece.facts for piece in shown if piece.facts is not None}
        return Message(digest, told, stale)

    def _paper(
        self, one: Subscription, taken: Sequence[Delivery], event: Event, now: datetime
    ) -> Message:
        """Return the message of a paper, which goes alone."""
        document = self._document(event)
        if document is None:
            return Message(None, {}, list(taken))
        digest = self._digest(one, taken, now).model_copy(update={"document": document})
        return Message(digest, {}, [])

    def _document(self, event: Event) -> Document | None:
        if self._papers is None:
            raise TemporaryDeliveryError("papers are sent by pantau alerts run alone")
        return self._papers(event)

    def _digest(self, one: Subscription, rows: Sequence[Delivery], now: datetime) -> Digest:
        """Return the frame of a message."""
        sent = self._store.outbox.last_sent(one.id)
        first = min(row.created for row in rows)
        return Digest(
            key=rows[0].key or "",
            subscription=one.id,
            name=one.name,
            query=one.query,
            rhythm=one.when,
            language=one.language,
            zone=zone_of(one, self._settings.zone).key,
            start=min(sent or one.created, first),
            end=rows[0].tried or now,
            entries=(),
            unsubscribe=self._links.unsubscribe(one.token),
            edit=self._links.subscription(one.id),
        )

    def _piece(
        self,
        one: Subscription,
        row: Delivery,
        event: Event,
        told: Told | None,
        now: datetime,
    ) -> _Piece | None:
        if not is_of_story(event):
            return _Piece(row, notice_entry(event, one.language), None)
        if event.sort is EventSort.CORRECTION:
            return self._correction(one, row, event, told, now)
        if told is None:
            return None
        agreements = self._agreements(event, told)
        if agreements is None:
            return None
        entry = self._entry(one, event, told, agreements, now)
        facts = facts_of(told, [found.id for found in agreements])
        return _Piece(row, entry, facts)

    def _agreements(self, event: Event, told: Told) -> Sequence[KeptAgreement] | None:
        """The agreements that an event tells of; null where it was of one that is gone."""
        identity = event.body.get("agreement")
        if identity is None:
            return told.agreements
        kept = self._store.agreement(identity)
        return None if kept is None else [kept]

    def _entry(
        self,
        one: Subscription,
        event: Event,
        told: Told,
        agreements: Sequence[KeptAgreement],
        now: datetime,
    ) -> Entry:
        today = today_in(zone_of(one, self._settings.zone), now)
        return story_entry(event, told, agreements, Frame(asked_by(one), today, self._links))

    def _correction(
        self, one: Subscription, row: Delivery, event: Event, told: Told | None, now: datetime
    ) -> _Piece | None:
        present = DROPPED if told is None else facts_of(told)
        story = event.item if told is None else told.story.id
        tellings = self._store.outbox.tellings([story])
        known = known_facts(tellings).get((one.id, row.channel, story))
        if known is None:
            return None
        found = changes(known.told, present, self._store.agreement)
        if not found:
            return None
        if told is None:
            entry = gone_entry(event, known.told.title, found, self._links)
            return _Piece(row, entry, present)
        entry = self._entry(one, event, told, told.agreements, now)
        return _Piece(row, entry.model_copy(update={"changes": found}), present)
