"""Stories that a store keeps and an index follows, and engines that refuse some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from search.engine import Held, Refused, SearchEngine, Writer
from search.schema import Document
from store import Store
from tests.store.readings import MORNING, agreement, reading, state, text_about

FEBRUARY = datetime(2026, 2, 1, tzinfo=UTC)


def save(store: Store, number: int, **values: object) -> str:
    """Keep the story of one page of its own."""
    unit, partner = f"Lapas Kelas IIB Cempaka{number}", f"Pemerintah Kota Seruni{number}"
    read = reading(
        **{  # type: ignore[arg-type]
            "url": f"https://harian.example/berita/{number}",
            "title": f"Lapas Cempaka{number} teken PKS dengan Pemkot Seruni{number}",
            "text": text_about(unit, partner, seed=number),
            "published": MORNING + timedelta(days=number),
            "agreements": (agreement(unit, partner, signed_on=date(2026, 1, 1 + number % 28)),),
            **values,
        }
    )
    saved = store.save(read, state(read)).story
    assert saved is not None
    return saved


def versions(store: Store) -> list[Held]:
    return [Held(*one) for one in sorted(store.versions())]


def held(engine: SearchEngine) -> list[Held]:
    assert engine.current is not None
    return list(engine.held(engine.current))


def drop(engine: SearchEngine, gone: Iterable[Held]) -> None:
    """Take documents out of the index in use, behind the store's back."""
    assert engine.current is not None
    with engine.writer(engine.current) as writer:
        writer.drop(gone)
        assert writer.commit() == []


class Picky:
    """An engine that refuses documents in which a word stands, as one with strict fields does.

    Where not told otherwise, it is so with stories and agreements.
    """

    def __init__(self, engine: SearchEngine, word: str, *, agreements: bool = True) -> None:
        self._engine = engine
        self._word = word
        self._agreements = agreements

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    @contextmanager
    def writer(self, build: str) -> Iterator[Writer]:
        with self._engine.writer(build) as writer:
            yield _PickyWriter(writer, self._word, agreements=self._agreements)


class _PickyWriter:
    def __init__(self, writer: Writer, word: str, *, agreements: bool) -> None:
        self._writer = writer
        self._word = word
        self._agreements = agreements
        self._refused: list[Refused] = []

    def put(self, documents: Iterable[Document]) -> None:
        fine = []
        for document in documents:
            taken = document.is_agreement and not self._agreements
            if self._word in document.text["title"][0] and not taken:
                self._refused.append(Refused(document.id, f"field [x] of {self._word} is no date"))
            else:
                fine.append(document)
        self._writer.put(fine)

    def drop(self, gone: Iterable[Held]) -> None:
        self._writer.drop(gone)

    def commit(self) -> list[Refused]:
        refused, self._refused = self._refused, []
        return [*self._writer.commit(), *refused]


def picky(engine: SearchEngine, word: str, *, agreements: bool = True) -> SearchEngine:
    made: object = Picky(engine, word, agreements=agreements)
    return made  # type: ignore[return-value]  # the rest is the engine's own
