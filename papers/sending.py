"""Papers that are sent: each made once for all channels."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

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

    def paper(event: Event) -> Document | None:
        if event.sort is EventSort.KLIPING:
            return kliping(event.item)
        if event.key not in made:
            made[event.key] = report_document(store, settings, event)
        return made[event.key]

    return paper
