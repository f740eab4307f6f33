"""A round of sending by a command, and how it went."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from alerts.rounds import Round, run_round
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


def send_round(app: App, store: Store, *, everything: bool = False) -> Round:
    """Match what is new, and send what is due; ``everything`` is as in ``run_round``."""
    with channels(app.settings) as opener:
        return run_round(
            store,
            app.settings,
            opener,
            clock=now,
            environment=os.environ,
            everything=everything,
            papers=papers_of(store, app.settings),
        )


def exit_code(done: Round) -> int:
    """Return 1 where nothing could be sent of what should have been, else 0."""
    return 1 if done.failed + done.dead and not done.sent else 0


def deliver(app: App, store: Store, event: str) -> int:
    """Send what an event put into the outbox; 1 where nothing of it was taken."""
    if not store.outbox.deliveries(event=event):
        return 0
    done = send_round(app, store)
    for row in store.outbox.deliveries(event=event):
        note(f"{masked(row.channel)}: {row.state}{f', {row.error}' if row.error else ''}")
    return exit_code(done)
