"""A crawl as its users see it: what is found, kept, counted, and asked of a site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from model.records import Label
from model.report import SiteReport
from store import Store
from tests.crawl import zoo

pytestmark = pytest.mark.slow

CrawlSite = Callable[..., SiteReport]

SIGNED = "/2026/01/22/lapas-teken-perjanjian-kerja-sama/"
BRIDGE = "/2026/01/22/jembatan-rusak-diperbaiki-lagi/"
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
DAY = datetime(2026, 1, 22, 3, tzinfo=UTC)


def small_site() -> dict[str, zoo.Page]:
    return {
        "/": zoo.front(SIGNED, BRIDGE, "/kategori/daerah/"),
        SIGNED: zoo.Reply(zoo.partnership()),
        BRIDGE: zoo.Reply(zoo.bridge()),
    }


class TestDiscovery:
    def test_a_site_needs_only_its_address(self, crawl_site: CrawlSite, store: Store) -> None:
        with zoo.serve(small_site()) as site:
            report = crawl_site(site)
        assert (report.discovered, report.requested, report.kept) == (2, 2, 1)
        assert report.dropped == {"no_prison_word": 1}
        assert report.error is None
        (story,) = store.stories(Label.PARTNERSHIP)
        assert story.articles[0].url == site.at(SIGNED)

    def test_feed_sitemap_and_front_page_name_a_page_once(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            pages["/"] = zoo.front(SIGNED, SIGNED + "?utm_source=x", head=FEED_LINK)
            pages["/feed/"] = zoo.rss(site.url, {SIGNED: ("T", DAY), BRIDGE: ("B", DAY)})
            pages["/robots.txt"] = zoo.Reply(f"Sitemap: {site.at('/peta.xml')}\n", "text/plain")
            pages["/peta.xml"] = zoo.sitemap(site.url, {SIGNED: "2026-01-22", "/tag/lapas/": ""})
            report = crawl_site(site)
        assert report.discovered == 3
        assert report.dropped == {"no_prison_word": 1, "not_article": 1}
        assert site.asked.count(SIGNED) == 1
        assert "/sitemap.xml" not in site.asked

    def test_a_feed_is_guessed_where_none_is_named(self, crawl_site: CrawlSite) -> None:
        pages: dict[str, zoo.Page] = {"/": zoo.front(), SIGNED: zoo.Reply(zoo.partnership())}
        with zoo.serve(pages) as site:
            pages["/rss"] = zoo.rss(site.url, {SIGNED: ("T", DAY)})
            assert crawl_site(site).kept == 1
            assert "/feeds/posts/default" not in site.asked

    def test_the_time_a_feed_gives_is_known_to_the_reader(
        self, crawl_site: CrawlSite, store: Store
    ) -> None:
        undated = zoo.partnership().replace("article:published_time", "x")
        pages: dict[str, zoo.Page] = {"/lapas-teken-kerja-sama-baru": zoo.Reply(undated)}
        with zoo.serve(pages) as site:
            pages["/"] = zoo.front(head=FEED_LINK)
            pages["/feed/"] = zoo.rss(site.url, {"/lapas-teken-kerja-sama-baru": ("T", DAY)})
            assert crawl_site(site).kept == 1
        (story,) = store.stories(Label.PARTNERSHIP)
        assert story.published == DAY

    def test_a_sitemap_index_that_names_itself(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            names = "".join(
                f"<sitemap><loc>{site.at(path)}</loc></sitemap>"
                for path in ("/sitemap.xml", "/post-sitemap.xml", "/post-sitemap2.xml")
            )
            pages["/sitemap.xml"] = zoo.Reply(f"<sitemapindex>{names}</sitemapindex>", zoo.XML)
            pages["/post-sitemap.xml"] = pages["/sitemap.xml"]
            pages["/post-sitemap2.xml"] = zoo.sitemap(site.url, {BRIDGE: ""})
            assert crawl_site(site).kept == 1
        assert site.asked.count("/post-sitemap.xml") == 1
        assert site.asked.count("/sitemap.xml") <= 2

    def test_an_endless_calendar_is_not_followed(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        days = [f"/kalender/2026/{day}" for day in range(1, 60)]
        pages["/"] = zoo.front(SIGNED, *days, *(f"/2026/01/{day:02}/" for day in range(1, 32)))
        pages["*"] = zoo.front(*days)
        with zoo.serve(pages) as site:
            report = crawl_site(site)
        assert (report.discovered, report.kept) == (1, 1)

    def test_links_to_other_sites_are_passed_over(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/"] = zoo.front(SIGNED, "https://elsewhere.example.id/lapas-teken-mou-lagi")
        with zoo.serve(pages) as site:
            assert crawl_site(site).discovered == 1


class TestAgain:
    def test_the_second_crawl_asks_almost_nothing(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            pages["/feed/"] = zoo.rss(site.url, {SIGNED: ("T", DAY)})
            pages["/sitemap.xml"] = zoo.sitemap(site.url, {SIGNED: "", BRIDGE: ""})
            assert crawl_site(site, clock=lambda: DAY).kept == 1
            site.forget()
            report = crawl_site(site, clock=lambda: DAY)
            assert (report.requested, report.kept, report.not_modified) == (0, 0, 1)
            assert sorted(site.asked) == ["/feed/", "/robots.txt"]

    def test_without_validators_known_pages_are_not_asked_again(
        self, crawl_site: CrawlSite, store: Store
    ) -> None:
        pages = small_site()
        page = pages["/"]
        assert isinstance(page, zoo.Reply)
        page.headers.clear()
        with zoo.serve(pages) as site:
            crawl_site(site)
            site.forget()
            report = crawl_site(site)
        assert (report.requested, report.dropped) == (0, {"known": 2})
        assert not {SIGNED, BRIDGE} & set(site.asked)
        assert len(store.stories(Label.PARTNERSHIP)) == 1

    def test_a_new_page_is_found(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            crawl_site(site)
            new = "/2026/01/23/rutan-teken-perjanjian-kerja-sama/"
            pages["/"] = zoo.front(new, SIGNED, BRIDGE)
            pages[new] = zoo.Reply(zoo.partnership(2))
            report = crawl_site(site)
        assert (report.requested, report.kept, report.dropped) == (1, 1, {"known": 2})

    def test_what_failed_is_tried_again_and_what_is_gone_is_not(
        self, crawl_site: CrawlSite
    ) -> None:
        pages = small_site()
        pages[SIGNED] = zoo.Reply("later", status=503, headers={"Retry-After": "3600"})
        pages[BRIDGE] = zoo.Reply("gone", status=404)
        with zoo.serve(pages) as site:
            first = crawl_site(site)
            assert first.dropped == {"http_503": 1, "http_404": 1}
            assert first.failed == 2
            pages[SIGNED] = zoo.Reply(zoo.partnership())
            site.forget()
            second = crawl_site(site)
        assert second.kept == 1
        assert second.dropped == {"known": 1}
        assert BRIDGE not in site.asked

    def test_all_pages_reads_what_the_scan_had_dropped(self, crawl_site: CrawlSite) -> None:
        with zoo.serve(small_site()) as site:
            crawl_site(site)
            report = crawl_site(site, all_pages=True)
            again = crawl_site(site, all_pages=True)
        del again
        assert report.error is None


class TestLimits:
    def test_since_drops_before_the_request_and_after_reading(self, crawl_site: CrawlSite) -> None:
        old = "/lapas-lama-teken-perjanjian-kerja"
        pages = small_site()
        pages[old] = zoo.Reply(zoo.partnership(3).replace("2026-01-22T10", "2025-11-03T10"))
        with zoo.serve(pages) as site:
            pages["/"] = zoo.front(SIGNED, old, head=FEED_LINK)
            pages["/feed/"] = zoo.rss(site.url, {BRIDGE: ("B", DAY - timedelta(days=99))})
            report = crawl_site(site, since=date(2026, 1, 22))
            assert report.kept == 1
            assert report.dropped == {"before_since": 2}
            assert BRIDGE not in site.asked
            site.forget()
            assert crawl_site(site, since=date(2026, 1, 22)).requested == 0
            assert crawl_site(site).requested == 2

    def test_the_newest_pages_go_first_and_the_rest_is_named(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        days = {
            f"/2026/01/{day:02}/kabar-{day}-dari-daerah": f"2026-01-{day:02}"
            for day in range(1, 21)
        }
        with zoo.serve(pages) as site:
            pages["/"] = zoo.front()
            pages["/sitemap.xml"] = zoo.sitemap(site.url, days)
            report = crawl_site(site, max_pages=5)
            asked = [path for path in site.asked if "kabar" in path]
            assert asked == sorted(days, reverse=True)[:5]
            assert report.dropped["page_limit"] == 15
            site.forget()
            crawl_site(site, max_pages=5)
            asked = [path for path in site.asked if "kabar" in path]
            assert asked == sorted(days, reverse=True)[5:10]

    def test_a_site_has_so_many_minutes(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/"] = zoo.front(*(f"/berita/{n}/kabar-baru-dari-daerah" for n in range(50)))
        for number in range(50):
            path = f"/berita/{number}/kabar-baru-dari-daerah"
            pages[path] = zoo.Reply(zoo.bridge(number), after=0.3)
        with zoo.serve(pages) as site:
            report = crawl_site(site, site_minutes=0.1)
        assert report.dropped["site_time"] > 20
        assert report.requested > 2
