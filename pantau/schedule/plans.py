"""The jobs: what each runs, when, for how long, and which exclude each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from model.alerts import Weekday
from model.config import Settings
from model.config_kliping import KlipingSettings
from model.config_schedule import JobSettings
from model.cron import cron_trigger, in_words, interval_trigger
from model.zones import zone_of
from pantau.schedule.process import command

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

CRAWL: Final = "crawl"
HEALTH: Final = "health"
BACKUP: Final = "backup"

#: What each job runs, in the order in which they are listed.
_COMMANDS: Final = {
    CRAWL: ("crawl",),
    "poll": ("crawl", "--due"),
    "index": ("index", "sync"),
    "alerts": ("alerts", "run"),
    HEALTH: ("schedule", "check"),
    "sites": ("sites", "check", "--at-fault"),
    BACKUP: ("backup",),
    "retention": ("schedule", "tidy"),
    "report": ("report", "--last-month"),
}
#: Runs at hours of the office, which ``kliping:`` of the settings says.
KLIPING: Final = "kliping"
#: Seconds that a kliping may take, with what it sends.
_KLIPING_SECONDS: Final = 30 * 60
#: One of these at a time, so that no site is asked by two processes at once.
_ASK_SITES: Final = frozenset({CRAWL, "poll", "sites"})
#: Their exit code 1 says that something else is at fault, not they.
_FIND_FAULTS: Final = frozenset({HEALTH, "sites"})


class Plan(NamedTuple):
    """A job: ``seconds`` is how long a run may take, ``fine`` which exit codes mean it was done."""

    name: str
    lease: str
    command: Sequence[str]
    trigger: BaseTrigger
    words: str
    seconds: float
    fine: frozenset[int] = frozenset({0})
    enabled: bool = True


def plans_of(settings: Settings) -> list[Plan]:
    """Return all jobs, those that are not enabled too."""
    schedule, jobs = settings.schedule, settings.schedule.jobs
    if settings.backup.directory is None:
        jobs = jobs.model_copy(update={BACKUP: jobs.backup.model_copy(update={"enabled": False})})
    own = [_plan(name, getattr(jobs, name), schedule.zone) for name in _COMMANDS]
    return [*own, _kliping(settings.kliping, settings.office.zone)]


def _plan(name: str, settings: JobSettings, zone_name: str) -> Plan:
    zone = zone_of(zone_name)
    if settings.every is not None:
        trigger: BaseTrigger = interval_trigger(settings.every, zone)
    else:
        trigger = cron_trigger(settings.cron or "", zone)
    return Plan(
        name=name,
        lease=CRAWL if name in _ASK_SITES else name,
        command=command(*_COMMANDS[name]),
        trigger=trigger,
        words=in_words(settings.cron, settings.every),
        seconds=60 * settings.minutes,
        fine=frozenset({0, 1}) if name in _FIND_FAULTS else frozenset({0}),
        enabled=settings.enabled,
    )


def _kliping(settings: KlipingSettings, zone: str) -> Plan:
    """Return the job of the kliping: at its hour, and when it goes out by itself after that."""
    # Imported here: most commands run nothing by the clock.
    from apscheduler.triggers.combining import OrTrigger  # noqa: PLC0415

    days = "*"
    if len(settings.days) < len(Weekday):
        days = ",".join(str((one.number + 1) % 7) for one in settings.days)
    hours = [settings.time]
    if settings.send == "auto" and settings.going_out != settings.time:
        hours.append(settings.going_out)
    crons = [f"{hour.minute} {hour.hour} * * {days}" for hour in hours]
    triggers = [cron_trigger(cron, zone_of(zone)) for cron in crons]
    return Plan(
        name=KLIPING,
        lease=KLIPING,
        command=command("kliping", "run"),
        trigger=triggers[0] if len(triggers) == 1 else OrTrigger(triggers),
        words=in_words(crons[0], None),
        seconds=_KLIPING_SECONDS,
        enabled=settings.enabled,
    )
