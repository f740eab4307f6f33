"""What must not be asked through a proxy, which connects where we could not.

Behind a proxy names are resolved out of sight. What an address or a name says by itself is judged
here; that it leads nowhere else is for the proxy to see to.
"""

from __future__ import annotations

import socket

from crawler.private import Allowed, is_private

#: Endings of names that are for inner networks (RFC 6761, 6762, 8375).
_INNER = (".local", ".localhost", ".internal", ".home.arpa", ".lan", ".intranet", ".corp")


def refusal(host: str, port: int, allowed: Allowed) -> str | None:
    """Say why ``host`` must not be asked through a proxy; null where it may.

    A name that this machine can resolve is refused where all its addresses are private; one that
    it cannot (which is usual behind a proxy) where it is a name of inner networks.
    """
    if allowed(host, port):
        return None
    address = _literal(host)
    if address is not None:
        return f"{host} is at {address}" if is_private(address) else None
    name = host.lower().rstrip(".")
    if "." not in name or name.endswith(_INNER):
        return f"{host} is a name of inner networks"
    addresses = _resolved(name, port)
    private = [one for one in addresses if is_private(one)]
    return f"{host} is at {private[0]}" if private and len(private) == len(addresses) else None


def _literal(host: str) -> str | None:
    """Read an address in any spelling that a resolver takes: 127.1, 0x7f000001, 2130706433."""
    bare = host.strip("[]")
    if ":" in bare:
        return bare
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return None


def _resolved(name: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(answer[4][0]) for answer in answers]
