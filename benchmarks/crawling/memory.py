"""How much memory and processor time processes take, as Linux tells it."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_KIB = 1_024
_TICKS = os.sysconf("SC_CLK_TCK")


def peak_mb() -> float:
    """The most that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB / 1e6


def tree_mb(pid: int) -> float:
    """What a process and all below it take now, in MB, shared memory counted once."""
    return sum(_share(one) for one in _tree(pid)) * _KIB / 1e6


def tree_seconds(pid: int) -> dict[int, float]:
    """The processor time that a process and each of all below it have taken so far."""
    return {one: _seconds(one) for one in _tree(pid)}


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        lists = [task.read_text() for task in (_PROC / str(pid) / "task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _tree(int(child))


def _share(pid: int) -> int:
    """The proportional share of a process, in KiB; 0 where it has ended."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _seconds(pid: int) -> float:
    """The processor time of a process; 0 where it has ended."""
    try:
        facts = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(facts[11]) + int(facts[12])) / _TICKS
