"""Sends what is due, each message once, whatever becomes of the others.

A message is taken in a transaction of its own before it is sent, and what became of it is noted in
another one after. What is cut off between the two is taken again when its time is over, with the
same key, by which a receiver can tell that it has it already.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from threading import Event
from typing import Final, NamedTuple

from alerts.composing import Composer
from alerts.configured import OPERATOR
from alerts.links import Links
from alerts.notices import notice, post_health
from alerts.sending import Digest, Opener, Papers
from alerts.timing import is_quiet, next_attempt, zone_of
from model.alerts import Delivery, Subscription
from model.config_alerts import AlertSettings
from model.exceptions import (
    DeadChannelError,
    DeliveryError,
    InputError,
    StoreError,
    TemporaryDeliveryError,
)
from model.targets import filled, masked, scrubbed
from store import Batch, Recipient, Store

#: How long a message is its taker's: longer than any channel may take.
LEASE: Final = timedelta(minutes=10)
#: Channels that are sent to at the same time.
_SIDE_BY_SIDE: Final = 8


class Delivered(NamedTuple):
    """What became of messages, in deliveries; ``stale`` ones were not worth telling any more."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    stale: int = 0

    def plus(self, other: Delivered) -> Delivered:
        """Return both together."""
        return Delivered(*(left + right for left, right in zip(self, other, strict=True)))


class Courier:
    """Sends the messages of an outbox.

    ``clock`` gives the time in UTC: a round may take long. ``environment`` fills in targets.
    """

    def __init__(  # noqa: PLR0913 - all that sending rests on
        self,
        store: Store,
        settings: AlertSettings,
        links: Links,
        opener: Opener,
        *,
        clock: Callable[[], datetime],
        environment: Mapping[str, str],
        papers: Papers | None = None,
    ) -> None:
        self._store, self._settings, self._opener = store, settings, opener
        self._composer = Composer(store, settings, links, papers)
        self._clock, self._environment = clock, environment
        self._stopping = Event()
        self._chance = Random()  # noqa: S311 - spreads pauses, hides nothing

    def deliver(self, *, everything: bool = False) -> Delivered:
        """Send all that is due, channel by channel, several at a time.

        A channel that fails is not asked again for other messages. With ``everything``, digests do
        not wait for their hour, nor anything for the end of quiet hours or for its next attempt.
        """
        now = self._clock()
        due = self._store.outbox.due(now, everything=everything)
        subscriptions = {one.id: one for one in self._store.subscriptions.all()}
        queues: defaultdict[str, list[Batch]] = defaultdict(list)
        for batch in due:
            # It may have been removed meanwhile.
            one = subscriptions.get(batch.subscription)
            if one is not None and (everything or not self._is_quiet(one, now)):
                queues[batch.channel].append(batch)

        def work(queue: Sequence[Batch]) -> Delivered:
            return self._work_off(queue, subscriptions)

        total = Delivered()
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            try:
                for done in pool.map(work, queues.values()):
                    total = total.plus(done)
            except BaseException:
                # What was begun is finished, so that it is known to be sent; the rest waits.
                self._stopping.set()
                raise
        return total

    def _is_quiet(self, one: Subscription, now: datetime) -> bool:
        zone = zone_of(one, self._settings.zone)
        return is_quiet(one, now, zone, self._settings.quiet)

    def _work_off(
        self, queue: Sequence[Batch], subscriptions: Mapping[str, Subscription]
    ) -> Delivered:
        """Send the messages of one channel, until one fails."""
        total = Delivered()
        for batch in queue:
            if self._stopping.is_set():
                break
            done = self._deliver(batch, subscriptions[batch.subscription])
            total = total.plus(done)
            if done.failed or done.dead:
                break
        return total

    def _deliver(self, batch: Batch, one: Subscription) -> Delivered:
        now = self._clock()
        taken = self._store.outbox.claim(batch, now, now + LEASE)
        if not taken:
            return Delivered()
        try:
            message = self._composer.message(one, taken, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad message must not hold up the others
            return self._failed(one, taken, _odd(error))
        if message.stale:
            self._store.outbox.drop(message.stale)
        stale = {row.id for row in message.stale}
        rows = [row for row in taken if row.id not in stale]
        if message.digest is None:
            return Delivered(stale=len(stale))
        try:
            self._send(one, batch.channel, message.digest)
        except DeliveryError as error:
            done = self._failed(one, rows, error)
        else:
            self._store.outbox.sent(rows, self._clock(), message.told)
            done = Delivered(sent=len(rows))
        return done.plus(Delivered(stale=len(stale)))

    def _send(self, one: Subscription, channel: str, digest: Digest) -> None:
        try:
            target = filled(channel, self._environment)
            self._opener(target, allow_private=one.allow_private).send(digest)
        except InputError as error:
            raise TemporaryDeliveryError(str(error)) from error
        except DeliveryError:
            raise
        except Exception as error:  # one bad message must not hold up the others
            raise _odd(error) from error

    def _failed(
        self, one: Subscription, rows: Sequence[Delivery], error: DeliveryError
    ) -> Delivered:
        """Note that a message was not taken: it is tried again, or dead."""
        now, first = self._clock(), rows[0]
        problem = scrubbed(str(error), first.channel, self._environment)
        again = None
        if not isinstance(error, DeadChannelError):
            after = error.retry_after if isinstance(error, TemporaryDeliveryError) else None
            again = next_attempt(first.attempts, first.tried or now, now, after, self._chance)
        if again is not None:
            self._store.outbox.failed(rows, problem, again)
            return Delivered(failed=len(rows))
        self._store.outbox.died(rows, problem)
        self._tell_of_death(one, first.channel, problem, now)
        return Delivered(dead=len(rows))

    def _tell_of_death(self, one: Subscription, channel: str, problem: str, now: datetime) -> None:
        """Tell operators, and the subscriber by other channels, that a channel is dead.

        They are told once, until it takes something again.
        """
        if one.name == OPERATOR and one.configured:
            return
        since = self._store.outbox.last_sent(one.id, channel) or one.created
        digest = hashlib.sha256(channel.encode()).hexdigest()[:16]
        title = f"{one.name}: {masked(channel)}"
        text = f"{problem} (pantau alerts status; pantau subscribe show {one.id})"
        event = notice(f"dead:{one.id}:{digest}:{since:%Y%m%dT%H%M%S}", title, text, now)
        others = [
            Recipient(subscription=one.id, channel=other, due=now)
            for other in one.to
            if other != channel
        ]
        post_health(self._store, [event], [], now, self._settings.zone, also=others)


def _odd(error: Exception) -> TemporaryDeliveryError:
    """Return what nobody foresaw as a failure that another attempt may not have."""
    return TemporaryDeliveryError(f"{type(error).__name__}: {error}")
