"""A server in front of Elasticsearch that passes requests on, or answers in its place.

The node of the tests has no login and no TLS, never runs out of disk and is of one version;
through here it seems otherwise.
"""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

#: Headers that belong to one connection.
_OWN = {"connection", "content-length", "host", "transfer-encoding"}


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What a client is told; ``cut`` closes the connection after the headers instead of a body."""

    status: int = 200
    body: Any = ""
    headers: Mapping[str, str] = field(
        default_factory=lambda: {"x-elastic-product": "Elasticsearch"}
    )
    delay: float = 0.0
    cut: bool = False


#: Says what answers a request: null leaves it to the server behind.
Rule = Callable[[Request], Answer | None]


class Proxy:
    """The server; ``rule`` may be replaced at any time."""

    def __init__(self, url: str, target: str) -> None:
        self.url = url
        self.target = urlsplit(target)
        self.rule: Rule = lambda _request: None
        self.seen: list[Request] = []

    def answer(self, request: Request) -> Answer:
        self.seen.append(request)
        return self.rule(request) or self._passed_on(request)

    def _passed_on(self, request: Request) -> Answer:
        connection = http.client.HTTPConnection(self.target.netloc, timeout=60)
        try:
            connection.request(request.method, request.path, request.body, dict(request.headers))
            response = connection.getresponse()
            content = response.read()
            return Answer(response.status, content, dict(response.getheaders()))
        finally:
            connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, target: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        if tls is not None:
            # Hands are shaken in the thread of the connection, not in the one that takes them all.
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if tls is None else "https"
        self.proxy = Proxy(f"{scheme}://127.0.0.1:{self.server_port}", target)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        answer = self.server.proxy.answer(
            Request(self.command, self.path, _kept(self.headers), body)
        )
        time.sleep(answer.delay)
        content, kind = _content(answer.body)
        self.send_response(answer.status)
        for name, value in (kind | _kept(answer.headers)).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if answer.cut:
            self.close_connection = True
        elif self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _handle  # noqa: N815 - the library's names

    def log_message(self, *_args: object) -> None:
        """Write nothing."""

    def handle(self) -> None:
        # A client that gave up, or trusts no one here, is what some tests are about.
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True


@contextmanager
def proxied(target: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """Run a proxy in front of ``target`` for the time of the block, which speaks TLS or not."""
    server = _Server(target, tls)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that are passed on."""
    return {name: value for name, value in headers.items() if name.lower() not in _OWN}


def _content(body: Any) -> tuple[bytes, dict[str, str]]:
    """A body as it is sent, and the header that says what it is, where that is not known."""
    if isinstance(body, bytes):
        return body, {}
    if isinstance(body, str):
        return body.encode(), {"content-type": "text/html"}
    return json.dumps(body).encode(), {"content-type": "application/json"}
