"""One run of a job, as a real process: done, failed, hanging, stopped, loud."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from model.exceptions import StoreError
from pantau.schedule import logs
from pantau.schedule.plans import Plan
from pantau.schedule.runner import Runner
from store import JobOutcome, JobRun, Store
from tests.schedule.processes import HOLD, now, plan, terms

#: Starts another one, tells its number, and hears no SIGTERM, as the other one does.
_HANGS = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
other = os.fork()
if other:
    print(other, flush=True)
time.sleep(100)
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pantau.db'}"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def ran(store: Store, data: Path, wanted: Plan) -> JobRun:
    return Runner(store.schedule, [wanted], terms(data, grace=0.5), now).by_hand(wanted.name)


def log_of(run: JobRun, data: Path) -> bytes:
    return (data / "jobs" / f"{run.job}-{run.id}.log").read_bytes()


def test_what_it_printed_is_kept_and_its_last_line_told(store: Store, tmp_path: Path) -> None:
    run = ran(store, tmp_path, plan(python("print('one'); print('three stories'); print()")))

    assert (run.outcome, run.detail) == (JobOutcome.DONE, "three stories")
    assert log_of(run, tmp_path) == b"one\nthree stories\n\n"
    assert run.finished is not None


def test_a_failure_tells_its_code_and_why(store: Store, tmp_path: Path) -> None:
    run = ran(store, tmp_path, plan(python("raise SystemExit('the store is away')")))

    assert (run.outcome, run.detail) == (JobOutcome.FAILED, "exit code 1: the store is away")
    killed = ran(store, tmp_path, plan(["/bin/sh", "-c", "kill -9 $$"]))
    assert (killed.outcome, killed.detail) == (JobOutcome.FAILED, "signal 9")


def test_a_code_that_is_fine_is_no_failure(store: Store, tmp_path: Path) -> None:
    finds = plan(python("raise SystemExit(1)"))._replace(fine=frozenset({0, 1}))

    assert ran(store, tmp_path, finds).outcome is JobOutcome.DONE


def test_what_cannot_be_started_has_failed(store: Store, tmp_path: Path) -> None:
    run = ran(store, tmp_path, plan(["/nowhere/pantau"]))

    assert run.outcome is JobOutcome.FAILED
    assert run.detail is not None
    assert run.detail.startswith("cannot be started")


def test_a_job_that_hangs_is_ended_with_all_it_started(store: Store, tmp_path: Path) -> None:
    began = time.monotonic()
    run = ran(store, tmp_path, plan(python(_HANGS), seconds=2))

    assert run.outcome is JobOutcome.TIMED_OUT
    assert run.detail is not None
    assert run.detail.startswith("ended after 0.0333333 minutes")
    assert time.monotonic() - began < 20
    other = int(log_of(run, tmp_path))
    for _ in range(100):
        if not Path(f"/proc/{other}").exists():
            break
        time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


def test_a_run_that_is_stopped_says_so(store: Store, tmp_path: Path) -> None:
    hangs = plan(python("import time; print('at work', flush=True); time.sleep(100)"))
    runner = Runner(store.schedule, [hangs], terms(tmp_path), now)
    runner.due("tick", now())
    file = tmp_path / "jobs" / "tick-1.log"
    while not (file.exists() and file.stat().st_size):
        time.sleep(0.05)

    runner.stop(10)
    runner.due("tick", now() + timedelta(seconds=1))

    (run,) = store.schedule.history(10)
    assert (run.outcome, run.detail) == (JobOutcome.STOPPED, "at work")


def test_a_lease_is_renewed_for_as_long_as_it_runs(store: Store, tmp_path: Path) -> None:
    lasts = plan(python(f"import time; time.sleep({2 * HOLD})"))
    runner = Runner(store.schedule, [lasts], terms(tmp_path), now)
    thread = threading.Thread(target=runner.by_hand, args=["tick"])
    thread.start()

    while thread.is_alive():
        assert store.schedule.undone("another one", now()) == []
        thread.join(0.2)

    assert store.schedule.history(1)[0].outcome is JobOutcome.DONE


def test_what_was_taken_over_is_ended(store: Store, tmp_path: Path) -> None:
    hangs = plan(python("import time; time.sleep(100)"))
    runner = Runner(store.schedule, [hangs], terms(tmp_path), now)
    thread = threading.Thread(target=runner.by_hand, args=["tick"])
    thread.start()
    while not store.schedule.running():
        time.sleep(0.05)

    store.schedule.undone("another one", now() + timedelta(days=1))

    thread.join(30)
    assert not thread.is_alive()
    assert store.schedule.history(1)[0].outcome is JobOutcome.LOST


def test_two_by_hand_at_once_are_one(store: Store, tmp_path: Path) -> None:
    hangs = plan(python("import time; time.sleep(100)"))
    first = Runner(store.schedule, [hangs], terms(tmp_path), now)
    thread = threading.Thread(target=first.by_hand, args=["tick"])
    thread.start()
    while not store.schedule.running():
        time.sleep(0.05)

    second = ran(store, tmp_path, hangs)
    first.stop(10)
    thread.join()

    assert (second.outcome, second.detail) == (JobOutcome.SKIPPED, "tick was running")


def test_a_store_that_is_away_is_waited_for(store: Store, tmp_path: Path) -> None:
    runner = Runner(store.schedule, [plan(["/bin/true"])], terms(tmp_path), now)
    scheduled = now()
    with sqlite3.connect(tmp_path / "pantau.db") as database:
        database.execute("ALTER TABLE lease RENAME TO away")
        runner.due("tick", scheduled)
        with pytest.raises(StoreError):
            runner.again()
        database.execute("ALTER TABLE away RENAME TO lease")
    database.close()
    assert store.schedule.history(10) == []

    runner.again()
    runner.again()

    runner.stop(10)
    assert [run.scheduled for run in store.schedule.history(10)] == [scheduled]


def test_a_loud_job_fills_no_disk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BEGINNING", 10_000)
    monkeypatch.setattr(logs, "MOST_END", 1_000)
    run = ran(store, tmp_path, plan(python("for n in range(100_000): print('line', n)")))

    written = log_of(run, tmp_path)
    assert len(written) < 11_100
    assert written.startswith(b"line 0\nline 1\n")
    assert b"bytes left out" in written
    assert written.endswith(b"\nline 99999\n")
    assert run.detail == "line 99999"


def test_few_files_are_kept_of_a_job(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_FILES", 3)
    for _ in range(5):
        ran(store, tmp_path, plan(["/bin/true"]))
    ran(store, tmp_path, plan(["/bin/true"], name="tock"))

    names = {file.name for file in (tmp_path / "jobs").iterdir()}
    assert names == {"tick-3.log", "tick-4.log", "tick-5.log", "tock-6.log"}
