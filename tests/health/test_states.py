"""Each state of a site, with its reason, and what is none of its business."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.health import State
from crawler.losses import Step
from store import Endpoint, SiteStatus
from tests.health.newsrooms import DAY, START, fine, of, visit


def _good(days: int) -> list:
    return [fine(day) for day in range(days)]


def test_a_site_that_was_never_asked_is_new() -> None:
    health = of([])

    assert (health.state, health.reason) == (State.NEW, "Not asked yet.")
    assert health.last_success is None


def test_a_site_that_publishes_is_normal_and_says_how_often() -> None:
    health = of(_good(20))

    assert health.state is State.NORMAL
    assert health.reason == "Publishes 10 a day."
    assert health.last_success == START + 19 * DAY
    assert health.last_article == START + 18.95 * DAY
    assert health.articles_per_week == pytest.approx(70, rel=0.03)
    assert not health.late


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (SiteStatus.PAUSED, State.PAUSED),
        (SiteStatus.REMOVED, State.REMOVED),
        (SiteStatus.UNFIT, State.UNFIT),
    ],
)
def test_what_somebody_decided_comes_first(status: SiteStatus, state: State) -> None:
    failed = [visit(day, error="dns") for day in range(5)]

    assert of(failed, status=status).state is state


def test_an_unfit_site_says_why() -> None:
    health = of([fine(0)], status=SiteStatus.UNFIT, note="It sells shoes.")

    assert health.reason == "It sells shoes."


@pytest.mark.parametrize(
    ("error", "detail", "state"),
    [
        ("http_403", None, State.BLOCKED),
        ("http_401", None, State.BLOCKED),
        ("http_429", None, State.BLOCKED),
        ("robots_unreachable", "robots.txt: HTTP status 503", State.BLOCKED),
        ("http_503", "cf-mitigated: challenge", State.BLOCKED),
        ("http_503", None, State.UNREACHABLE),
        ("robots", None, State.ROBOTS),
        ("off_site", "https://sepatu.example/", State.MOVED),
        ("tls", "certificate has expired", State.TLS),
        ("dns", None, State.DNS),
        ("timeout", None, State.UNREACHABLE),
        ("refused", None, State.UNREACHABLE),
        ("http_500", None, State.UNREACHABLE),
        ("nothing_found", None, State.MARKUP_CHANGED),
        ("worker_from_the_future", None, State.UNREACHABLE),
    ],
)
def test_each_error_has_its_state(error: str, detail: str | None, state: State) -> None:
    failed = [visit(10 + day, error=error, detail=detail) for day in range(2)]

    health = of([*_good(10), *failed])

    assert health.state is state
    assert health.since == START + 10 * DAY
    assert health.last_success == START + 9 * DAY
    assert "2 visits in a row" in health.reason
    assert health.reason.endswith(".")


def test_one_failed_visit_is_no_outage() -> None:
    health = of([*_good(10), visit(10, error="timeout")])

    assert health.state is State.NORMAL
    assert health.reason.startswith("The last visit failed: it did not answer in time.")


def test_a_visit_that_was_cut_short_and_gave_pages_is_no_failure() -> None:
    slow = [fine(10 + day, error="site_time") for day in range(3)]

    assert of([*_good(10), *slow]).state is State.NORMAL


def test_visits_that_were_broken_off_or_left_out_tell_nothing() -> None:
    failed = [visit(10 + day, error="dns") for day in range(3)]
    left = [visit(13, error="resting"), visit(14, error="stopped")]

    assert of([*_good(10), *left]).reason.startswith("Publishes 10 a day.")
    assert of([*_good(10), *failed, *left]).reason == (
        "It gave nothing on 3 visits in a row: its name cannot be resolved."
    )


def test_a_detail_that_is_a_whole_sentence_is_told_once() -> None:
    detail = "tls: its certificate or encryption is faulty (certificate has expired)"

    assert of([visit(0, error="tls", detail=detail)]).reason == (
        "It gave nothing: its certificate or encryption is faulty (certificate has expired)."
    )


def test_failures_within_an_hour_are_an_outage_only_when_they_are_three() -> None:
    failed = [visit(10 + minutes / 1440, error="http_503") for minutes in (0, 20, 40)]

    assert of([*_good(10), *failed[:2]]).state is State.NORMAL
    assert of([*_good(10), *failed]).state is State.UNREACHABLE


def test_a_site_that_never_answered_is_out_from_the_first_failure_on() -> None:
    assert of([visit(0, error="dns")]).state is State.DNS
    assert of([visit(0, error="nothing_found")]).state is State.UNREACHABLE


def test_one_success_ends_an_outage() -> None:
    failed = [visit(10 + day, error="http_403") for day in range(5)]

    assert of([*_good(10), *failed, fine(15)]).state is State.NORMAL


def test_a_site_that_is_read_at_another_domain_has_moved() -> None:
    health = of(_good(10), hosts=("m.harian.example", "harianbaru.example"))

    assert health.state is State.MOVED
    assert "harianbaru.example" in health.reason


def test_another_host_of_its_own_domain_is_no_move() -> None:
    assert of(_good(10), hosts=("banten.harian.example",)).state is State.NORMAL


def _endpoint(path: str, failures: int) -> Endpoint:
    url = f"https://harian.example{path}"
    problem = "http_404" if failures else None
    return Endpoint(site="harian.example", url=url, kind="feed", failures=failures, problem=problem)


def test_a_site_whose_feeds_are_all_gone_has_changed() -> None:
    health = of(_good(10), _endpoint("/feed/", 3), _endpoint("/sitemap.xml", 2))

    assert (health.state, health.lost) == (State.MARKUP_CHANGED, Step.DISCOVERED)
    assert "Answered HTTP 404" in health.reason
    assert of(_good(10), _endpoint("/feed/", 3), _endpoint("/rss", 0)).state is State.NORMAL


def test_a_busy_site_is_silent_after_a_day_or_so_and_says_so() -> None:
    quiet = [visit(day, discovered=40, newest=fine(29).newest) for day in (30, 31)]

    health = of([*_good(30), *quiet])

    assert (health.state, health.lost) == (State.SILENT, Step.DISCOVERED)
    assert health.reason == "No new article for 2 days; usually 10 a day."
    assert health.since == fine(29).newest


def test_silence_is_measured_by_visits_and_not_by_a_crawl_that_stands_still() -> None:
    health = of(_good(30), now=START + 50 * DAY)

    assert health.state is State.NORMAL
    assert health.reason == "Publishes 10 a day. Last asked 21 days ago."


def test_visits_that_did_not_ask_for_news_are_no_silence() -> None:
    feed = _endpoint("/feed/", 0).model_copy(update={"checked_at": START + 29 * DAY})
    unasked = [visit(day, newest=None) for day in range(30, 36)]

    assert of([*_good(30), *unasked], feed).state is State.NORMAL
    asked = feed.model_copy(update={"checked_at": START + 35 * DAY})
    assert of([*_good(30), *unasked], asked).state is State.SILENT


def test_a_site_whose_articles_are_years_old_is_silent_at_the_first_look() -> None:
    old = fine(0, newest=START - 400 * DAY)

    assert of([old]).state is State.SILENT
    assert of([fine(0, newest=START - 50 * DAY)]).state is State.NORMAL


def test_a_list_that_fills_twice_a_year_is_given_time() -> None:
    rarely = _endpoint("/feed/", 0).model_copy(
        update={"interval": timedelta(days=120).total_seconds()}
    )
    old = fine(0, newest=START - 200 * DAY)

    assert of([old], rarely).state is State.NORMAL


def test_a_site_where_nothing_was_ever_found_is_silent() -> None:
    empty = [visit(day) for day in range(17)]

    assert of(empty[:5]).state is State.NEW
    assert of(empty).state is State.SILENT


def test_a_wrong_year_does_not_hide_a_silence() -> None:
    ahead = START + 400 * DAY
    busy = [fine(day, newest=ahead) for day in range(30)]
    quiet = [visit(day, discovered=40, newest=ahead) for day in range(30, 33)]

    assert of(busy).state is State.NORMAL
    assert of([*busy, *quiet]).state is State.SILENT


def test_an_archive_that_comes_to_light_is_no_news() -> None:
    archive = [visit(day, discovered=900, new=300, newest=fine(29).newest) for day in (30, 31)]

    assert of([*_good(30), *archive]).state is State.SILENT
