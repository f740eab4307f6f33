"""What a command put into the outbox, sent at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from alerts.rounds import run_round
from alerts.sending import Opener
from model.config import Settings
from model.targets import masked
from pantau.options import App, now
from pantau.output import note
from papers.sending import papers_of
from store import Store


@contextmanager
def channels(settings: Settings) -> Iterator[Opener]:
    """Open what opens channels, for the time of the block."""
    # Imported here: channels take long to load, and most commands send nothing.
    from alerts.channels import opener  # noqa: PLC0415

    with opener(settings) as opened:
        yield opened


def deliver(app: App, store: Store, event: str) -> int:
    """Send what an event put into the outbox; 1 where nothing of it was taken."""
    if not store.outbox.deliveries(event=event):
        return 0
    with channels(app.settings) as opener:
        done = run_round(
            store,
            app.settings,
            opener,
            clock=now,
            environment=os.environ,
            papers=papers_of(store, app.settings),
        )
    for row in store.outbox.deliveries(event=event):
        note(f"{masked(row.channel)}: {row.state}{f', {row.error}' if row.error else ''}")
    return 1 if done.failed + done.dead and not done.sent else 0
