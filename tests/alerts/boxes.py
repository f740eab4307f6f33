"""Channels that put each message into a directory: ``box:/path``; and subscriptions to them.

A file ``refuse`` in the directory makes the channel refuse for now, one named ``dead`` for good.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.rounds import Round, run_round
from alerts.sending import Channel, Digest, Receipt
from model.alerts import Subscription, Wanted
from model.config import Settings
from model.exceptions import DeadChannelError, TemporaryDeliveryError
from model.records import Reading
from store import Store
from tests.store.readings import agreement, reading, state, text_about

MORNING = datetime(2026, 1, 30, 1, 0, tzinfo=UTC)


class Box:
    """A directory that takes messages."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def send(self, digest: Digest) -> Receipt:
        for name, error in (("refuse", TemporaryDeliveryError), ("dead", DeadChannelError)):
            if (self._directory / name).exists():
                raise error(f"the box {self._directory.name} is shut")
        name = f"{digest.key}-{secrets.token_hex(4)}"
        hidden = self._directory / f".{name}"
        hidden.write_text(digest.model_dump_json(), encoding="utf-8")
        hidden.rename(self._directory / f"{name}.json")
        return Receipt(ids=(name,))


def open_box(target: str, *, allow_private: bool) -> Channel:
    if not target.startswith("box:"):
        raise DeadChannelError("there is no such channel")
    return Box(Path(target.removeprefix("box:")))


def read(directory: Path) -> list[Digest]:
    """The messages that a box took, in the order in which they came."""
    files = sorted(directory.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return [Digest.model_validate_json(path.read_text(encoding="utf-8")) for path in files]


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class Desk:
    """A store that is watched: a box for each subscription, and a clock."""

    def __init__(self, store: Store, directory: Path, **alerts: object) -> None:
        self.store, self.directory, self.clock = store, directory, Clock()
        self.settings = Settings.model_validate(
            {"alerts": {"operator": [], **alerts}, "data": directory}
        )

    def target(self, name: str) -> str:
        box = self.directory / "boxes" / name
        box.mkdir(parents=True, exist_ok=True)
        return f"box:{box}"

    def box(self, name: str) -> Path:
        return Path(self.target(name).removeprefix("box:"))

    def subscribe(self, name: str, query: str | None = None, **values: object) -> Subscription:
        wanted = {"name": name, "query": query, "to": (self.target(name),), **values}
        return self.store.subscriptions.add(Wanted.model_validate(wanted), self.clock())

    def save(self, read: Reading) -> str:
        story = self.store.save(read, state(read)).story
        assert story is not None
        return story

    def run(self, *, everything: bool = False) -> Round:
        return run_round(
            self.store,
            self.settings,
            open_box,
            clock=self.clock,
            environment={},
            everything=everything,
        )

    def messages(self, name: str) -> list[Digest]:
        return read(self.box(name))

    def titles(self, name: str) -> list[list[str]]:
        return [[entry.title for entry in message.entries] for message in self.messages(name)]


def story(number: int, site: str = "harian.example", **values: object) -> Reading:
    """A story of its own: a town, a partner, and other words."""
    partner = f"Universitas Melati {number}"
    made = {
        "title": f"Lapas Cempaka dan {partner} teken PKS",
        "agreements": (agreement(partner=partner),),
        "text": text_about("Lapas Cempaka", partner, seed=number),
        **values,
    }
    url = str(made.pop("url", f"https://{site}/berita/{number}"))
    return reading(url, **made)  # type: ignore[arg-type]


Make = Callable[..., Desk]
