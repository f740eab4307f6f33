"""SMTP through a proxy of HTTP, which opens a tunnel (CONNECT) to the mail server."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl

from model.network import Proxy

#: Bytes of a proxy's answer to CONNECT at most.
_LONGEST_ANSWER = 16_384
_END = b"\r\n\r\n"
_OK = 200


class TunnelError(OSError):
    """The proxy opens no tunnel."""


def tunnel(proxy: Proxy, host: str, port: int, timeout: float) -> socket.socket:
    """Return a connection to a server that a proxy opened.

    Raises:
        TunnelError: the proxy refuses it.
        OSError: the proxy cannot be reached.
    """
    connection = socket.create_connection((proxy.host, proxy.port), timeout)
    try:
        connection.sendall(_request(proxy, f"{_named(host)}:{port}"))
        _check(_answer(connection), proxy, f"{host}:{port}")
    except BaseException:
        connection.close()
        raise
    return connection


class Tunnelled(smtplib.SMTP):
    """A connection to a mail server through a proxy."""

    def __init__(self, proxy: Proxy, host: str, port: int, name: str, *, timeout: float) -> None:
        self._proxy = proxy
        super().__init__(host, port, name, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return tunnel(self._proxy, host, port, timeout)


class TunnelledTls(smtplib.SMTP_SSL):
    """The same to one that speaks TLS from the beginning."""

    def __init__(
        self,
        proxy: Proxy,
        host: str,
        port: int,
        name: str,
        *,
        timeout: float,
        context: ssl.SSLContext,
    ) -> None:
        self._proxy, self._own = proxy, context
        super().__init__(host, port, name, timeout=timeout, context=context)

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        # What the library does, on another socket.
        plain = tunnel(self._proxy, host, port, timeout)
        return self._own.wrap_socket(plain, server_hostname=host)


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _request(proxy: Proxy, place: str) -> bytes:
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.login is not None:
        login = base64.b64encode(":".join(proxy.login).encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {login}")
    return "\r\n".join([*lines, "", ""]).encode()


def _answer(connection: socket.socket) -> bytes:
    """Read the head of the proxy's answer and no byte more: the mail server speaks first."""
    answer = bytearray()
    while not answer.endswith(_END) and len(answer) < _LONGEST_ANSWER:
        byte = connection.recv(1)
        if not byte:
            break
        answer += byte
    return bytes(answer)


def _check(answer: bytes, proxy: Proxy, place: str) -> None:
    status = answer.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
    code = status[1] if len(status) > 1 else ""
    if code != str(_OK):
        said = " ".join(status[1:]) or "nothing"
        raise TunnelError(
            f"the proxy {proxy.place} opens no way to {place} ({said}): let it, or name the mail"
            " server in network.no_proxy"
        )
