"""A store of small stories that change, and what an index of them must answer.

The title of a story names its number and its edition (``edisi7x3``), so that a search tells which
edition the index holds. Every third edition tells no agreement, so that agreements come and go.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from model.config import Settings
from search import SearchEngine, Verified, matching_ids, open_engine, verify
from search.tree import Everything
from store import Store, open_store
from tests.store.erasing import GONE
from tests.store.readings import agreement, reading, state, text_about


def settings_of(data: Path, elasticsearch: str | None) -> dict[str, Any]:
    """The settings of a Pantau that keeps its data in ``data``, and its index at an address."""
    if elasticsearch is None:
        return {"data": data}
    return {
        "data": data,
        "search": {
            "engine": "elasticsearch",
            "elasticsearch": {"hosts": [elasticsearch], "prefix": f"chaos-{uuid4().hex[:8]}"},
        },
    }


class World:
    """Stories in a store, by number, each in its newest edition."""

    def __init__(self, store: Store, settings: dict[str, Any]) -> None:
        self.store = store
        self.settings = settings
        self.editions: dict[int, int] = {}
        self._names: dict[int, str] = {}

    def save(self, numbers: Iterable[int]) -> None:
        """Save a new edition of each of ``numbers``, as a crawl does."""
        for number in numbers:
            edition = self.editions.get(number, 0) + 1
            partner = f"Universitas Melati {number}"
            new = reading(
                f"https://harian.example/berita/{number}",
                title=title(number, edition),
                text=text_about("Lapas Cempaka", partner, seed=number),
                agreements=(agreement(partner=partner),) if edition % 3 else (),
            )
            name = self.store.save(new, state(new)).story
            assert name is not None
            self.editions[number], self._names[number] = edition, name

    @property
    def prefix(self) -> str:
        """How the names of the indices in Elasticsearch begin."""
        return str(self.settings["search"]["elasticsearch"]["prefix"])

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of all stories."""
        return sorted(self.editions)

    def delete(self, number: int) -> None:
        """Delete a story for good."""
        assert self.store.erasing.story(self._names.pop(number), GONE)
        del self.editions[number]

    def change(self, chance: random.Random) -> None:
        """Change a few stories, delete one, add one, and let the index take all of them anew."""
        known = self.numbers
        self.save([*chance.sample(known, 5), known[-1] + 1])
        self.delete(chance.choice(known))
        self.requeue()

    def requeue(self) -> None:
        """Let the index take all stories anew."""
        for kind in ("embedded", "elasticsearch"):
            for build in self.store.indexing.builds(kind):
                self.store.indexing.requeue(build, self._names.values())

    def settings_at(self, url: str) -> dict[str, Any]:
        """The same Pantau, with Elasticsearch at another address."""
        search = self.settings["search"]
        elasticsearch = {**search["elasticsearch"], "hosts": [url]}
        return {**self.settings, "search": {**search, "elasticsearch": elasticsearch}}

    @contextmanager
    def engine(self) -> Iterator[SearchEngine]:
        with open_engine(Settings.model_validate(self.settings)) as engine:
            yield engine

    def verified(self) -> Verified:
        with self.engine() as engine:
            return verify(self.store, engine)

    def assert_index_is_right(self) -> None:
        """Nothing is wrong, and the index answers with the newest edition of every story."""
        assert_nothing_wrong(self.verified())
        with self.engine() as engine:
            assert engine.stories(Everything()) == set(self._names.values())
            kept = {told.id for told in self.store.agreements()}
            assert engine.agreements(Everything()) == kept
            newest = (f"edisi{number}x{edition}" for number, edition in self.editions.items())
            found = matching_ids(engine, f"title:({' OR '.join(newest)})")
            assert found == set(self._names.values())


@contextmanager
def world_in(data: Path, elasticsearch: str | None, stories: int) -> Iterator[World]:
    """Make a store with ``stories`` stories; its index, not made yet, is at an address."""
    values = settings_of(data, elasticsearch)
    with open_store(Settings.model_validate(values).store_url, data) as store:
        world = World(store, values)
        world.save(range(stories))
        yield world


def title(number: int, edition: int) -> str:
    return f"Lapas Cempaka teken PKS dengan Universitas Melati, edisi{number}x{edition}"


def assert_nothing_wrong(found: Verified) -> None:
    wrong = (found.missing, found.stale, found.extra, found.waiting, found.set_aside)
    assert wrong == ((), (), (), 0, 0), found
    assert found.mended
