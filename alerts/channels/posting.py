"""One POST to an address that somebody gave: no redirects, bounded in time and in what is read."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from alerts.channels.gate import Deadline, GuardedBackend, Refused
from crawler.behind_proxy import refusal
from crawler.private import Allowed
from model.network import Network

#: Bytes of an answer that are read: enough to say what is wrong.
_MOST_READ = 2048
_PORTS = {"http": 80, "https": 443}
#: Seconds until a connection stands, at most.
_CONNECTING = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; ``headers`` by lower-case name, ``text`` is how its body begins."""

    status: int
    headers: Mapping[str, str]
    text: str


def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    allowed: Allowed,
    seconds: float,
    network: Network,
) -> Answer:
    """Send ``body`` to ``url``; ``seconds`` are for all of it, from name to answer.

    Where ``network`` has a proxy for it, that connects; what is private is refused all the same.
    User and password of the address are sent as basic authentication.

    Raises:
        gate.Refused: when the host has private addresses only, and is not ``allowed``.
        httpx.InvalidURL: when the address cannot be understood.
        httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError: when there is no
            whole answer.
    """
    address = web_target(url)
    timeouts = {"connect": min(_CONNECTING, seconds), "read": seconds, "write": seconds}
    with (
        _pool(url, address, allowed, Deadline(seconds), network) as pool,
        pool.stream(
            "POST",
            _target(address),
            headers=list(_headers(address, headers, body).items()),
            content=body,
            extensions={"timeout": timeouts},
        ) as answer,
    ):
        named = {name.decode("ascii").lower(): _text(value) for name, value in answer.headers}
        return Answer(answer.status, named, _text(_beginning(answer)))


def _pool(
    url: str, address: httpx.URL, allowed: Allowed, deadline: Deadline, network: Network
) -> httpcore.ConnectionPool:
    trusted = network.believing(httpcore.default_ssl_context())
    proxy = network.proxy_for(url)
    if proxy is None:
        backend = GuardedBackend(allowed, deadline)
        return httpcore.ConnectionPool(ssl_context=trusted, network_backend=backend)
    refused = refusal(address.host, address.port or _PORTS[address.scheme], allowed)
    if refused is not None:
        raise Refused(refused)
    return httpcore.HTTPProxy(
        proxy.address,
        proxy_auth=proxy.login,
        ssl_context=trusted,
        network_backend=GuardedBackend(Allowed([proxy.place]), deadline),
    )


def web_target(url: str) -> httpx.URL:
    """Read an address that can be asked.

    Raises:
        httpx.InvalidURL: it cannot.
    """
    address = httpx.URL(url)
    if address.scheme not in {"http", "https"} or not address.host:
        raise httpx.InvalidURL("it must begin with http:// or https:// and name a host")
    if address.port is not None and not 0 < address.port < 65_536:
        raise httpx.InvalidURL(f"there is no port {address.port}")
    return address


def _target(address: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=address.raw_scheme,
        host=address.raw_host,
        port=address.port,
        target=address.raw_path,
    )


def _headers(address: httpx.URL, given: Mapping[str, str], body: bytes) -> dict[str, str]:
    headers = {
        "Host": address.netloc.decode("ascii"),
        "Content-Length": str(len(body)),
        "Connection": "close",
        **given,
    }
    if address.userinfo:
        login = f"{address.username}:{address.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(login).decode('ascii')}"
    return headers


def _beginning(answer: httpcore.Response) -> bytes:
    read = b""
    for piece in answer.iter_stream():
        read += piece
        if len(read) >= _MOST_READ:
            break
    return read[:_MOST_READ]


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")
