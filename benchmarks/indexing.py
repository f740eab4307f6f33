"""Time how fast a new index is made of a large store, beside a bare bulk of the same documents.

Run as ``python -m benchmarks.indexing [STORIES [DIRECTORY]]``; a directory keeps the store for
another run. Elasticsearch is the node of the tests. The bare bulk is the client's ``helpers.bulk``
of documents that are ready in memory, into an empty build with the same settings, in chunks of the
same size; only the time within it counts. Each part runs in a process of its own, so that its
memory is its own.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from elastic_transport import JsonSerializer, Transport, TransportError
from elasticsearch import ApiError, Elasticsearch, helpers

import search
from benchmarks import archive
from model.config import Settings
from search import draining, rebuilding
from search.elasticsearch import writing
from search.elasticsearch.layout import Bodies, put
from search.schema import Document, documents
from store import Store, open_store
from store.indexing import Indexing
from tests.elasticsearch.node import Node

#: Memory of the server's objects, in MiB.
HEAP = 1_024
#: All of the just-in-time compiler, and the collector, as servers have them. The one of the tests
#: lets garbage lie until the server takes its memory for full and refuses what it is sent.
JVM = ("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC")
#: Stories for the embedded engine, which analyses text in this process, and takes longer.
EMBEDDED = 20_000
#: The least share of the speed of a bare bulk.
LEAST = 0.80
#: Stories whose actions are in memory at once, for the bare bulk.
_SLICE = 5_000
#: Seconds; a machine that does other things beside may be slow.
_PATIENCE = 600
#: Letters of an error that are shown; that of a bulk names every document.
_LONGEST_ERROR = 1_000
#: At how many parts of the whole memory is measured.
_PARTS = 4
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class Measured(NamedTuple):
    """What one way of indexing took: seconds by the clock, and of processors."""

    stories: int
    documents: int
    seconds: float
    own_seconds: float
    server_seconds: float
    #: Of ``own_seconds``, by what was done.
    shares: dict[str, float]
    #: Peak of the process's memory so far, in MiB, after each part of the stories.
    memory: list[int]

    @property
    def speed(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


class Profile:
    """Adds up the processor time that threads spend in functions that it is put around."""

    def __init__(self, stories: int) -> None:
        self.shares: dict[str, float] = defaultdict(float)
        self.memory: list[int] = []
        self._step = max(1, stories // _PARTS)
        self._stories = 0

    def around(self, owner: Any, name: str, share: str) -> None:
        """Measure all calls of ``owner.name`` from now on."""
        measured: Callable[..., Any] = getattr(owner, name)

        def call(*values: Any, **named: Any) -> Any:
            start = time.thread_time()
            try:
                return measured(*values, **named)
            finally:
                self.shares[share] += time.thread_time() - start

        setattr(owner, name, call)

    def watch_client(self) -> None:
        """Measure what Elasticsearch's client does."""
        self.around(JsonSerializer, "dumps", "client: serialise")
        self.around(Transport, "perform_request", "client: send, and read answers")

    def note_memory(self) -> None:
        """Measure memory each time a part of all stories was read from the store."""
        told = Store.told

        def call(store: Store, ids: list[str]) -> Any:
            found = told(store, ids)
            self._stories += len(found)
            while self._stories >= self._step * (len(self.memory) + 1):
                self.memory.append(_peak())
            return found

        Store.told = call  # type: ignore[method-assign,assignment]


def bare_bulk(url: str, directory: Path, slices: int, stories: int, pid: int) -> Measured:
    """Index the actions of ``directory`` by the client's own helper."""
    settings, profile = settings_of(directory, url), Profile(stories)
    seconds = own = 0.0
    count = 0
    with (
        search.open_engine(settings) as engine,
        Elasticsearch(url, request_timeout=_PATIENCE) as client,
    ):
        # Not measured: a server that has just been started compiles what it runs.
        build = engine.begin()
        helpers.bulk(client, _ready(directory, 0, build))
        engine.forget(build)
        build, before = engine.begin(), _server_seconds(pid)
        profile.watch_client()
        for number in range(slices):
            actions = _ready(directory, number, build)
            count += len(actions)
            start, own_start = time.perf_counter(), time.process_time()
            helpers.bulk(
                client,
                actions,
                chunk_size=writing._CHUNK,
                max_chunk_bytes=int(settings.search.elasticsearch.bulk_mb * 1_000_000),
            )
            seconds += time.perf_counter() - start
            own += time.process_time() - own_start
        start = time.perf_counter()
        client.indices.refresh(index=f"pantau-*-{build}")
        seconds += time.perf_counter() - start
        spent = _server_seconds(pid) - before
        engine.forget(build)
    return Measured(stories, count, seconds, own, spent, dict(profile.shares), [])


