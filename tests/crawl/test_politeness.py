"""Sites are asked one request at a time, as slowly as they wish, and not where they forbid it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.addon import user_agent
from crawler.middlewares.retry import seconds_asked
from model.report import SiteReport
from tests.crawl import zoo
from tests.crawl.test_crawl import BRIDGE, SIGNED, small_site

pytestmark = pytest.mark.slow

CrawlSite = Callable[..., SiteReport]

NOW = datetime(2026, 1, 22, 3, tzinfo=UTC)


def pauses(site: zoo.Site) -> list[float]:
    return [after - before for before, after in zip(site.times, site.times[1:], strict=False)]


def robots(text: str, status: int = 200) -> zoo.Reply:
    return zoo.Reply(text, "text/plain", status)


class TestRobots:
    def test_what_is_forbidden_is_not_asked(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/robots.txt"] = robots("User-agent: pantau\nDisallow: /2026/01/22/jem\n")
        with zoo.serve(pages) as site:
            report = crawl_site(site)
        assert BRIDGE not in site.asked
        assert (report.kept, report.requested, report.dropped) == (1, 1, {"robots": 1})
        assert report.failed == 0

    def test_a_site_that_forbids_all(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
        with zoo.serve(pages) as site:
            report = crawl_site(site)
        assert site.asked == ["/robots.txt"]
        assert report.error is not None
        assert report.error.startswith("robots")

    def test_no_robots_txt_that_can_be_had_allows_nothing(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/robots.txt"] = robots("down", 500)
        with zoo.serve(pages) as site:
            report = crawl_site(site)
        assert site.asked == ["/robots.txt"]
        assert report.error is not None
        assert report.error.startswith("robots_unreachable")

    @pytest.mark.parametrize(
        "page", [robots("gone", 404), zoo.Reply("<html>Selamat datang</html>"), robots("\0\xff")]
    )
    def test_no_rules_forbid_nothing(self, page: zoo.Reply, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/robots.txt"] = page
        with zoo.serve(pages) as site:
            assert crawl_site(site).kept == 1


class TestPace:
    def test_one_request_at_a_time_with_a_pause(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/"] = zoo.front(*(f"/berita/{n}/kabar-baru-dari-daerah" for n in range(4)))
        with zoo.serve(pages) as site:
            crawl_site(site, delay=0.2)
        assert site.most_at_once == 1
        assert min(pauses(site)) > 0.18

    def test_crawl_delay(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.4\nSitemap: /none.xml\n")
        with zoo.serve(pages) as site:
            crawl_site(site)
        assert min(pauses(site)) > 0.36

    def test_a_busy_site_is_asked_again_when_it_says(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        answers = iter([zoo.Reply("busy", status=429, headers={"Retry-After": "2"})])
        signed = pages[SIGNED]
        assert isinstance(signed, zoo.Reply)
        pages[SIGNED] = lambda _: next(answers, signed)
        with zoo.serve(pages) as site:
            report = crawl_site(site, retries=1)
        assert report.kept == 1
        assert report.requested == 2
        first, second = (place for place, path in enumerate(site.asked) if path == SIGNED)
        assert site.times[second] - site.times[first] > 1.9

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            (b"120", 120),
            (b"Thu, 22 Jan 2026 03:00:30 GMT", 30),
            (b"Thu, 22 Jan 2026 02:00:00 GMT", 0),
            (b"soon", None),
            (None, None),
        ],
    )
    def test_retry_after(self, header: bytes | None, seconds: float | None) -> None:
        assert seconds_asked(header, NOW) == seconds


def test_requests_say_who_asks(crawl_site: CrawlSite) -> None:
    with zoo.serve(small_site()) as site:
        crawl_site(site, contact="redaksi@example.id")
    agents = {headers["user-agent"] for headers in site.headers}
    assert agents == {user_agent("redaksi@example.id")}
    assert "+redaksi@example.id" in agents.pop()
    assert "\n" not in user_agent("a\r\nX: y")
