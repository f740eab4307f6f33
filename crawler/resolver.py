"""Names to addresses, private ones left out: the last gate before a connection.

Every connection of Twisted's HTTP client asks this resolver, for names and for literal addresses
in any spelling, after redirects too. A name that changes its address between two requests is
judged each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.private import Allowed, is_private

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_LOOPBACK = "127.0.0.1"
#: Refusals remembered, so that a failure can be named; beyond it the oldest go.
_MAX_REFUSED = 10_000


@implementer(IHostnameResolver)
class GuardedResolver:
    """Asks the system's resolver and passes on public addresses only, or those allowed."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._system: Any = reactor.nameResolver
        self.allowed = Allowed()
        self._refused: dict[tuple[str, int], str] = {}

    @classmethod
    def from_crawler(cls, _crawler: Crawler, reactor: Any) -> Self:
        """Made by Scrapy for the setting ``TWISTED_DNS_RESOLVER``."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        self._reactor.installNameResolver(self)

    def refused(self, host: str, port: int) -> str | None:
        """The private address that ``host`` had when it was refused."""
        return self._refused.get((host.lower(), port))

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> IHostResolution:
        """Resolve ``hostName``, telling the receiver of addresses that may be connected to."""
        receiver = _Filter(self, resolutionReceiver, hostName, portNumber)
        # RFC 6761 (6.3): these names are this machine, whatever the system's resolver knows.
        name = _LOOPBACK if hostName.lower().endswith(".localhost") else hostName
        resolution: IHostResolution = self._system.resolveHostName(
            receiver, name, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def permits(self, host: str, port: int, address: str) -> bool:
        """Judge one address; a refusal is remembered."""
        key = (host.lower(), port)
        if not is_private(address) or self.allowed(host, port):
            self._refused.pop(key, None)
            return True
        self._refused[key] = address
        while len(self._refused) > _MAX_REFUSED:
            del self._refused[next(iter(self._refused))]
        return False


@implementer(IResolutionReceiver)
class _Filter:
    def __init__(self, guard: GuardedResolver, receiver: Any, host: str, port: int) -> None:
        self._guard, self._receiver, self._host, self._port = guard, receiver, host, port

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        if self._guard.permits(self._host, self._port, str(getattr(address, "host", ""))):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionComplete()
