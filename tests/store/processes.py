"""Real processes that use a store at the same time, and may be killed in the middle of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from model.records import Decision, Label
from store import open_store
from tests.forking import context
from tests.store.readings import agreement, reading, state, text_about

#: Events that a writer saves, and how many sites copy each of them.
EVENTS, COPIES = 12, 3


@contextmanager
def started(target: Callable[..., None], *arguments: Any) -> Iterator[BaseProcess]:
    """Run ``target`` in a process of its own; it is killed at the latest when the block ends."""
    process = context.Process(target=target, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


def barrier(parties: int) -> Barrier:
    """Make a gate that opens when ``parties`` processes wait at it."""
    return context.Barrier(parties)


def open_and_begin_run(gate: Barrier, address: str, data: Path) -> None:
    """Open the store together with others."""
    gate.wait(60)
    with open_store(address, data) as store:
        store.begin_run(datetime.now(UTC))


def save_all(address: str, data: Path) -> None:
    """Save every copy of every event, and tell the queue that some of them were indexed."""
    with open_store(address, data) as store:
        for event in range(EVENTS):
            for site in range(COPIES):
                read = copy_of(event, site)
                store.save(read, state(read))


def decide_all(address: str, data: Path) -> None:
    """Keep, drop and take back, story after story, for as long as one lets it."""
    with open_store(address, data) as store:
        for turn in count():
            everything = [*store.stories(), *store.stories(label=Label.OTHER)]
            for place, story in enumerate(sorted(everything, key=lambda one: one.id)):
                if (turn + place) % 3 == 2:
                    store.undo(story.id, "rina", datetime.now(UTC))
                else:
                    decision = list(Decision)[(turn + place) % 3]
                    store.decide(story.id, decision, "rina", datetime.now(UTC))


def correct_all(address: str, data: Path) -> None:
    """Give, withdraw and enter, agreement after agreement, for as long as one lets it."""
    with open_store(address, data) as store:
        for turn in count():
            for kept in store.agreements():
                if "pic" in kept.given and turn % 2:
                    store.desk.withdraw(kept.id, "pic", "rina", datetime.now(UTC))
                else:
                    store.desk.edit(kept.id, {"pic": str(turn)}, "rina", datetime.now(UTC))
            party = {"name": f"Yayasan Kenari {turn}", "kind": "yayasan"}
            store.desk.enter({"parties": [party]}, "rina", datetime.now(UTC))


def save_one(gate: Barrier, address: str, data: Path, event: int, site: int) -> None:
    """Save one copy of an event at the same moment as others."""
    with open_store(address, data) as store:
        read = copy_of(event, site)
        gate.wait(60)
        store.save(read, state(read))


def copy_of(event: int, site: int) -> Any:
    """Make one site's copy of an event, with a paragraph of its own."""
    partner = f"Universitas Melati {event}"
    return reading(
        f"https://media{site}.example/berita/{event}",
        title=f"Berita {event} menurut media {site}",
        text=text_about("Lapas Cempaka", partner, seed=event) + f"\nMedia {site} melaporkan.",
        agreements=(agreement(partner=partner),),
    )
