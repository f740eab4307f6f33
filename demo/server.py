"""A loopback web server for the sample sites, told apart by the host that is asked for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from demo.press import Document, documents
from demo.sites import SampleSite

ADDRESS = "127.0.0.1"
_GONE = Document(
    b"<html><body><h1>404</h1><p>Halaman tidak ditemukan.</p></body></html>", "text/html"
)


class SampleServer(ThreadingHTTPServer):
    """Serves documents by host and path; ``requests`` counts what was asked for."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.hosts: Mapping[str, Mapping[str, Document]] = {}
        self.requests = 0

    def serve(self, sites: list[SampleSite]) -> None:
        """Publish ``sites``."""
        self.hosts = {site.host: documents(site) for site in sites}


class _Handler(BaseHTTPRequestHandler):
    server: SampleServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.requests += 1
        host = (self.headers.get("Host") or "").partition(":")[0]
        document = self.server.hosts.get(host, {}).get(self.path)
        if document is None:
            self._answer(HTTPStatus.NOT_FOUND, _GONE, None)
            return
        tag = f'"{hashlib.sha256(document.body).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self._answer(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK, document, tag)

    def _answer(self, status: HTTPStatus, document: Document, tag: str | None) -> None:
        body = b"" if status == HTTPStatus.NOT_MODIFIED else document.body
        self.send_response(status)
        self.send_header("Content-Type", document.content_type)
        self.send_header("Content-Length", str(len(body)))
        if tag is not None:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by http.server
        """Say nothing: the crawl tells what was asked for."""


@contextmanager
def running(server: SampleServer) -> Iterator[SampleServer]:
    """Serve in a thread until the block ends."""
    thread = threading.Thread(target=server.serve_forever, name="sample-sites", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
