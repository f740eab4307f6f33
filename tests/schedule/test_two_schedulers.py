"""Schedulers that run at once, by mistake, and schedulers that are killed: real processes."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from store import JobOutcome, Store
from tests.schedule.processes import HOLD, now, scheduling

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

#: Ends with its scheduler; the first one hangs.
_HANGS_ONCE = """
import os, sys, time
from pathlib import Path
from pantau.child import end_with
end_with(os.getppid())
file = Path(sys.argv[1])
is_first = not file.exists()
with file.open("a") as opened:
    opened.write(f"{os.getpid()}\\n")
if is_first:
    time.sleep(200)
"""


def until(is_so: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def writes(file: Path) -> list[str]:
    return ["/bin/sh", "-c", f"echo x >>{file}; sleep 0.2"]


def test_two_schedulers_run_each_due_time_once(address: str, store: Store, tmp_path: Path) -> None:
    jobs = {name: writes(tmp_path / name) for name in ("tick", "tock")}
    with scheduling(address, tmp_path, jobs) as one, scheduling(address, tmp_path, jobs) as other:
        until(lambda: len({run.holder for run in store.schedule.history(500)}) == 2)
        time.sleep(6)
        for process in (one, other):
            process.terminate()
        for process in (one, other):
            process.join(10)
            assert process.exitcode == 0

    runs = store.schedule.history(500)
    assert Counter((run.job, run.scheduled) for run in runs).most_common(1)[0][1] == 1
    for name in jobs:
        done = [run for run in runs if run.job == name and run.outcome is JobOutcome.DONE]
        written = (tmp_path / name).read_text().count("x")
        assert len(done) >= 4
        stopped = sum(run.job == name and run.outcome is JobOutcome.STOPPED for run in runs)
        assert len(done) <= written <= len(done) + stopped


def test_a_scheduler_is_killed_in_the_middle_of_a_job(
    address: str, store: Store, tmp_path: Path
) -> None:
    file, due = tmp_path / "began", now() + timedelta(seconds=1)
    jobs = {"crawl": [sys.executable, "-c", _HANGS_ONCE, str(file)]}
    with scheduling(address, tmp_path, jobs, due) as first:
        until(file.exists)
        first.kill()
    killed = time.monotonic()

    with scheduling(address, tmp_path, jobs, due) as second:
        until(lambda: len(file.read_text().split()) == 2)
        waited = time.monotonic() - killed
        until(lambda: not store.schedule.running())
        second.terminate()
        second.join(10)

    done, lost = store.schedule.history(10)
    assert (lost.outcome, lost.attempt) == (JobOutcome.LOST, 1)
    assert (done.outcome, done.attempt) == (JobOutcome.DONE, 2)
    assert done.scheduled == lost.scheduled
    assert done.holder != lost.holder
    # Its lease was waited for, and no longer than until the next look at the clock.
    assert HOLD / 2 < waited < 40
    orphan = int(file.read_text().split()[0])
    until(lambda: not _is_running(orphan))


def test_schedulers_are_killed_at_any_moment(address: str, store: Store, tmp_path: Path) -> None:
    chance, file = random.Random(7), tmp_path / "tick"
    for _ in range(8):
        with scheduling(address, tmp_path, {"tick": writes(file)}) as process:
            process.join(chance.uniform(0.5, 4))
            process.kill()
    with scheduling(address, tmp_path, {"tick": writes(file)}) as process:
        until(lambda: store.schedule.history(1)[0].holder.split(":")[1] == str(process.pid))
        time.sleep(2 * HOLD)
        process.terminate()
        process.join(10)

    runs = store.schedule.history(500)
    outcomes = Counter(run.outcome for run in runs)
    assert None not in outcomes
    done = Counter(run.scheduled for run in runs if run.outcome is JobOutcome.DONE)
    assert done.most_common(1)[0][1] == 1
    begun = sum(outcomes[one] for one in (JobOutcome.DONE, JobOutcome.LOST, JobOutcome.STOPPED))
    assert outcomes[JobOutcome.DONE] <= file.read_text().count("x") <= begun


def _is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
