"""Time the embedded search engine: indexing by batch size, and typical queries.

Run as ``python -m benchmarks.search [STORIES]``; it needs no network and leaves nothing behind.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from model.records import KeptAgreement, Story
from search.embedded import EmbeddedEngine
from search.engine import Sort
from search.highlight import highlights
from search.query import understand
from search.schema import FACET_FIELDS, Document, documents
from store import Told

STORIES = 5_000
BATCHES = (50, 500, 2_000, 4_000)
#: Hits of a page when all pages are walked through.
PAGE = 100
#: Words of a story, about the mean of Indonesian news.
LENGTH = 330
ROUNDS = 30
QUERIES = (
    "lapas",
    "lapas perempuan",
    "kerja sama",
    "nota kesepahaman kota melati",
    '"lembaga pemasyarakatan"',
    'unit:"Kanwil Ditjenpas"',
    "kind:PKS published:[2025-06-01 TO *]",
    "pemasy*",
    "*sitas",
    "pemasyarkatan~",
    "NOT label:candidate",
    "(lapas OR rutan OR bapas) (MoU OR PKS) -candidate",
    "*",
)
KINDS = ("nota_kesepahaman", "perjanjian_kerja_sama", "nota_kesepakatan")
COMMON = """
    lapas rutan bapas kanwil lembaga pemasyarakatan perempuan petugas warga binaan pembinaan
    kerja sama kerjasama nota kesepahaman mou pks perjanjian menandatangani penandatanganan
    pemerintah kota kabupaten provinsi dengan dan yang di untuk pada dalam ini itu dari oleh
    universitas yayasan pelatihan keterampilan kesehatan narkotika ditjenpas kepala acara
""".split()


def stories(count: int) -> Iterator[Told]:
    """Generate ``count`` stories, always the same; rare words are many, as in real news."""
    chance = random.Random(7)
    rare = [f"kata{number}" for number in range(30_000)]
    for number in range(count):
        words = [
            chance.choice(COMMON)
            if chance.random() < 0.5
            else rare[int(chance.paretovariate(0.5)) % 30_000]
            for _ in range(LENGTH)
        ]
        published = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=3 * number)
        identity = f"s{number:06}"
        story = Story.model_validate(
            {
                "id": identity,
                "title": " ".join(words[:9]),
                "published": published,
                "label": "candidate" if number % 4 == 0 else "partnership",
                "probability": 0.9,
                "language": "id",
                "text": " ".join(words),
                "articles": [],
            }
        )
        agreement = _agreement(identity, number, published.date())
        yield Told(version=number + 1, story=story, agreements=(agreement,))


def _agreement(story: str, number: int, signed_on: date) -> KeptAgreement:
    return KeptAgreement.model_validate(
        {
            "id": f"a{number:06}",
            "stories": [story],
            "kind": KINDS[number % 3],
            "units": [
                {
                    "name": "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Banten",
                    "kind": "kanwil",
                    "role": "signatory",
                }
            ],
            "parties": [
                {"name": f"Pemerintah Kota Melati{number % 90}", "kind": "pemerintah_daerah"}
            ],
            "signed_on": signed_on,
        }
    )


def main() -> None:
    """Print how fast stories are indexed and found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    kept = list(stories(count))
    start = time.perf_counter()
    made = [documents(told) for told in kept]
    print(f"{count} stories, {1e6 * (time.perf_counter() - start) / count:.0f} µs each to document")
    with tempfile.TemporaryDirectory() as directory:
        for batch in BATCHES:
            _index(EmbeddedEngine(Path(directory) / f"batch{batch}"), made, batch)
        engine = EmbeddedEngine(Path(directory) / f"batch{BATCHES[-1]}")
        _one(engine, made[0])
        by_id = {told.story.id: told.story for told in kept}
        print(f"\n{'p50 ms':>8}{'p95 ms':>8}{'found':>8}  query (10 hits with highlights)")
        for query in QUERIES:
            _ask(engine, query, by_id)
        print(f"\n{'p50 ms':>8}{'p95 ms':>8}{'found':>8}  all at once")
        _time("ids of lapas", lambda: len(engine.stories(understand("lapas"))))
        _time("ids of *", lambda: len(engine.stories(understand("*"))))
        _time("facets of *", lambda: len(engine.facets(understand("*"), FACET_FIELDS)["kind"]))
        build = engine.current or ""
        _time("what is held", lambda: sum(1 for _ in engine.held(build)))
        _time("pages of lapas", lambda: _walk(engine, "lapas", "relevance"))
        _time("pages of * by date", lambda: _walk(engine, "*", "date"))


def _index(engine: EmbeddedEngine, made: Sequence[list[Document]], batch: int) -> None:
    """Fill an index as a sync does, ``batch`` stories a commit."""
    build = engine.begin()
    start = time.perf_counter()
    with engine.writer(build) as writer:
        for first in range(0, len(made), batch):
            writer.put(one for written in made[first : first + batch] for one in written)
            writer.commit()
    seconds = time.perf_counter() - start
    engine.use(build)
    print(f"{batch:>6} a commit: {len(made) / seconds:7.0f} stories/s")


def _one(engine: EmbeddedEngine, written: list[Document]) -> None:
    """Time what ``pantau add`` of one page waits for."""
    start = time.perf_counter()
    with engine.writer(engine.current or "") as writer:
        writer.put(written)
        writer.commit()
    print(f"     1 story alone: {1000 * (time.perf_counter() - start):.0f} ms")


def _walk(engine: EmbeddedEngine, query: str, sort: Sort) -> int:
    asked, after, count = understand(query), None, 0
    while True:
        found = engine.search(asked, PAGE, sort, after)
        count += len(found.matches)
        after = found.after
        if after is None:
            return count


def _time(what: str, work: Callable[[], int]) -> None:
    times, found = [], 0
    for _ in range(5):
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    _print(times, found, what)


def _ask(engine: EmbeddedEngine, query: str, by_id: dict[str, Story]) -> None:
    times = []
    total = 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        asked = understand(query)
        found = engine.search(asked, 10, "relevance")
        for match in found.matches:
            story = by_id[match.story]
            highlights(asked, story.title, story.text)
        times.append(time.perf_counter() - start)
        total = found.total
    _print(times, total, query)


def _print(times: list[float], found: int, query: str) -> None:
    p50 = 1000 * statistics.median(times)
    p95 = 1000 * sorted(times)[int(0.95 * (len(times) - 1))]
    print(f"{p50:>8.1f}{p95:>8.1f}{found:>8}  {query}")


if __name__ == "__main__":
    main()