def rebuilt(url: str | None, directory: Path, stories: int, pid: int | None) -> Measured:
    """Index the store in ``directory`` as ``pantau index rebuild`` does."""
    profile = Profile(stories)
    profile.note_memory()
    profile.around(Store, "told", "read the store")
    profile.around(Indexing, "pending", "queue")
    profile.around(Indexing, "done", "queue")
    profile.around(draining, "documents", "make documents")
    profile.around(rebuilding, "compare", "compare with the store")
    if url is not None:
        profile.around(Bodies, "of", "make JSON of documents")
        profile.watch_client()
    settings = settings_of(directory, url)
    before = _server_seconds(pid)
    with open_store(settings.store_url, directory) as store, search.open_engine(settings) as engine:
        start, own_start = time.perf_counter(), time.process_time()
        search.rebuild(store, engine)
        seconds, own = time.perf_counter() - start, time.process_time() - own_start
        size = engine.size()
    assert size.stories == stories
    server, shares = _server_seconds(pid) - before, dict(profile.shares)
    return Measured(stories, sum(size), seconds, own, server, shares, profile.memory)


def settings_of(directory: Path, url: str | None) -> Settings:
    """Return the settings of a Pantau that keeps everything in ``directory``."""
    values: dict[str, Any] = {"data": directory, "store": {"url": archive.address_in(directory)}}
    if url is not None:
        section = {"hosts": [url], "timeout": _PATIENCE}
        values["search"] = {"engine": "elasticsearch", "elasticsearch": section}
    return Settings.model_validate(values)


def make_ready(directory: Path) -> int:
    """Write the actions of all documents to files, for the bare bulk; return how many files."""
    with open_store(archive.address_in(directory), directory) as store:
        ids = [name for name, _ in store.versions() if not draining.is_agreement(name)]
    parts = [ids[start : start + _SLICE] for start in range(0, len(ids), _SLICE)]
    with ProcessPoolExecutor(mp_context=get_context("forkserver")) as workers:
        list(workers.map(partial(_make_slice, directory), range(len(parts)), parts))
    return len(parts)


def _make_slice(directory: Path, number: int, ids: list[str]) -> None:
    with open_store(archive.address_in(directory), directory) as store:
        bodies = Bodies()
        actions = [
            _action(document, bodies.of(document))
            for told in store.told(ids)
            for document in documents(told)
        ]
    _slice_file(directory, number).write_bytes(pickle.dumps(actions))


def _action(document: Document, body: bytes) -> dict[str, Any]:
    part = "agreements" if document.is_agreement else "stories"
    target = put(part, document, body).header["index"]
    return {"_op_type": "index", "_source": json.loads(body), **target}


def _ready(directory: Path, number: int, build: str) -> list[dict[str, Any]]:
    file = _slice_file(directory, number)
    actions: list[dict[str, Any]] = pickle.loads(file.read_bytes())
    for action in actions:
        action["_index"] = f"pantau-{action['_index']}-{build}"
    return actions


def _slice_file(directory: Path, number: int) -> Path:
    return directory / f"actions-{number}.pickle"


def _server_seconds(pid: int | None) -> float:
    """Seconds of processors that a process has taken."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _CLOCK_TICKS


def _peak() -> int:
    """Peak of this process's memory in MiB; that of ``getrusage`` counts what started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def _alone(function: Callable[..., Measured], *values: Any) -> Measured:
    """Call ``function`` in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_told, function, *values).result()


def _told(function: Callable[..., Measured], *values: Any) -> Measured:
    """Call ``function``; errors of the client cannot leave a process as they are."""
    try:
        return function(*values)
    except (ApiError, TransportError, helpers.BulkIndexError) as error:
        raise RuntimeError(f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]) from None


@contextmanager
def _directory(named: str | None) -> Iterator[Path]:
    if named is not None:
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="pantau-bench-") as made:
        yield Path(made)


def _print(name: str, found: Measured, beside: Measured | None = None) -> None:
    share = f", {found.speed / beside.speed:.2f} of the bare bulk" if beside else ""
    print(f"{name}: {found.speed:.0f} documents/s{share} ({found.seconds:.0f} s;", end=" ")
    print(f"processor seconds: own {found.own_seconds:.0f}, server {found.server_seconds:.0f})")
    print("    own processor seconds for 1,000 stories:")
    rest = found.own_seconds - sum(found.shares.values())
    for part, seconds in (*sorted(found.shares.items()), ("all else", rest)):
        print(f"    {1_000 * seconds / found.stories:6.3f} {part}")
    if found.memory:
        print(f"    peak memory in MiB, by quarters of the stories: {found.memory}", flush=True)


def main() -> None:
    """Print how fast each way is, and fail where a rebuild is too slow."""
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else archive.STORIES
    with _directory(sys.argv[2] if len(sys.argv) > 2 else None) as directory:
        if not (directory / "pantau.db").exists():
            archive.fill(archive.address_in(directory), stories)
        slices = make_ready(directory)
        with _directory(None) as place, Node(place, heap=HEAP, options=JVM) as node:
            bare = _alone(bare_bulk, node.url, directory, slices, stories, node.pid)
            _print("bare bulk", bare)
            made = _alone(rebuilt, node.url, directory, stories, node.pid)
            _print("pantau index rebuild", made, bare)
    with _directory(None) as directory:
        few = min(stories, EMBEDDED)
        archive.fill(archive.address_in(directory), few)
        _print(f"embedded engine, {few} stories", _alone(rebuilt, None, directory, few, None))
    if made.speed < LEAST * bare.speed:
        sys.exit(f"A rebuild has less than {LEAST:.0%} of the speed of a bare bulk.")


if __name__ == "__main__":
    main()
