"""What a command claims for itself while it asks sites, as a job of the scheduler does."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from model.config import Settings
from model.exceptions import PantauError, StoreError
from model.zones import zone_of
from pantau.output import note
from pantau.schedule.holders import in_words, is_gone, new_holder
from pantau.schedule.plans import CRAWL
from pantau.schedule.running import RUN_VARIABLE
from pantau.schedule_view import moment
from store import Due, JobOutcome, JobRun
from store.schedule import Schedule

_GONE = "the process that ran it is gone"


class Claim(NamedTuple):
    """What is claimed: the ``lease``, for ``command``, and for how long without being renewed.

    It is renewed every ``renew`` seconds. Times are told in ``zone``.
    """

    lease: str
    command: str
    zone: ZoneInfo
    hold: timedelta = timedelta(seconds=60)
    renew: float = 15.0


def asking_sites(command: str, settings: Settings) -> Claim:
    """Return the claim of a command that asks sites, which one process at a time may do."""
    return Claim(CRAWL, command, zone_of(settings.schedule.zone))


@contextmanager
def claimed(schedule: Schedule, claim: Claim, clock: Callable[[], datetime]) -> Iterator[None]:
    """Hold the claim while the block runs; where a scheduler began it, its own holds.

    ``clock`` gives the time in UTC. Where another process takes the claim over, because this one
    stood still for too long, the block is interrupted.

    Raises:
        PantauError: another process holds it.
        StoreError: the store cannot be read or written.
    """
    busy = schedule.holding(claim.lease)
    if busy is not None and str(busy.id) == os.environ.get(RUN_VARIABLE):
        yield
        return
    if busy is not None and is_gone(busy.holder):
        schedule.finish(busy.id, JobOutcome.LOST, _GONE, clock())
    run = _begun(schedule, claim, clock())
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(schedule, claim, run, clock, ended), daemon=True)
    keeper.start()
    outcome = JobOutcome.FAILED
    try:
        yield
        outcome = JobOutcome.DONE
    except KeyboardInterrupt:
        outcome = JobOutcome.STOPPED
        raise
    finally:
        ended.set()
        keeper.join()
        schedule.finish(run.id, outcome, None, clock())


def _begun(schedule: Schedule, claim: Claim, now: datetime) -> JobRun:
    """Begin a run that nobody scheduled, which the history then has."""
    due = Due(job=claim.command, lease=claim.lease, scheduled=None)
    run = schedule.begin(due, new_holder(), now, now + claim.hold)
    assert run is not None
    if run.outcome is None:
        return run
    busy = schedule.holding(claim.lease)
    who = "another process asks sites" if busy is None else _told(busy, claim.zone)
    raise PantauError(f"{claim.command} cannot run now: {who}; try again when that has ended")


def _told(run: JobRun, zone: ZoneInfo) -> str:
    return f"{run.job} runs since {moment(run.started, zone)}, by {in_words(run.holder)}"


def _keep(
    schedule: Schedule,
    claim: Claim,
    run: JobRun,
    clock: Callable[[], datetime],
    ended: threading.Event,
) -> None:
    """Renew the claim until the block has ended, or is interrupted for having lost it."""
    while not ended.wait(claim.renew):
        try:
            is_ours = schedule.renew(run.id, clock() + claim.hold)
        except StoreError as error:
            # Who cannot reach the store cannot take the claim over either.
            note(f"pantau: {error}")
            continue
        if not is_ours:
            note(f"pantau: {claim.command} stood still for too long, and another one took over")
            signal.raise_signal(signal.SIGINT)
            return
