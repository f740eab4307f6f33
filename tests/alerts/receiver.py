"""A receiver of HTTP requests on loopback that keeps them, and misbehaves as it is told."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Seconds that a receiver hangs; longer than any client of the tests waits.
HANGING = 5


@dataclass
class Request:
    """A request as it came; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What is answered; ``fault`` is "hang", "die" (no answer), "cut" (half of one), "drip"."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    fault: str | None = None


@dataclass
class Receiver:
    """What came, and what ``reply`` answers to it."""

    reply: Callable[[Request], Reply] = lambda _request: Reply()
    requests: list[Request] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, receiver: Receiver, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.receiver = receiver

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: that clients hang up is what is tried."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, self.rfile.read(length))
        self.server.receiver.requests.append(request)
        self.close_connection = True
        with suppress(OSError):
            self.answer(self.server.receiver.reply(request))

    do_GET = do_PUT = do_POST  # noqa: N815 - the library's names

    def answer(self, reply: Reply) -> None:
        if reply.fault == "die":
            return
        if reply.fault == "hang":
            time.sleep(HANGING)
        head = [f"HTTP/1.1 {reply.status} Reply", f"Content-Length: {len(reply.body)}"]
        head += [f"{name}: {value}" for name, value in reply.headers.items()]
        content = "\r\n".join([*head, "", ""]).encode() + reply.body
        if reply.fault == "drip":
            self.drip(content)
        self.wfile.write(content[: len(content) // 2 if reply.fault == "cut" else None])

    def drip(self, content: bytes) -> None:
        for byte in content:
            self.wfile.write(bytes([byte]))
            time.sleep(0.1)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def receiving(
    receiver: Receiver, port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Receiver]:
    """Serve ``receiver`` on loopback."""
    server = _Server(receiver, port)
    receiver.port = server.server_address[1]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
