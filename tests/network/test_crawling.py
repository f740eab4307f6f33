"""Crawling through a real proxy: plain, by tunnels, with a login, and with an eye on TLS."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.run import crawl
from model.config import Settings
from model.report import CrawlReport
from store import open_store
from tests.crawl import zoo
from tests.elasticsearch.certificates import Authority
from tests.network.proxy import Proxy, proxying

HOST = "warta-anggrek.example"
PATHS = [f"/berita/{number}/lapas-teken-perjanjian-kerja-sama" for number in range(3)]


@pytest.fixture
def site() -> Iterator[zoo.Site]:
    pages: dict[str, zoo.Page] = {
        path: zoo.Reply(zoo.partnership(number)) for number, path in enumerate(PATHS)
    }
    with zoo.serve({"/": zoo.front(*PATHS), **pages}) as running:
        yield running


def port_of(site: zoo.Site) -> int:
    return int(site.host.rpartition(":")[2])


def crawled(data: Path, *urls: str, allow: tuple[str, ...] = (), **network: Any) -> CrawlReport:
    settings = Settings.model_validate(
        {
            "data": data,
            "catalogue": {"enabled": False},
            "crawl": {
                "policy": "everything",
                "delay": 0,
                "timeout": 5,
                "retries": 0,
                "workers": 1,
                "allow_private": list(allow),
            },
            "network": network,
        }
    )
    with open_store(settings.store_url, data) as store:
        return crawl(settings, store, sites=urls)


def test_a_site_that_only_the_proxy_can_reach(site: zoo.Site, tmp_path: Path) -> None:
    with proxying(Proxy({HOST: port_of(site)}, login="humas:s3cret!")) as proxy:
        report = crawled(tmp_path, f"http://{HOST}/", proxy=proxy.url)
    assert report.totals.kept == len(PATHS)
    assert f"GET http://{HOST}/robots.txt" in proxy.asked
    assert all("proxy-authorization" not in headers for headers in site.headers)


def test_by_the_environment(
    site: zoo.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxying(Proxy({HOST: port_of(site)})) as proxy:
        monkeypatch.setitem(os.environ, "HTTP_PROXY", proxy.url)
        assert crawled(tmp_path, f"http://{HOST}/").totals.kept == len(PATHS)
    assert proxy.asked


def test_a_proxy_that_looks_into_tls(site: zoo.Site, tmp_path: Path) -> None:
    """Its authority is believed where it is named, and nowhere else."""
    authority = Authority.made("Kantor")
    own = authority.written(tmp_path / "kantor.pem")
    shown: ssl.SSLContext = authority.server(tmp_path, HOST)
    with proxying(Proxy({HOST: port_of(site)}, inspecting=shown)) as proxy:
        report = crawled(tmp_path / "a", f"https://{HOST}/", proxy=proxy.url, ca_certs=own)
        assert report.totals.kept == len(PATHS)
        assert set(proxy.asked) == {f"CONNECT {HOST}:443"}

        (refused,) = crawled(tmp_path / "b", f"https://{HOST}/", proxy=proxy.url).sites
        assert refused.reason == "tls"


def test_a_wrong_password_is_told_and_shown_nowhere(
    site: zoo.Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with proxying(Proxy({HOST: port_of(site)}, login="humas:right")) as proxy:
        wrong = proxy.url.replace("right", "wr0ng-s3cret")
        plain = crawled(tmp_path / "a", f"http://{HOST}/", proxy=wrong)
        tunnel = crawled(tmp_path / "b", f"https://{HOST}/", proxy=wrong)
    for report in (plain, tunnel):
        assert report.sites[0].error
        assert "wr0ng-s3cret" not in report.model_dump_json()
    assert "wr0ng-s3cret" not in caplog.text


def test_private_places_are_refused_before_the_proxy_hears_of_them(tmp_path: Path) -> None:
    hosts = (
        *("10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]", "0x0a000002", "167772163", "10.4"),
        *("router", "gudang.local", "db.internal", "kantor.lan"),
    )
    with proxying(Proxy({})) as proxy:
        urls = [f"http://{host}:8080/" for host in hosts]
        report = crawled(tmp_path, *urls, proxy=proxy.url)
    assert proxy.asked == []
    assert len(report.sites) == len(hosts)
    assert all(site.error and not site.kept for site in report.sites)


def test_nor_by_a_redirect(site: zoo.Site, tmp_path: Path) -> None:
    away = {"Location": "http://169.254.169.254/latest/meta-data"}
    site.pages["/"] = zoo.Reply(status=302, headers=away)
    with proxying(Proxy({HOST: port_of(site)})) as proxy:
        crawled(tmp_path, f"http://{HOST}/", proxy=proxy.url)
    assert proxy.asked
    assert not [line for line in proxy.asked if "169.254" in line]


def test_the_proxy_itself_is_no_site(tmp_path: Path) -> None:
    """That it may be connected to does not mean that it may be asked for pages."""
    with proxying(Proxy({})) as proxy:
        report = crawled(tmp_path, f"http://0x7f000001:{proxy.port}/", proxy=proxy.url)
    assert proxy.asked == []
    assert report.sites[0].error


def test_what_needs_no_proxy(site: zoo.Site, tmp_path: Path) -> None:
    with proxying(Proxy({})) as proxy:
        report = crawled(tmp_path, site.url, allow=(site.host,), proxy=proxy.url)
    assert report.totals.kept == len(PATHS)
    assert proxy.asked == []
