"""A zoo of small news sites on loopback, each on a port of its own, tame and wild."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"
XML = "application/xml"

#: When the stories here were published.
DAY = datetime(2026, 1, 22, 3, tzinfo=UTC)

STORY = """
<p>{place} - {unit} menandatangani perjanjian kerja sama dengan {partner} tentang pembinaan
kemandirian warga binaan, Kamis (22/1/2026).</p>
<p>Kepala {unit}, Budi Santoso, mengatakan perjanjian itu berlaku selama dua tahun dan menjadi dasar
pelatihan kerja bagi warga binaan pemasyarakatan.</p>
<p>"Kami berterima kasih atas dukungan {partner}," kata Budi usai acara di aula {unit}.</p>
"""
OTHER = """
<p>{place} - Pemerintah setempat memperbaiki jembatan yang rusak akibat banjir pekan lalu. Warga
berharap pekerjaan selesai sebelum musim panen tiba.</p>
<p>Kepala dinas menyebut pekerjaan akan berlangsung selama tiga bulan dengan anggaran daerah.</p>
<p>"Kami mohon warga bersabar," katanya kepada wartawan di lokasi, Kamis (22/1/2026).</p>
"""


@dataclass
class Reply:
    """One answer; ``after`` seconds late; ``write`` takes over the connection where given."""

    body: bytes | str = b""
    kind: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0
    write: Callable[[Any], None] | None = None


Page = Reply | Callable[[BaseHTTPRequestHandler], Reply]


@dataclass
class Site:
    """A running site: what it serves, and what it was asked for."""

    url: str
    pages: dict[str, Page]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0

    @property
    def host(self) -> str:
        return self.url.partition("://")[2].rstrip("/")

    def at(self, path: str) -> str:
        return self.url.rstrip("/") + path

    def forget(self) -> None:
        self.asked.clear()
        self.headers.clear()
        self.times.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(self.path)
        site.headers.append({name.lower(): value for name, value in self.headers.items()})
        site.times.append(time.monotonic())
        site.under_way += 1
        site.most_at_once = max(site.most_at_once, site.under_way)
        try:
            page = site.pages.get(self.path, site.pages.get("*", Reply("gone", status=404)))
            self._send(page if isinstance(page, Reply) else page(self))
        except OSError:
            self.close_connection = True
        finally:
            site.under_way -= 1

    def _send(self, reply: Reply) -> None:
        if reply.after:
            time.sleep(reply.after)
        if reply.write is not None:
            reply.write(self)
            self.close_connection = True
            return
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        if _is_unchanged(self.headers.get("If-None-Match"), reply):
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def _is_unchanged(asked: str | None, reply: Reply) -> bool:
    return asked is not None and asked == reply.headers.get("ETag")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    site: Site

    def handle_error(self, *_: Any) -> None:
        pass


@contextmanager
def serve(
    pages: dict[str, Page], host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """Serve ``pages`` by path ("*": any other) until the block ends."""
    server = _Server((host, 0), _Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "https" if tls else "http"
    site = Site(f"{scheme}://{host}:{server.server_port}/", pages)
    server.site = site
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(title: str, body: str, *, published: str = "2026-01-22T10:00:00+07:00") -> str:
    """A story's page as a plain news theme has it."""
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}"></head>
<body><header><nav><a href="/">Beranda</a> <a href="/kategori/daerah/">Daerah</a></nav></header>
<main><article><h1>{title}</h1><div class="entry-content">{body}</div></article></main>
<footer><p>Redaksi</p></footer></body></html>"""


def partnership(number: int = 1) -> str:
    """A page that tells of a signing; each number is an event of its own."""
    places = ["Cianjur", "Garut", "Sumedang", "Subang", "Ciamis", "Kuningan", "Bandung", "Bogor"]
    place = places[number % len(places)]
    unit = f"Lapas Kelas IIB {place}"
    partner = f"Dinas Tenaga Kerja Kabupaten {place}"
    title = f"{unit} dan {partner} Teken Perjanjian Kerja Sama Ke-{number}"
    return article(title, STORY.format(place=place.upper(), unit=unit, partner=partner))


def bridge(number: int = 1) -> str:
    """A page about something else."""
    return article(f"Jembatan Nomor {number} Diperbaiki Pemerintah", OTHER.format(place="SERANG"))


def front(*paths: str, head: str = "") -> Reply:
    """A front page that links to ``paths`` under headlines."""
    links = "".join(
        f'<h2><a href="{path}">Kabar terbaru dari daerah nomor {number}</a></h2>'
        for number, path in enumerate(paths)
    )
    body = f"<!doctype html><html><head>{head}</head><body>{links}</body></html>"
    return Reply(body, headers={"ETag": f'"{len(paths)}-{hash(paths)}"'})


def rss(base: str, entries: dict[str, tuple[str, datetime]]) -> Reply:
    """A feed of ``entries``: path to title and publication time."""
    items = "".join(
        f"<item><title>{title}</title><link>{base.rstrip('/')}{path}</link>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
        for path, (title, moment) in entries.items()
    )
    body = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    )
    return Reply(body, "application/rss+xml", headers={"ETag": f'"feed-{len(entries)}"'})


def sitemap(base: str, entries: dict[str, str]) -> Reply:
    """A sitemap of ``entries``: path to date of last change, which may be empty."""
    urls = "".join(
        f"<url><loc>{base.rstrip('/')}{path}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</url>"
        for path, changed in entries.items()
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Reply(body, XML, headers={"ETag": f'"map-{len(entries)}"'})
