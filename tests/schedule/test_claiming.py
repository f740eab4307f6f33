"""What a command claims while it asks sites: held, renewed, given back, taken over."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from model.exceptions import PantauError
from pantau.schedule.claiming import Claim, claimed
from pantau.schedule.holders import is_gone, new_holder
from store import Due, JobOutcome, Store
from tests.schedule.conftest import WIB

CLAIM = Claim("crawl", "pantau crawl", WIB, hold=timedelta(seconds=1), renew=0.1)
POLL = Due(job="poll", lease="crawl", scheduled=datetime(2026, 11, 30, 4, 0, tzinfo=UTC))
_ENDS_AT_ONCE = "from pantau.schedule.holders import new_holder; print(new_holder())"


def now() -> datetime:
    return datetime.now(UTC)


def ended_process() -> str:
    """The name of a process that has ended."""
    command = [sys.executable, "-c", _ENDS_AT_ONCE]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def lose(store: Store) -> None:
    """Let another process take the claim over, and work on for a while."""
    held = store.schedule.holding("crawl")
    assert held is not None
    store.schedule.finish(held.id, JobOutcome.LOST, "taken over", now())
    time.sleep(5)


def test_it_is_held_for_as_long_as_the_block_runs(store: Store) -> None:
    with claimed(store.schedule, CLAIM, now):
        time.sleep(1.3)
        postponed = store.schedule.begin(POLL, "scheduler", now(), now() + timedelta(minutes=1))
        with pytest.raises(PantauError, match="pantau crawl runs since"):
            claimed(store.schedule, CLAIM, now).__enter__()

    assert postponed is not None
    assert postponed.detail == "pantau crawl was running"
    assert store.schedule.holding("crawl") is None
    assert store.schedule.undone("scheduler", now()) == [postponed]


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [(KeyboardInterrupt, JobOutcome.STOPPED), (PantauError, JobOutcome.FAILED)],
)
def test_it_is_given_back_however_the_block_ends(
    store: Store, raised: type[BaseException], outcome: JobOutcome
) -> None:
    with pytest.raises(raised), claimed(store.schedule, CLAIM, now):
        raise raised

    assert store.schedule.holding("crawl") is None
    assert store.schedule.history(1)[0].outcome is outcome


def test_what_a_killed_process_of_this_machine_held_is_free_at_once(store: Store) -> None:
    killed = store.schedule.begin(POLL, ended_process(), now(), now() + timedelta(minutes=1))

    with claimed(store.schedule, CLAIM, now):
        pass

    assert killed is not None
    assert [(run.job, run.outcome) for run in store.schedule.history(2)] == [
        ("pantau crawl", JobOutcome.DONE),
        ("poll", JobOutcome.LOST),
    ]


def test_what_a_process_of_another_machine_held_is_free_when_it_is_not_renewed(
    store: Store,
) -> None:
    store.schedule.begin(POLL, "another:1:2:ab", now(), now() + timedelta(seconds=1))
    with pytest.raises(PantauError, match="process 1 on another"):
        claimed(store.schedule, CLAIM, now).__enter__()
    time.sleep(1.1)

    with claimed(store.schedule, CLAIM, now):
        pass


def test_who_stood_still_for_too_long_is_interrupted(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KeyboardInterrupt), claimed(store.schedule, CLAIM, now):
        lose(store)

    assert "took over" in capsys.readouterr().err
    assert store.schedule.history(1)[0].outcome is JobOutcome.LOST


def test_only_who_surely_ended_is_gone() -> None:
    _, _, *rest = new_holder().split(":")

    assert is_gone(ended_process())
    assert not is_gone(new_holder())
    assert not is_gone(":".join(["elsewhere", "4194304", *rest]))
    assert not is_gone("a")
