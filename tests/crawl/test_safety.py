"""No crawl reaches into a private network, and none tells a secret."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.fetch import fetch_pages
from crawler.private import Allowed, is_private
from model.exceptions import FetchError
from model.records import Page
from model.report import SiteReport
from tests.crawl import zoo
from tests.crawl.conftest import settings_of
from tests.crawl.test_crawl import SIGNED, small_site

CrawlSite = Callable[..., SiteReport]


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        """127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1
        224.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 240.0.0.1
        ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1 fec0::1
        ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: nonsense""".split(),
    )
    def test_private(self, address: str) -> None:
        assert is_private(address)

    @pytest.mark.parametrize(
        "address", ["8.8.8.8", "103.10.66.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
    )
    def test_public(self, address: str) -> None:
        assert not is_private(address)

    @given(st.ip_addresses())
    @settings(max_examples=100, deadline=None)
    def test_nothing_private_passes_in_other_clothes(self, address: object) -> None:
        if ":" not in str(address) and is_private(str(address)):
            assert is_private(f"::ffff:{address}")

    def test_allowed_by_name(self) -> None:
        allowed = Allowed(["Intranet.example.id", "127.0.0.1:8000", "[::1]:80"])
        assert allowed("intranet.example.id", 443)
        assert allowed("127.0.0.1", 8000)
        assert not allowed("127.0.0.1", 8001)
        assert allowed("::1", 80)
        assert not allowed("x.intranet.example.id", 443)
        assert Allowed(["*"])("anything", 1)


class TestCrawl:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1"])
    def test_a_private_site_is_not_asked(self, host: str, crawl_site: CrawlSite) -> None:
        with zoo.serve(small_site()) as site:
            report = crawl_site(site.url.replace("127.0.0.1", host), allow_private=[])
            assert site.asked == []
        assert report.error is not None
        assert report.error.startswith("private_address")
        assert report.dropped == {"private_address": 1}

    def test_one_allowed_host_opens_no_other(self, crawl_site: CrawlSite) -> None:
        with zoo.serve(small_site()) as inner:
            pages: dict[str, zoo.Page] = {
                "/": zoo.Reply("", status=302, headers={"Location": inner.url})
            }
            with zoo.serve(pages) as site:
                report = crawl_site(site, allow_private=[site.host])
            assert inner.asked == []
        assert report.error is not None
        assert report.error.startswith("private_address")

    def test_robots_txt_leads_nowhere_private_either(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve({"/robots.txt": zoo.Reply("", "text/plain")}) as inner:
            pages["/robots.txt"] = zoo.Reply(
                "", status=302, headers={"Location": inner.at("/robots.txt")}
            )
            with zoo.serve(pages) as site:
                report = crawl_site(site, allow_private=[site.host])
            assert inner.asked == []
        assert report.kept == 0

    def test_secrets_of_an_address_are_neither_sent_nor_told(
        self, crawl_site: CrawlSite, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        with zoo.serve(small_site()) as site:
            report = crawl_site(site.url.replace("http://", "http://redaksi:rahasia@"))
        assert report.kept == 1
        assert "rahasia" not in caplog.text + report.model_dump_json() + str(site.headers)

    def test_cookies_are_not_kept(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        page = pages["/"]
        assert isinstance(page, zoo.Reply)
        page.headers["Set-Cookie"] = "id=1"
        with zoo.serve(pages) as site:
            crawl_site(site)
        assert not any("cookie" in headers for headers in site.headers)


class TestFetch:
    def test_pages_in_the_order_asked_for(self, tmp_path: Path) -> None:
        with zoo.serve(small_site()) as site:
            urls = [site.at("/gone"), site.at(SIGNED), "ftp://example.id/", site.at(SIGNED)]
            answers = fetch_pages(settings_of(tmp_path), urls)
        assert [type(answer) for answer in answers] == [FetchError, Page, FetchError, Page]
        assert [str(answer) for answer in answers if isinstance(answer, FetchError)] == [
            "http_404: it answered with HTTP status 404",
            "bad_address: it is no web address such as https://example.id/",
        ]

    def test_private_and_forbidden(self, tmp_path: Path) -> None:
        pages = small_site()
        pages["/robots.txt"] = zoo.Reply("User-agent: *\nDisallow: /2026/", "text/plain")
        with zoo.serve(pages) as site:
            (private,) = fetch_pages(settings_of(tmp_path, allow_private=[]), [site.at(SIGNED)])
            (forbidden,) = fetch_pages(settings_of(tmp_path), [site.at(SIGNED)])
        assert isinstance(private, FetchError)
        assert private.reason == "private_address"
        assert isinstance(forbidden, FetchError)
        assert forbidden.reason == "robots"

    def test_redirects_are_followed(self, tmp_path: Path) -> None:
        with zoo.serve(small_site()) as site:
            short = {"/x": zoo.Reply("", status=301, headers={"Location": site.at(SIGNED)})}
            with zoo.serve(dict(short)) as shortener:
                (page,) = fetch_pages(settings_of(tmp_path), [shortener.at("/x")])
        assert isinstance(page, Page)
        assert page.url == site.at(SIGNED)
