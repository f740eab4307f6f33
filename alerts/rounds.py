"""One round of alerts: what is new becomes deliveries, and what is due is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.configured import sync
from alerts.corrections import take_changes
from alerts.delivering import Courier
from alerts.expiry import take_expiring
from alerts.links import Links
from alerts.news import take_news
from alerts.sending import Opener, Papers
from model.config import Settings
from model.records import Record

if TYPE_CHECKING:
    from store import Store


class Round(Record):
    """What a round did, in deliveries: of one event to one channel.

    ``new`` were written. ``failed`` ones are tried again, ``dead`` ones are not; ``stale`` ones
    were not worth telling any more.
    """

    new: int
    sent: int
    failed: int
    dead: int
    stale: int


def run_round(  # noqa: PLR0913 - all that a round rests on
    store: Store,
    settings: Settings,
    opener: Opener,
    *,
    clock: Callable[[], datetime],
    environment: Mapping[str, str],
    everything: bool = False,
    papers: Papers | None = None,
) -> Round:
    """Match what is news, what changed and what expires, and send what is due.

    Two processes may do so at once: each takes what the other has not. ``clock`` gives the time
    in UTC; ``everything`` sends digests before their hour, and in quiet hours too. Without
    ``papers`` no kliping and no report is sent; they wait.

    Raises:
        ConfigError: a configured subscription is wrong.
        StoreError: the store cannot be read or written; nothing is lost.
    """
    now, zone = clock(), settings.alerts.zone
    sync(store, settings, now)
    new = take_news(store, now, zone) + take_changes(store, now, zone)
    new += take_expiring(store, now, zone)
    courier = Courier(
        store,
        settings.alerts,
        links_of(settings),
        opener,
        clock=clock,
        environment=environment,
        papers=papers,
    )
    done = courier.deliver(everything=everything)
    return Round(new=new, **done._asdict())


def links_of(settings: Settings) -> Links:
    """Return the addresses of the configured web page."""
    return Links(settings.web.public_url)
