"""A process that sends what a kliping put into the outbox, and may be killed at it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from alerts.channels import opener
from alerts.rounds import Round, run_round
from model.config import Settings
from papers.sending import papers_of
from store import Store, open_store


def deliver(store: Store, settings: Settings, now: datetime) -> Round:
    """Send what is due."""
    with opener(settings) as channels:
        return run_round(
            store,
            settings,
            channels,
            clock=lambda: now,
            environment={},
            papers=papers_of(store, settings),
        )


def deliver_as_child(given: dict[str, Any], data: Path, now: datetime) -> None:
    """Send what is due, as a process of its own."""
    settings = Settings.model_validate({"data": data, **given})
    with open_store(settings.store_url, data) as store:
        deliver(store, settings, now)
