"""A server in front of Elasticsearch that passes requests on, or answers in its place.

The node of the tests has no login, never runs out of disk and is of one version; through here it
seems to.
"""

from __future__ import annotations

import http.client
import json
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


@contextmanager
def proxied(target: str) -> Iterator[Proxy]:
    """Run a proxy in front of ``target`` for the time of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in _OWN}
            answer = proxy.answer(Request(self.command, self.path, kept, body))
            time.sleep(answer.delay)
            content = answer.body
            kind = {}
            if not isinstance(content, bytes):
                is_text = isinstance(content, str)
                content = (content if is_text else json.dumps(content)).encode()
                kind = {"content-type": "text/html" if is_text else "application/json"}
            self.send_response(answer.status)
            for name, value in (kind | dict(answer.headers)).items():
                if name.lower() not in _OWN:
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
            # A client that gave up is what some tests are about.
            try:
                super().handle()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    proxy = Proxy(f"http://127.0.0.1:{server.server_port}", target)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
