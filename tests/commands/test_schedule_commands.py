"""``pantau schedule`` as operators use it, with real crawls of a site on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from model.config import Settings
from pantau.schedule.clockwork import Clockwork
from pantau.schedule.plans import plans_of
from store import Due, Endpoint, JobOutcome, SiteState, Store, open_store
from tests.commands.conftest import Run
from tests.crawl import zoo
from tests.schedule.conftest import WIB, Clock, clock
from tests.schedule.receiver import receiving

__all__ = ["clock"]

SIGNED = "/2026/01/22/lapas-teken-perjanjian-kerja-sama/"
HOUR = timedelta(hours=1)

Configure = Callable[..., None]


@pytest.fixture
def configure(environment: dict[str, str]) -> Configure:
    def write(*sites: str, **schedule: Any) -> None:
        settings = {
            "data": "data",
            "catalogue": {"enabled": False},
            "crawl": {"workers": 1, "delay": 0, "retries": 0, "allow_private": ["127.0.0.1"]},
            "sites": [{"url": url} for url in sites],
            "schedule": schedule,
        }
        Path(environment["PANTAU_CONFIG"]).write_text(json.dumps(settings), encoding="utf-8")

    return write


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], Any]:
    data = tmp_path / "data"
    return lambda: open_store(f"sqlite:///{data / 'pantau.db'}", data)


def answered(run: Run, *arguments: object, code: int = 0) -> Any:
    answer = run(*arguments, "--json")
    assert answer.returncode == code, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_jobs_are_listed_before_any_scheduler_ran(run: Run) -> None:
    jobs = answered(run, "schedule", "list")

    assert [job["job"] for job in jobs] == [
        *("crawl", "poll", "index", "alerts", "health", "sites", "backup", "retention"),
        *("report", "kliping"),
    ]
    assert jobs[0] == {
        "job": "crawl",
        "enabled": True,
        "when": "every day at 04.00",
        "next": None,
        "last": None,
        "running": None,
        "overdue": False,
    }
    assert b"No scheduler has run yet" in run("schedule", "list").stderr


@pytest.mark.slow
def test_a_crawl_by_hand_is_in_the_history_and_sends_a_heartbeat(
    run: Run, configure: Configure, tmp_path: Path
) -> None:
    pages = {"/": zoo.front(SIGNED), SIGNED: zoo.Reply(zoo.partnership())}
    with zoo.serve(pages) as site, receiving() as receiver:
        watchdog = {"heartbeat_url": receiver.url, "allow_private": ["127.0.0.1"]}
        configure(site.url, watchdog=watchdog)
        begun = answered(run, "schedule", "run", "crawl")
        assert [path for _, path in receiver.asked] == ["/ping/rahasia"]

    assert (begun["job"], begun["outcome"], begun["scheduled"]) == ("crawl", "done", None)
    assert begun["detail"] == "New in the store: 1 stories, 1 agreements"
    assert answered(run, "schedule", "history") == [begun]
    assert answered(run, "schedule", "list")[0]["last"] == begun
    assert answered(run, "status")["schedule"][0]["last"] == begun
    assert "Last job: crawl done" in run("status").stdout.decode()
    assert "by hand" in run("schedule", "history", "--job", "crawl").stdout.decode()
    assert "Run 1" in (tmp_path / "data" / "jobs" / "crawl-1.log").read_text()


@pytest.mark.slow
def test_a_crawl_that_fails_is_exit_code_one_and_sends_none(run: Run, configure: Configure) -> None:
    with receiving() as receiver:
        watchdog = {"heartbeat_url": receiver.url, "allow_private": ["127.0.0.1"]}
        configure("http://127.0.0.1:9/", watchdog=watchdog)
        failed = answered(run, "schedule", "run", "crawl", code=1)
        assert receiver.asked == []

    assert failed["outcome"] == "failed"
    assert failed["detail"].startswith("exit code 1: ")


def test_a_job_that_runs_already_is_refused(run: Run, opened: Callable[[], Any]) -> None:
    now = datetime.now(UTC)
    answered(run, "schedule", "list")
    with opened() as store:
        due = Due(job="poll", lease="crawl", scheduled=now)
        store.schedule.begin(due, "another", now, now + HOUR)

    answer = run("schedule", "run", "crawl")

    assert answer.returncode == 1
    assert b"crawl cannot run now: poll was running" in answer.stderr


@pytest.mark.parametrize("asking", [("crawl", "--site", "http://127.0.0.1:9/"), ("sites", "check")])
def test_what_asks_sites_by_hand_waits_for_who_does(
    run: Run, opened: Callable[[], Any], asking: tuple[str, ...]
) -> None:
    now = datetime(2026, 11, 29, 21, 0, tzinfo=UTC)
    answered(run, "schedule", "list")
    with opened() as store:
        due = Due(job="poll", lease="crawl", scheduled=now)
        begun = store.schedule.begin(due, "server:123:1:ab", now, datetime.now(UTC) + HOUR)

    refused = run(*asking)
    by_the_scheduler = run(*asking, PANTAU_RUN=str(begun.id))

    assert refused.returncode == 1
    told = b"poll runs since 2026-11-30 04.00 WIB, by process 123 on server; try again when"
    assert told in refused.stderr
    assert told not in by_the_scheduler.stderr


def test_a_crawl_by_hand_holds_what_the_scheduler_needs_until_it_ends(
    run: Run, configure: Configure, opened: Callable[[], Any]
) -> None:
    configure("http://127.0.0.1:9/")

    assert run("crawl").returncode == 1

    with opened() as store:
        assert store.schedule.holding("crawl") is None
    (by_hand,) = answered(run, "schedule", "history")
    assert (by_hand["job"], by_hand["outcome"]) == ("pantau crawl", "done")


@pytest.mark.parametrize("arguments", [("run", "crwl"), ("history", "--job", "crwl")])
def test_a_job_that_is_none_is_named(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run("schedule", *arguments)

    assert answer.returncode == 2
    assert b"no job crwl; the jobs are crawl, poll" in answer.stderr


def test_what_is_overdue_says_that_no_scheduler_runs(
    run: Run, opened: Callable[[], Any], clock: Clock
) -> None:
    answered(run, "schedule", "list")
    clock.moment = datetime.now(UTC) - timedelta(days=2)
    with opened() as store:
        plans = plans_of(Settings())
        Clockwork(store.schedule.job_store(), plans, WIB, lambda *_: None, clock).begin()

    status = run("status")

    assert b"Overdue: crawl, poll, index, alerts, health" in status.stderr
    assert b"Next job: " in status.stdout
    crawl = answered(run, "status")["schedule"][0]
    assert datetime.fromisoformat(crawl["next"]) < datetime.now(UTC)
    assert crawl["overdue"]


def test_a_check_tells_what_is_wrong(run: Run, opened: Callable[[], Any]) -> None:
    assert answered(run, "schedule", "check") == []
    long_ago = datetime.now(UTC) - 50 * HOUR
    with opened() as store:
        due = Due(job="crawl", lease="crawl", scheduled=long_ago)
        begun = store.schedule.begin(due, "a", long_ago, long_ago + HOUR)
        store.schedule.finish(begun.id, JobOutcome.FAILED, "disk full", long_ago)

    (alarm,) = answered(run, "schedule", "check", code=1)

    assert alarm["text"].startswith("No crawl has finished for 2 days")
    assert alarm["told"] is not None


def test_tidying_deletes_what_is_old(run: Run, opened: Callable[[], Any]) -> None:
    answered(run, "schedule", "list")
    with opened() as store:
        for days in (500, 10):
            store.begin_run(datetime.now(UTC) - timedelta(days=days))

    assert answered(run, "schedule", "tidy") == {
        "runs": 1,
        "visits": 0,
        "history": 0,
        "deliveries": 0,
        "masks": 0,
    }
    assert b"Deleted: 0 crawls" in run("schedule", "tidy").stdout


def quick(store: Store, url: str, *, interval: float, next_check: datetime) -> None:
    """A site that was visited, and publishes so often."""
    site = url.removeprefix("http://").rstrip("/")
    feed = Endpoint(
        site=site,
        url=f"{url}feed/",
        kind="feed",
        why="10 articles",
        found=10,
        interval=interval,
        next_check=next_check,
    )
    past = datetime.now(UTC) - HOUR
    state = SiteState(site=site, url=url, walked=past.date(), probed_at=past)
    store.put_site(state, [feed])


@pytest.mark.slow
def test_a_poll_asks_only_sites_that_publish_often_and_are_due(
    run: Run, configure: Configure, opened: Callable[[], Any]
) -> None:
    now = datetime.now(UTC)
    cases = {
        "due": (3600.0, now - HOUR),
        "not yet": (3600.0, now + HOUR),
        "seldom": (200_000.0, now - HOUR),
    }
    with zoo.serve({}) as due, zoo.serve({}) as early, zoo.serve({}) as seldom:
        sites = dict(zip(cases, (due, early, seldom), strict=True))
        configure(*(site.url for site in sites.values()))
        answered(run, "schedule", "list")
        with opened() as store:
            for name, (interval, check) in cases.items():
                quick(store, sites[name].url, interval=interval, next_check=check)
        due.pages["/feed/"] = zoo.rss(due.url, {SIGNED: ("Lapas teken kerja sama", now)})
        due.pages[SIGNED] = zoo.Reply(zoo.partnership())

        report = answered(run, "crawl", "--due")

        assert [site["kept"] for site in report["sites"]] == [1]
        assert "/feed/" in due.asked
        assert early.asked == seldom.asked == []


def test_with_nothing_due_a_poll_is_done(run: Run, configure: Configure) -> None:
    configure("http://127.0.0.1:9/")

    assert answered(run, "crawl", "--due")["sites"] == []
    assert run("crawl", "--due", "--site", "https://a.example/").returncode == 2
