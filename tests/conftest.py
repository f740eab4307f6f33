"""What every test may use."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest

#: A test that is given this many seconds is begun first.
LONG = 400

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of real texts beside the checkout; tests that need it skip without it."""
    directory = ROOT.parent / "shared"
    if not directory.is_dir():
        pytest.skip("../shared with the real texts is not here")
    return directory


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each of several workers begin with its share of what takes longest.

    Each takes a stretch of the list at first, and from the end of another's when it has none: so
    none is left alone with a long test in the end. The tests of a module stay together, for they
    may share what is made once.
    """
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers == 1:
        return
    modules: defaultdict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        modules[item.path].append(item)
    limits = {path: max(map(_seconds_of, tests)) for path, tests in modules.items()}
    long = sorted((p for p in modules if limits[p] >= LONG), key=limits.__getitem__, reverse=True)
    rest = [item for item in items if limits[item.path] < LONG]
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        first = [item for path in long[worker::workers] for item in modules[path]]
        stretch = (len(items) - len(dealt)) // (workers - worker)
        others = max(0, stretch - len(first))
        dealt += first + rest[:others]
        del rest[:others]
    items[:] = dealt + rest


def pytest_collection_finish() -> None:
    """Start what processes are forked from, before a test starts it with less in it."""
    if forking := sys.modules.get("tests.forking"):
        forking.be_ready()


def _seconds_of(item: pytest.Item) -> float:
    """The time limit of a slow test, which is generous; others are quick whatever they may take."""
    limit, slow = item.get_closest_marker("timeout"), item.get_closest_marker("slow")
    return float(limit.args[0]) if limit and slow else 0.0
