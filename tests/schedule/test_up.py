"""Processes side by side: started again when they die, ended together, at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from model.config import load
from model.exceptions import ConfigError
from pantau.schedule import signals, supervisor
from pantau.schedule.supervisor import Part, supervise
from store import Due, JobOutcome, open_store
from tests.conftest import ROOT
from tests.crawl import zoo
from tests.schedule.processes import now

#: Stands in an environment for what was started here.
_MARK = "PANTAU_TEST_MARK"
#: What `pantau up` does, with another server in place of the web page.
_UP = """
import os, sys
from pantau.schedule import signals
from pantau.schedule.process import command
from pantau.schedule.supervisor import Part, supervise
parts = [
    Part("schedule", command("schedule", "run"), os.environ),
    Part("web page", [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"], os.environ),
]
signals.tell_in_log()
supervise(parts, signals.Stop())
"""
MOMENTS = 20


@pytest.fixture
def stop() -> Iterator[signals.Stop]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield signals.Stop()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def part(code: str, name: str = "part") -> Part:
    return Part(name, [sys.executable, "-c", code], os.environ)


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_what_dies_is_started_again_later_each_time(
    stop: signals.Stop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.2)
    file = tmp_path / "starts"
    dies = part(f"import time; print(time.time(), file=open({str(file)!r}, 'a')); exit(3)")
    lives = part("import time; time.sleep(100)")
    threading.Timer(6, _end).start()

    supervise([dies, lives], stop)

    starts = [float(line) for line in file.read_text().splitlines()]
    pauses = [after - before for before, after in pairwise(starts)]
    assert len(pauses) >= 3
    assert all(pause > 0.2 * 2**place for place, pause in enumerate(pauses))


def test_wrong_settings_end_it(stop: signals.Stop) -> None:
    lives = part("import time; time.sleep(100)")

    with pytest.raises(ConfigError, match="the web page cannot be started"):
        supervise([lives, part("exit(2)", "web page")], stop)


def test_what_does_not_hear_is_killed(stop: signals.Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 1)
    deaf = part("import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(100)")
    threading.Timer(1.5, _end).start()
    began = time.monotonic()

    supervise([deaf], stop)

    assert time.monotonic() - began < 10


def test_one_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("data: data\ncatalogue: {enabled: false}\n")
    environment = {**os.environ, "PANTAU_CONFIG": str(config), _MARK: tmp_path.name}
    code = """
import os
from pantau.schedule import signals
from pantau.schedule.process import command
from pantau.schedule.supervisor import Part, supervise
supervise([Part("schedule", command("schedule", "run"), os.environ)], signals.Stop())
"""
    up = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)
    _wait((tmp_path / "data" / "pantau.db").exists)

    up.kill()
    up.wait()

    _wait(lambda: _left(tmp_path.name) == [])


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_it_ends_within_ten_seconds_at_any_moment(tmp_path: Path) -> None:
    """Every other time once a crawl has begun: one that was stopped before is due."""
    chance, mark = random.Random(10), tmp_path.name
    pages: dict[str, zoo.Page] = {
        f"/berita/{number}/lapas-teken-perjanjian-kerja-sama": zoo.Reply(
            zoo.partnership(number), after=0.3
        )
        for number in range(400)
    }
    took, crawling = [], 0
    with zoo.serve(pages) as site:
        pages["/"] = zoo.front(*pages)
        config = tmp_path / "config.yaml"
        config.write_text(
            "data: data\ncatalogue: {enabled: false}\n"
            "crawl: {delay: 0, workers: 1, allow_private: [127.0.0.1], policy: everything}\n"
            f"sites: [{{url: '{site.url}'}}]\n"
            "schedule: {jobs: {alerts: {enabled: false}}}\n"
        )
        environment = {**os.environ, "PANTAU_CONFIG": str(config), _MARK: mark}
        for number in range(MOMENTS):
            _let_a_crawl_be_due(config)
            up = subprocess.Popen([sys.executable, "-c", _UP], cwd=ROOT, env=environment)
            if number % 2:
                _wait(lambda: _is_crawling(mark))
            time.sleep(chance.uniform(0.2, 8))
            crawling += _is_crawling(mark)
            began = time.monotonic()
            up.terminate()
            # Before it listens to the signal, the system ends it, and it has started nothing.
            assert up.wait(20) in {0, -signal.SIGTERM}
            took.append(time.monotonic() - began)
            assert _left(mark) == []
    assert max(took) < 10, took
    assert crawling >= MOMENTS // 3


def _is_crawling(mark: str) -> bool:
    return any(command.rstrip().endswith("crawl") for command in _left(mark))


def _let_a_crawl_be_due(config: Path) -> None:
    settings = load(config).settings
    with open_store(settings.store_url, settings.data) as store:
        due = Due(job="crawl", lease="crawl", scheduled=now())
        run = store.schedule.begin(due, "before", now(), now() + timedelta(minutes=1))
        assert run is not None
        store.schedule.finish(run.id, JobOutcome.STOPPED, None, now())


def _left(mark: str) -> list[str]:
    """The commands of processes that were started for a mark and still run."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            if f"{_MARK}={mark}".encode() in (directory / "environ").read_bytes():
                found.append((directory / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found
