"""A proxy on loopback: forwards requests, opens tunnels, asks for a login, looks into TLS."""

from __future__ import annotations

import base64
import selectors
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_SECONDS = 10


@dataclass
class Proxy:
    """A running proxy. It knows ``hosts`` by name, each a port of this machine, and no others.

    ``asked`` are the first lines of what it was asked for. With ``login`` ("user:password") it
    wants that; with ``inspecting`` it ends TLS itself, as firewalls of offices do.
    """

    hosts: dict[str, int]
    login: str | None = None
    inspecting: ssl.SSLContext | None = None
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Its address, with the login."""
        at = f"{self.login}@" if self.login else ""
        return f"http://{at}127.0.0.1:{self.port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy

    def handle_error(self, *_: object) -> None:
        """Say nothing: that clients hang up is what is tried."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_CONNECT(self) -> None:
        host, _, _ = self.path.rpartition(":")
        upstream = self._upstream(host)
        if upstream is None:
            return
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        inspecting = self.server.proxy.inspecting
        with suppress(OSError), upstream:
            if inspecting is None:
                _relay(self.connection, upstream)
                return
            with inspecting.wrap_socket(self.connection, server_side=True) as inner:
                _relay(inner, upstream)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        upstream = self._upstream(parts.hostname or "")
        if upstream is None:
            return
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        kept = [
            f"{name}: {value}"
            for name, value in self.headers.items()
            if not name.lower().startswith("proxy-") and name.lower() != "connection"
        ]
        lines = [f"{self.command} {path} HTTP/1.1", *kept, "Connection: close", "", ""]
        length = int(self.headers.get("Content-Length", 0))
        self.close_connection = True
        with suppress(OSError), upstream:
            upstream.sendall("\r\n".join(lines).encode() + self.rfile.read(length))
            while piece := upstream.recv(65_536):
                self.wfile.write(piece)

    do_POST = do_GET  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _upstream(self, host: str) -> socket.socket | None:
        """Connect to a host, or answer why not."""
        proxy = self.server.proxy
        proxy.asked.append(f"{self.command} {self.path}")
        given = self.headers.get("Proxy-Authorization", "")
        if proxy.login is not None and given != f"Basic {_encoded(proxy.login)}":
            self.send_response(407)
        elif host not in proxy.hosts:
            self.send_response(502)
        else:
            return socket.create_connection(("127.0.0.1", proxy.hosts[host]), _SECONDS)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        return None


def _encoded(login: str) -> str:
    return base64.b64encode(login.encode()).decode()


def _relay(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until either side ends."""
    for each in (one, other):
        each.settimeout(_SECONDS)
    with selectors.DefaultSelector() as selector:
        selector.register(one, selectors.EVENT_READ, other)
        selector.register(other, selectors.EVENT_READ, one)
        while ready := selector.select(_SECONDS):
            for key, _ in ready:
                source = key.fileobj
                assert isinstance(source, socket.socket)
                content = source.recv(65_536)
                if not content:
                    return
                key.data.sendall(content)
                # What TLS has taken in already wakes no selector.
                while isinstance(source, ssl.SSLSocket) and source.pending():
                    key.data.sendall(source.recv(65_536))


@contextmanager
def proxying(proxy: Proxy) -> Iterator[Proxy]:
    """Run a proxy for the time of the block."""
    server = _Server(proxy)
    proxy.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join(_SECONDS)
