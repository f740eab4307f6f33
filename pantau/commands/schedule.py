"""``pantau schedule``: what runs by the clock, when, and how it went."""

from __future__ import annotations

import logging
import os
from datetime import timedelta

import click

from desk.masks import learn
from model.exceptions import InputError, PantauError
from model.network import Network
from model.zones import zone_of
from pantau.options import App, command_options, now
from pantau.output import note, print_json
from pantau.schedule import signals
from pantau.schedule.heartbeat import HeartbeatError, beat
from pantau.schedule.plans import CRAWL, Plan, plans_of
from pantau.schedule.runner import Runner
from pantau.schedule.running import Terms
from pantau.schedule_view import jobs_of, run_line, show_history, show_jobs
from store import JobOutcome, Store

#: Seconds that runs have to end, of the ten in which everything does.
_STOP = 7.5
#: Masks of stories that tidying learns at most: about a minute of the processor.
_MASKS = 10_000

_log = logging.getLogger(__name__)


@click.group("schedule")
def schedule_command() -> None:
    """Run jobs by the clock, see when each is due, and how its runs went."""


@schedule_command.command("list")
@command_options
def list_command(app: App) -> int:
    """List jobs: when each runs, is due next, ran last and how that went."""
    with app.store() as store:
        jobs = jobs_of(plans_of(app.settings), store.schedule, now())
    if app.as_json:
        print_json(jobs)
    else:
        show_jobs(jobs, zone_of(app.settings.schedule.zone))
    return 0


@schedule_command.command("history")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--job", help="Only runs of this job.")
@command_options
def history_command(app: App, *, limit: int, job: str | None) -> int:
    """List runs of jobs, begun last first."""
    if job is not None:
        _plan(app, job)
    with app.store() as store:
        runs = store.schedule.history(limit, job)
    if app.as_json:
        print_json(runs)
    else:
        show_history(runs, zone_of(app.settings.schedule.zone))
    return 0


@schedule_command.command("run")
@click.argument("job", required=False)
@command_options
def run_command(app: App, job: str | None) -> int:
    """Run jobs when they are due, until interrupted; with JOB, run that one once, now.

    Exit code 1 where JOB went wrong, or cannot run because another job does.
    """
    if job is not None:
        return _run_once(app, _plan(app, job))
    signals.tell_in_log()
    stop = signals.Stop()
    # Imported here: the other commands need no scheduler.
    from pantau.schedule.clockwork import Clockwork, run  # noqa: PLC0415

    plans, zone = plans_of(app.settings), zone_of(app.settings.schedule.zone)
    with app.store() as store:
        runner = _runner(app, store)
        # Whoever installs Pantau sees what it finds now, not tomorrow morning.
        at_once = {CRAWL} if not store.runs(1) else set()
        job_store = store.schedule.job_store()
        clockwork = Clockwork(job_store, plans, zone, runner.due, now, at_once)
        try:
            run(clockwork, runner, stop)
        finally:
            runner.stop(_STOP)
    note("pantau: the schedule has ended")
    return 0


@schedule_command.command("check")
@command_options
def check_command(app: App) -> int:
    """Look for what is wrong with the schedule and the sites, and tell the operators.

    Exit code 1 where something is.
    """
    # Imported here: a scheduler starts without them, and faster.
    from alerts.configured import sync  # noqa: PLC0415
    from alerts.health import take_health  # noqa: PLC0415
    from alerts.notices import notify  # noqa: PLC0415
    from desk import sites as known_sites  # noqa: PLC0415
    from pantau.schedule.upkeep import upkeep_faults  # noqa: PLC0415
    from pantau.schedule.watchdog import faults, tell_of  # noqa: PLC0415

    settings, plans, moment = app.settings, plans_of(app.settings), now()
    zone = settings.alerts.zone
    with app.store() as store:
        sync(store, settings, moment)
        sites = known_sites.watch(store, known_sites.known(settings, store), moment)
        take_health(store, sites, moment, zone)

        def tell(key: str, text: str) -> None:
            _log.warning("%s", text)
            notify(store, key, "Pantau", text, moment, zone)

        found = faults(store.schedule, sites, plans, settings.schedule.watchdog, moment)
        found |= upkeep_faults(settings, store.schedule.first_started(), moment)
        tell_of(store.schedule, found, tell, moment)
        alarms = store.schedule.alarms()
    if app.as_json:
        print_json(alarms)
    else:
        click.echo("\n".join(alarm.text for alarm in alarms) or "Nothing is wrong")
    return int(bool(alarms))


@schedule_command.command("tidy")
@command_options
def tidy_command(app: App) -> int:
    """Delete reports of crawls, visits, runs of jobs and deliveries that were kept long enough.

    What papers and exports must know of the newest stories to mask names is learnt beforehand.
    """
    keep, moment = app.settings.schedule.keep, now()
    with app.store() as store:
        forgotten = store.forget(
            runs=moment - timedelta(days=keep.runs),
            visits=moment - timedelta(days=keep.visits),
            history=moment - timedelta(days=keep.history),
            deliveries=moment - timedelta(days=keep.deliveries),
        )
        learnt = learn(store, _MASKS)
    if app.as_json:
        print_json({**dict(forgotten), "masks": learnt})
    else:
        click.echo(
            f"Deleted: {forgotten.runs} crawls, {forgotten.visits} visits,"
            f" {forgotten.history} runs of jobs, {forgotten.deliveries} deliveries;"
            f" learnt: {learnt} masks"
        )
    return 0


def _plan(app: App, job: str) -> Plan:
    plans = {plan.name: plan for plan in plans_of(app.settings)}
    if job not in plans:
        raise InputError(f"no job {job}; the jobs are {', '.join(plans)}")
    return plans[job]


def _run_once(app: App, plan: Plan) -> int:
    with app.store() as store:
        runner = _runner(app, store)
        try:
            run = runner.by_hand(plan.name)
        finally:
            runner.stop(_STOP)
        if run.outcome in {JobOutcome.SKIPPED, JobOutcome.POSTPONED}:
            raise PantauError(f"{plan.name} cannot run now: {run.detail}")
    if app.as_json:
        print_json(run)
    else:
        click.echo(run_line(run))
        note(f"What it printed: {_terms(app).logs / f'{plan.name}-{run.id}.log'}")
    return int(run.outcome is not JobOutcome.DONE)


def _terms(app: App) -> Terms:
    environment = {**app.environment, "PYTHONUNBUFFERED": "1"}
    return Terms(environment=environment, logs=app.settings.data / "jobs")


def _runner(app: App, store: Store) -> Runner:
    watchdog = app.settings.schedule.watchdog

    def done(plan: Plan, outcome: JobOutcome) -> None:
        if plan.name != CRAWL or outcome is not JobOutcome.DONE or watchdog.heartbeat_url is None:
            return
        try:
            network = Network.of(app.settings.network, os.environ)
            beat(watchdog.heartbeat_url.get_secret_value(), watchdog.allow_private, network)
        except HeartbeatError as error:
            _log.warning("heartbeat: %s", error)

    return Runner(store.schedule, plans_of(app.settings), _terms(app), now, done)
