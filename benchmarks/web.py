"""Time pages and answers of the API with many stories, as a browser on this machine waits for them.

Run as ``python -m benchmarks.web [STORIES] [DIRECTORY]``; it needs no network. What it made is
kept in ``DIRECTORY`` for the next time; without one nothing is left behind. The server is a process
of its own, whose processor time is told beside what the client waited.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import httpx
from sqlalchemy import insert

from benchmarks.archive import address_in, fill
from desk.sites import known
from model.config import Settings, load
from search import open_engine, rebuild
from search.schema import FACET_FIELDS
from store import Store, Visit, open_store
from store.database import Database
from store.site_tables import visit
from web.app import create_app
from web.serving import address, listen, server

STORIES = 100_000
ROUNDS = 30
_SECONDS = 600
_API = "/api/v1"
#: Visits of each site: two months of one a day.
_VISITS = 60


class Took(NamedTuple):
    """How long an answer took, in milliseconds: as it was waited for, and of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Print how long answers take."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    kept = nullcontext(sys.argv[2]) if len(sys.argv) > 2 else tempfile.TemporaryDirectory()
    with kept as name:
        directory = Path(name)
        settings = load(None, {"data": directory, "web.port": 0}).settings
        if not (directory / "pantau.db").exists():
            _fill(settings, directory, count)
        with open_store(settings.store_url, directory) as store:
            paths = list(_paths(store))
        with _serving(settings) as (client, process):
            print(f"started with {_used(process):.1f} s of the processor\n")
            print("      waited, ms     processor, ms")
            print(
                f"{'first':>6}{'p50':>6}{'p95':>6}{'first':>8}{'p50':>6}{'p95':>6}{'KB':>7}  answer"
            )
            for path in paths:
                _time(client, process, path)


def _fill(settings: Settings, directory: Path, count: int) -> None:
    """Make the stories, their index, and visits of all sites."""
    start = time.perf_counter()
    directory.mkdir(parents=True, exist_ok=True)
    fill(address_in(directory), count)
    with open_store(settings.store_url, directory) as store, open_engine(settings) as engine:
        rebuild(store, engine)
        _visit(settings, store, address_in(directory))
        print(f"{count:,} stories made in {time.perf_counter() - start:.0f} s\n")


def _visit(settings: Settings, store: Store, address: str) -> None:
    """Let every site have been asked each day for two months."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    names = [state.site for state in known(settings, store)]
    database = Database(address)
    try:
        with database.write() as connection:
            for number, name in enumerate(names):
                times = (now - timedelta(days=days, minutes=number % 60) for days in range(_VISITS))
                told = [_visit_of(name, at, is_out=number % 17 == 0) for at in times]
                connection.execute(insert(visit), [dict(one) for one in told])
    finally:
        database.close()


def _visit_of(site: str, at: datetime, *, is_out: bool) -> Visit:
    if is_out:
        return Visit(run=1, site=site, at=at, seconds=9.0, requests=3, error="timeout")
    return Visit(
        run=1,
        site=site,
        at=at,
        seconds=30.0,
        requests=20,
        discovered=40,
        new=8,
        fetched=6,
        articles=5,
        kept=1,
        dated=5,
        text_length=2_400,
        newest=at - timedelta(hours=1),
    )


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
    yield "/register?page=4000"
    yield f"/kerja-sama/{agreement.id}"
    yield f"/mitra/{partner}"
    yield "/tinjau"
    yield "/langganan"
    yield "/riwayat"
    yield "/media"
    yield "/healthz"
    yield "/readyz"
    yield f"{_API}/stories"
    yield f"{_API}/stories/{story.id}"
    yield f"{_API}/stories/{story.id}/why"
    yield f"{_API}/search?q=lapas"
    yield f"{_API}/search?q=lapas&sort=date"
    yield f"{_API}/search?q=lapas&" + "&".join(f"facet={field}" for field in FACET_FIELDS)
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
def _serving(settings: Settings) -> Iterator[tuple[httpx.Client, int]]:
    """Serve in a process of its own; give a client and the process' number."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(settings, there))
    process.start()
    try:
        if not here.poll(_SECONDS):
            raise TimeoutError("the server did not start")
        with httpx.Client(base_url=here.recv(), timeout=_SECONDS) as client:
            yield client, process.pid or 0
    finally:
        process.terminate()
        process.join()


def _serve(settings: Settings, started: Connection) -> None:
    with listen(settings.web) as listening:
        app = create_app(settings, lambda: datetime.now(UTC))
        served = server(app, settings.web, lambda: started.send(address(listening)))
        served.run(sockets=[listening])


def _time(client: httpx.Client, process: int, path: str) -> None:
    took = []
    size = 0
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), _used(process)
        answer = client.get(path)
        waited = time.perf_counter() - start
        took.append(Took(1000 * waited, 1000 * (_used(process) - used)))
        size = len(answer.raise_for_status().content)
    first, later = took[0], took[1:]
    wall, processor = (_middle(column) for column in zip(*later, strict=True))
    print(
        f"{first.wall:>6.0f}{wall[0]:>6.0f}{wall[1]:>6.0f}"
        f"{first.processor:>8.0f}{processor[0]:>6.0f}{processor[1]:>6.0f}"
        f"{size / 1000:>7.1f}  {path}",
        flush=True,
    )


def _middle(values: tuple[float, ...]) -> tuple[float, float]:
    """Return the median, and what 95 of 100 do not exceed."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def _used(process: int) -> float:
    """Return the processor time of a process in seconds: its clock, as Linux names it."""
    return time.clock_gettime((~process << 3) | 2)


if __name__ == "__main__":
    main()
