"""What is wrong with the schedule and the sites, for operators to be told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from crawler import wording
from crawler.health import FAULTS, State
from desk.sites import Watched
from model.config_schedule import WatchdogSettings
from pantau.schedule.plans import CRAWL, Plan
from store import JobOutcome, JobRun
from store.schedule import Schedule

#: A group of so many sites can be silent; one or two sites are no group.
_FEWEST = 3
#: A job that failed so often in a row is at fault.
_FAILED = 3
#: What lasts is told again after so long.
_REMIND = timedelta(days=1)
_BAD = {JobOutcome.FAILED, JobOutcome.TIMED_OUT, JobOutcome.LOST}
_NEUTRAL = {JobOutcome.SKIPPED, JobOutcome.POSTPONED, JobOutcome.STOPPED, None}
_LOOKED_AT = {State.PAUSED, State.REMOVED, State.UNFIT, State.NEW}

#: Tells operators of something, once for each key: the key, and a sentence.
Tell = Callable[[str, str], None]


def faults(
    schedule: Schedule,
    sites: Sequence[Watched],
    plans: Iterable[Plan],
    settings: WatchdogSettings,
    now: datetime,
) -> dict[str, str]:
    """Return what is wrong at ``now`` (UTC): a sentence for each, by a name that stays."""
    enabled = [plan.name for plan in plans if plan.enabled]
    found: dict[str, str] = {}
    if CRAWL in enabled and settings.hours is not None:
        found |= _no_crawl(schedule, timedelta(hours=settings.hours), now)
    for name in enabled:
        found |= _failing(name, schedule.history(4 * _FAILED, name))
    return found | _silent(sites, settings.share)


def tell_of(schedule: Schedule, found: Mapping[str, str], tell: Tell, now: datetime) -> None:
    """Tell operators of what is new, each day of what lasts, and of what is over.

    What cannot be told is told the next time.
    """
    for over in schedule.put_alarms(found, now):
        if over.told is not None:
            tell(f"{over.name} over {now:%Y-%m-%d %H:%M}", f"No longer: {over.text}")
    for alarm in schedule.alarms():
        if alarm.told is None or now - alarm.told >= _REMIND:
            tell(f"{alarm.name} {now:%Y-%m-%d %H:%M}", alarm.text)
            schedule.alarm_told(alarm.name, now)


def _no_crawl(schedule: Schedule, most: timedelta, now: datetime) -> dict[str, str]:
    done = schedule.history(1, CRAWL, JobOutcome.DONE)
    since = done[0].finished if done else schedule.first_started()
    if since is None or now - since < most:
        return {}
    ago = wording.span(now - since)
    return {CRAWL: f"No crawl has finished for {ago}: pantau schedule history --job {CRAWL}"}


def _failing(name: str, runs: Sequence[JobRun]) -> dict[str, str]:
    """Tell of a job whose last runs all went wrong."""
    ended = [run for run in runs if run.outcome not in _NEUTRAL]
    bad = list(takewhile(lambda run: run.outcome in _BAD, ended))
    if len(bad) < _FAILED:
        return {}
    last = bad[0]
    text = f"The job {name} went wrong {len(bad)} times or more in a row: {last.outcome}"
    return {f"job {name}": f"{text} ({last.detail})" if last.detail else text}


def _silent(sites: Sequence[Watched], share: float) -> dict[str, str]:
    groups: dict[str, list[Watched]] = defaultdict(list)
    watched = [one for one in sites if one.health.state not in _LOOKED_AT]
    for one in watched:
        if one.state.group:
            groups[one.state.group].append(one)
    found = {f"group {name}": _share(f"of {name}", of, share) for name, of in groups.items()}
    found["sites"] = _share("watched", watched, share)
    return {name: text for name, text in found.items() if text}


def _share(which: str, sites: Sequence[Watched], share: float) -> str:
    bad = [one for one in sites if one.health.state in FAULTS]
    if len(sites) < _FEWEST or len(bad) < share * len(sites):
        return ""
    named = ", ".join(one.state.site for one in bad[:_FEWEST])
    more = ", …" if len(bad) > _FEWEST else ""
    return f"{len(bad)} of {len(sites)} sites {which} are at fault ({named}{more})"
