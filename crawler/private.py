"""Which addresses must not be connected to, and which are allowed though private."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from model.config import ANY_HOST

#: Never reachable from the internet, or leading into a network by translation (RFC 6052, 6598).
_NETWORKS = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "64:ff9b:1::/48",
        "fec0::/10",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_LOOPBACK = "127.0.0.1"


class PrivateAddressError(OSError):
    """A host has private addresses only, and is not allowed by name."""


def is_private(address: str) -> bool:
    """Say whether an IP address is private, loopback, link-local, multicast or reserved.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) count as themselves. What is no
    address counts as private.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    inner = _inner(ip)
    return _is_private(ip) or (inner is not None and _is_private(inner))


def _is_private(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and (ip.ipv4_mapped or ip in _NAT64):
        return False
    return not ip.is_global or ip.is_multicast or any(ip in network for network in _NETWORKS)


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


class Allowed:
    """The hosts of ``crawl.allow_private``: ``host``, ``host:port``, or ``*`` for all."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._names = {_bare(name) for name in names}

    def __call__(self, host: str, port: int) -> bool:
        """Say whether ``host`` at ``port`` may be reached though its address is private."""
        bare = _bare(host)
        return not self._names.isdisjoint({ANY_HOST, bare, f"{bare}:{port}", f"[{bare}]:{port}"})


def permitted(host: str, port: int, allowed: Allowed) -> list[str]:
    """Return the addresses of ``host`` that may be connected to, in the resolver's order.

    Who connects to one of them connects to what was judged, whatever the name means next.

    Raises:
        PrivateAddressError: when it has none but private ones.
        OSError: when the name has no address; UnicodeError when it is no name.
    """
    # RFC 6761 (6.3): these names are this machine, whatever the system's resolver knows.
    name = _LOOPBACK if host.lower().rstrip(".").endswith(".localhost") else host
    answers = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if allowed(host, port):
        return addresses
    public = [address for address in addresses if not is_private(address)]
    if not public:
        raise PrivateAddressError(f"{host} has the private address {addresses[0]}")
    return public


def _bare(name: str) -> str:
    lowered = name.strip().lower().rstrip(".")
    if lowered.startswith("[") and lowered.endswith("]"):
        return lowered[1:-1]
    return lowered
