"""The last gate before a connection: which addresses a webhook may have, and for how long.

A name is judged when it has become an address, and the address that was judged is the one that is
connected to. So a name that is public when it is checked and private when it is used is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from ssl import SSLContext
from typing import Any

import httpcore

from crawler.private import Allowed, PrivateAddressError, permitted

#: Bytes written at once, so that a reader who takes them one by one cannot stretch the time.
_PIECE = 16_384

_Options = Iterable[Any] | None


class Refused(httpcore.ConnectError):
    """A host has private addresses only, and is not allowed by name."""


class Deadline:
    """A moment after which nothing is waited for any more."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, wanted: float | None, error: type[Exception]) -> float:
        """Return the seconds that one step may take: what is wanted, or what is left.

        Raises:
            Exception: of the given type, when nothing is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise error("the answer took too long")
        return left if wanted is None else min(wanted, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to permitted addresses only, and ends every exchange at its deadline."""

    def __init__(self, allowed: Allowed, deadline: Deadline) -> None:
        self._allowed, self._deadline = allowed, deadline
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first permitted address of ``host`` that answers."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            left = self._deadline.left(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._system.connect_tcp(
                    address, port, left, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return permitted(host, port, self._allowed)
        except PrivateAddressError as error:
            raise Refused(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} has no address: {error}") from error


class _Timed(httpcore.NetworkStream):
    """A stream none of whose steps outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for piece in _pieces(buffer):
            self._stream.write(piece, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _pieces(buffer: bytes) -> Iterator[bytes]:
    for start in range(0, len(buffer), _PIECE):
        yield buffer[start : start + _PIECE]
