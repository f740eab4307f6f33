"""Sites that misbehave are named in the report, and harm no other."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import brotli
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from model.report import SiteReport
from tests.crawl import zoo
from tests.crawl.conftest import Crawl
from tests.crawl.test_crawl import BRIDGE, FEED_LINK, SIGNED, small_site

pytestmark = pytest.mark.slow

CrawlSite = Callable[..., SiteReport]

WILD = "/berita/1/halaman-yang-sangat-liar-sekali"


def endless(handler: Any, size: int = 100_000_000) -> None:
    """A page of 100 MB without a length."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    for _ in range(size // 100_000):
        handler.wfile.write(b"lapas " * 16_667)


def dripping(handler: Any) -> None:
    """A byte now and then, for ever: never idle, never done."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    for _ in range(60):
        handler.wfile.write(b"<p>")
        time.sleep(0.1)


def broken_off(handler: Any) -> None:
    """Less than was promised."""
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>"
    )


def garbage(handler: Any) -> None:
    """No HTTP at all."""
    handler.wfile.write(b"\x00\xff\x00 SSH-2.0-zoo\r\n\r\n")


def to_itself(handler: BaseHTTPRequestHandler) -> zoo.Reply:
    return zoo.Reply("", status=302, headers={"Location": handler.path})


def packed(body: bytes, how: str) -> zoo.Reply:
    return zoo.Reply(body, headers={"Content-Encoding": how})


def own_certificate(directory: Path) -> ssl.SSLContext:
    """A server with a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + timedelta(days=9999))
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = directory / "zoo.pem"
    file.write_bytes(secret + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


WILD_PAGES: dict[str, tuple[zoo.Page, str]] = {
    "endless": (zoo.Reply(write=endless), "too_large"),
    "long": (zoo.Reply("lapas " * 400_000), "too_large"),
    "gzip_bomb": (packed(gzip.compress(b"lapas " * 4_000_000), "gzip"), "too_large"),
    "brotli_bomb": (packed(brotli.compress(b"lapas " * 4_000_000, quality=3), "br"), "too_large"),
    "never": (zoo.Reply("late", after=5), "timeout"),
    "dripping": (zoo.Reply(write=dripping), "timeout"),
    "broken_off": (zoo.Reply(write=broken_off), "connection"),
    "garbage": (zoo.Reply(write=garbage), "connection"),
    "loop": (to_itself, "redirect_loop"),
    "pdf": (zoo.Reply(b"%PDF-1.4", "application/pdf"), "not_html"),
    "forbidden": (zoo.Reply("no", status=403), "http_403"),
    "away": (
        zoo.Reply("", status=302, headers={"Location": "http://other.example/"}),
        "off_site",
    ),
    "inside": (
        zoo.Reply("", status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        "off_site",
    ),
    "file": (zoo.Reply("", status=302, headers={"Location": "file:///etc/passwd"}), "http_302"),
    "home": (zoo.Reply("", status=302, headers={"Location": "/"}), "not_article"),
}


def test_wild_pages_are_named_and_all_others_read(crawl_sites: Crawl) -> None:
    with ExitStack() as stack:
        sites = [
            stack.enter_context(
                zoo.serve({**small_site(), "/": zoo.front(WILD, SIGNED), WILD: page})
            )
            for page, _ in WILD_PAGES.values()
        ]
        report = crawl_sites(*sites, max_page_mb=1, timeout=3)
    named = dict(zip(WILD_PAGES, (site.dropped for site in report.sites), strict=True))
    assert named == {name: {reason: 1} for name, (_, reason) in WILD_PAGES.items()}
    assert [site.kept for site in report.sites] == [1] * len(sites)
    assert [site.error for site in report.sites] == [None] * len(sites)


class TestFrontPage:
    def test_sites_that_fail_say_why(self, crawl_sites: Crawl) -> None:
        fronts: dict[str, zoo.Page] = {
            "timeout": zoo.Reply("late", after=3),
            "http_500": zoo.Reply("down", status=500),
            "redirect_loop": to_itself,
            "too_large": zoo.Reply(write=endless),
        }
        with ExitStack() as stack:
            sites = [stack.enter_context(zoo.serve({"/": page})) for page in fronts.values()]
            report = crawl_sites(*sites, timeout=2, max_page_mb=1)
        for reason, site in zip(fronts, report.sites, strict=True):
            assert site.dropped == {reason: 1}
            assert site.error is not None
            assert site.error.startswith(reason)

    def test_nobody_listens(self, crawl_site: CrawlSite) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        report = crawl_site(f"http://127.0.0.1:{port}/")
        assert report.error is not None
        assert report.error.startswith("refused")

    def test_no_such_name(self, crawl_site: CrawlSite) -> None:
        report = crawl_site("http://no-such-host.invalid/")
        assert report.error is not None
        assert report.error.startswith("dns")

    def test_a_certificate_that_nobody_vouches_for(
        self, crawl_site: CrawlSite, tmp_path: Path
    ) -> None:
        with zoo.serve(small_site(), tls=own_certificate(tmp_path)) as site:
            report = crawl_site(site)
            assert site.asked == []
        assert report.error is not None
        assert report.error.startswith("tls")

    def test_no_web_address(self, crawl_site: CrawlSite) -> None:
        report = crawl_site("mailto:redaksi@example.id")
        assert report.error is not None
        assert report.error.startswith("bad_address")

    def test_a_feed_helps_where_the_front_page_is_missing(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            pages["/"] = zoo.Reply("gone", status=404)
            pages["/feed/"] = zoo.rss(site.url, {SIGNED: ("T", zoo.DAY)})
            report = crawl_site(site)
        assert report.kept == 1
        assert report.error is None

    def test_a_site_that_moved_is_followed_to_its_new_host(self, crawl_site: CrawlSite) -> None:
        with zoo.serve(small_site(), host="127.0.0.2") as new:
            moved = {"/": zoo.Reply("", status=301, headers={"Location": new.url})}
            with zoo.serve(moved) as old:
                report = crawl_site(old, allow_private=["127.0.0.1", "127.0.0.2"])
                again = crawl_site(old, allow_private=["127.0.0.1", "127.0.0.2"])
        assert report.site == old.host
        assert report.kept == 1
        assert again.requested == 0

    def test_ten_thousand_links(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/"] = zoo.front(*(f"/berita/{n}/kabar-baru-dari-daerah" for n in range(10_000)))
        with zoo.serve(pages) as site:
            report = crawl_site(site, max_pages=3)
        assert report.requested == 3
        assert report.dropped["page_limit"] == 4_997


class TestEndpoints:
    def test_wild_feeds_are_named_and_the_front_page_serves(self, crawl_sites: Crawl) -> None:
        bomb = '<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>'
        feeds = {
            "not_a_feed": zoo.Reply("<html><body>Selamat datang</body></html>"),
            "unsafe_xml": zoo.Reply(bomb, zoo.XML),
            "http_500": zoo.Reply("down", status=500),
        }
        with ExitStack() as stack:
            linked = zoo.front(SIGNED, BRIDGE, head=FEED_LINK)
            sites = [
                stack.enter_context(zoo.serve({**small_site(), "/": linked, "/feed/": feed}))
                for feed in feeds.values()
            ]
            report = crawl_sites(*sites)
        for reason, site in zip(feeds, report.sites, strict=True):
            assert site.kept == 1
            assert site.dropped == {reason: 1, "no_prison_word": 1}
            assert site.error is None

    def test_a_wild_sitemap(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        with zoo.serve(pages) as site:
            pages["/robots.txt"] = zoo.Reply(f"Sitemap: {site.at('/map.xml.gz')}", "text/plain")
            pages["/map.xml.gz"] = zoo.Reply(gzip.compress(b" " * 3_000_000), "application/gzip")
            report = crawl_site(site, max_page_mb=1)
        assert report.kept == 1
        assert report.dropped == {"too_large": 1, "no_prison_word": 1}


class TestNeighbours:
    def test_a_site_that_never_answers_holds_up_no_other(self, crawl_sites: Crawl) -> None:
        silent: dict[str, zoo.Page] = {"*": zoo.Reply("late", after=4)}
        with zoo.serve(silent) as slow, zoo.serve(small_site()) as quick:
            done: dict[str, float] = {}
            report = crawl_sites(
                slow, quick, progress=lambda site: done.setdefault(site.site, time.monotonic())
            )
        # However slowly pages are read here, those of the quick site were fetched meanwhile.
        assert max(quick.times) < done[slow.host]
        assert [site.kept for site in report.sites] == [0, 1]
        assert report.sites[0].dropped == {"timeout": 1}

    def test_a_site_that_keeps_failing_is_left_alone(self, crawl_site: CrawlSite) -> None:
        pages = small_site()
        pages["/"] = zoo.front(*(f"/berita/{n}/kabar-baru-dari-daerah" for n in range(30)))
        pages["*"] = zoo.Reply("blocked", status=403)
        with zoo.serve(pages) as site:
            report = crawl_site(site)
        assert report.error is not None
        assert report.error.startswith("site_failing")
        assert report.requested < 10
