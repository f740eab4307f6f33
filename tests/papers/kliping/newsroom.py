"""A store that fills up as a week goes by, and the office that makes klipings of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from model.config import Settings
from model.kliping import Entry, Kliping, Section
from model.records import JAKARTA, Agreement, Label, Reading
from model.urls import site_of
from papers.kliping.office import KlipingOffice
from store import SiteState, Store, Visit
from tests.store.readings import agreement, reading, state, text_about

#: A Monday.
MONDAY = date(2026, 1, 26)
_HOUR = (7, 30)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2026 in Jakarta; the 26th is a Monday."""
    return datetime(2026, 1, day, hour, minute, tzinfo=JAKARTA)


@dataclass
class Newsroom:
    """What is published and found, and what the office does."""

    store: Store
    directory: Path
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        values = {"data": self.directory, "catalogue": {"enabled": False}, **self.given}
        return Settings.model_validate(values)

    @property
    def office(self) -> KlipingOffice:
        return KlipingOffice(self.store, self.settings)

    def publish(
        self,
        url: str,
        published: datetime | None,
        *,
        seen: datetime | None = None,
        told: Agreement | None = None,
        label: Label = Label.PARTNERSHIP,
        **article: Any,
    ) -> Reading:
        """Publish a story, and find it twenty minutes later."""
        found = seen or (published + timedelta(minutes=20) if published else at(26, 0))
        outcome = "not_relevant" if label is Label.OTHER else label.value
        own = (told or agreement(),) if label is Label.PARTNERSHIP else ()
        read = reading(url, label, own, published=published, **article)
        self.store.save(read, state(read, outcome, fetched_at=found))
        return read

    def sign(
        self, number: int, published: datetime, site: str = "harian", **values: Any
    ) -> Reading:
        """Publish that a prison signed with the partner of a number; each is a story of its own."""
        partner = f"Universitas Melati {number}"
        seen = values.pop("seen", None)
        fields = {"signed_on": published.date(), **values.pop("fields", {})}
        own = agreement(partner=partner, **fields)
        text = values.pop("text", text_about("Lapas Cempaka", partner, seed=number))
        return self.publish(
            f"https://{site}.example/berita/{number}",
            published,
            seen=seen,
            told=own,
            title=f"Lapas Cempaka dan {partner} teken PKS",
            text=text,
            **values,
        )

    def visit(self, site: str, moment: datetime, error: str | None = None) -> None:
        self.store.put_site(SiteState(site=site, url=f"https://{site}/"))
        self.store.add_visit(Visit(run=1, site=site, at=moment, error=error))

    def morning(self, day: int, minute: int = 30) -> datetime:
        return at(day, 7, minute)

    def build(self, day: int) -> Kliping:
        """Put the kliping of a day of January together, at its hour."""
        return self.office.build(date(2026, 1, day), self.morning(day, 31), "Rina")

    def send(self, day: int) -> Kliping:
        """Put a kliping together, check and send it."""
        made, now = self.build(day), self.morning(day, 45)
        self.office.check(made.day, now, "Rina")
        return self.office.send(made.day, now, "Rina")


def shown(made: Kliping, section: Section) -> list[Entry]:
    return made.content.shown(section)


def outlets(entry: Entry) -> list[str]:
    return [clip.outlet for clip in entry.clips]


def sites(*reads: Reading) -> list[str]:
    return [site_of(read.url) for read in reads]
