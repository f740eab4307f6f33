"""Time pages and answers of the API with many stories, as a browser on this machine waits for them.

Run as ``python -m benchmarks.web [STORIES]``; it needs no network and leaves nothing behind.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.archive import address_in, fill
from model.config import Settings, load
from search import open_engine, rebuild
from store import Store, open_store
from web.app import create_app
from web.serving import address, listen, server

STORIES = 100_000
ROUNDS = 30
_SECONDS = 120
_API = "/api/v1"


def main() -> None:
    """Print how long answers take."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        settings = load(None, {"data": directory, "web.port": 0}).settings
        paths = _fill(settings, directory, count)
        print(f"{'first':>8}{'p50 ms':>8}{'p95 ms':>8}{'KB':>8}  answer, {count:,} stories")
        with _serving(settings) as client:
            for path in paths:
                _time(client, path)


def _fill(settings: Settings, directory: Path, count: int) -> list[str]:
    """Make the stories and their index; return what is asked then."""
    start = time.perf_counter()
    fill(address_in(directory), count)
    with open_store(settings.store_url, directory) as store, open_engine(settings) as engine:
        rebuild(store, engine)
        print(f"{count:,} stories made in {time.perf_counter() - start:.0f} s\n")
        return list(_paths(store))


def _paths(store: Store) -> Iterator[str]:
    story = store.lists.stories(1).stories[0]
    agreement = store.lists.agreements(1).agreements[0]
    partner = quote(agreement.parties[-1].name)
    yield "/"
    yield "/cari?q=lapas"
    yield "/cari?q=lapas&province=Banten"
    yield "/berita"
    yield f"/berita/{story.id}"
    yield "/register"
    yield "/register?province=Banten&status=expiring&sort=valid_until"
    yield "/register?q=lapas"
    yield f"/kerja-sama/{agreement.id}"
    yield f"/mitra/{partner}"
    yield "/tinjau"
    yield "/media"
    yield "/healthz"
    yield "/readyz"
    yield f"{_API}/stories"
    yield f"{_API}/stories/{story.id}"
    yield f"{_API}/stories/{story.id}/why"
    yield f"{_API}/search?q=lapas"
    yield f"{_API}/search?q=lapas&sort=date"
    yield f"{_API}/search?q=lapas&facet=province&facet=unit&facet=kind&facet=year"
    yield f"{_API}/search?q=kind:PKS province:Banten"
    yield f"{_API}/agreements"
    yield f"{_API}/agreements?order=signed_on"
    yield f"{_API}/agreements?order=valid_until&direction=asc"
    yield f"{_API}/agreements?q=province:Banten"
    yield f"{_API}/agreements?q=lapas"
    yield f"{_API}/agreements?partner={partner}"
    yield f"{_API}/agreements/{agreement.id}"
    yield f"{_API}/units/lapas-cipinang"
    yield f"{_API}/review"
    yield f"{_API}/sites"
    yield f"{_API}/runs"
    yield "/feed.atom?q=lapas"
    yield "/metrics"


@contextmanager
def _serving(settings: Settings) -> Iterator[httpx.Client]:
    ready = threading.Event()
    app = create_app(settings, lambda: datetime.now(UTC))
    with listen(settings.web) as listening:
        served = server(app, settings.web, ready.set)
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listening]})
        thread.start()
        ready.wait(_SECONDS)
        try:
            with httpx.Client(base_url=address(listening), timeout=_SECONDS) as client:
                yield client
        finally:
            served.should_exit = True
            thread.join()


def _time(client: httpx.Client, path: str) -> None:
    times = []
    size = 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = client.get(path)
        times.append(1000 * (time.perf_counter() - start))
        size = len(answer.raise_for_status().content)
    first, later = times[0], sorted(times[1:])
    p50, p95 = statistics.median(later), later[int(0.95 * (len(later) - 1))]
    print(f"{first:>8.0f}{p50:>8.1f}{p95:>8.1f}{size / 1000:>8.1f}  {path}", flush=True)


if __name__ == "__main__":
    main()
