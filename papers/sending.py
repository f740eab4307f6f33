"""Papers that are sent: each made once for all channels and all attempts."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from threading import Lock

from alerts.sending import Document, Papers
from model.alerts import Event, EventSort
from model.config import Settings
from papers.kliping.outgoing import document_of as kliping_document
from papers.report.sending import document_of as report_document
from store import Store


def papers_of(store: Store, settings: Settings) -> Papers:
    """Return what makes the papers that are sent, each once for all channels."""

    @lru_cache(maxsize=2)
    def kliping(day: str) -> Document | None:
        found = store.klipings.find(date.fromisoformat(day))
        return kliping_document(found, settings) if found else None

    made: dict[str, Document] = {}
    # Channels are sent to side by side, and a report takes seconds.
    making = Lock()

    def report(event: Event) -> Document:
        with making:
            if event.key not in made:
                made[event.key] = _report(store, settings, event)
            return made[event.key]

    def paper(event: Event) -> Document | None:
        return kliping(event.item) if event.sort is EventSort.KLIPING else report(event)

    return paper


def _report(store: Store, settings: Settings, event: Event) -> Document:
    """Return a report as it was made at the first attempt to send it."""
    kept = event.body.get("made")
    if kept is not None:
        return Document.model_validate(kept)
    made = report_document(store, settings, event)
    store.outbox.keep_made(event.key, made)
    return made
