"""Tests of channels: a message that tells of nothing, to every target of a subscription."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from alerts.sample import sample_digest
from alerts.sending import Opener
from model.alerts import Subscription
from model.config import Settings
from model.exceptions import DeliveryError, InputError
from model.targets import filled, masked, scrubbed


class Tried(NamedTuple):
    """What a target, masked, said of a test message; null where it took it."""

    target: str
    problem: str | None


def tried(settings: Settings, one: Subscription, now: datetime) -> list[Tried]:
    """Send a test message to all targets of a subscription; each takes seconds at most."""
    digest = sample_digest(now, settings.alerts.zone, one)
    results = []
    with _channels(settings) as opener:
        for target in one.to:
            problem = None
            try:
                opener(filled(target, os.environ), allow_private=one.allow_private).send(digest)
            except (DeliveryError, InputError) as error:
                problem = scrubbed(str(error), target, os.environ)
            results.append(Tried(masked(target), problem))
    return results


@contextmanager
def _channels(settings: Settings) -> Iterator[Opener]:
    # Channels take long to load, and most who open a page send nothing.
    with import_module("alerts.channels").opener(settings) as opened:
        yield opened
