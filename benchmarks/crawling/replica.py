"""The replica from the outside: started in a process of its own, told the time, asked what came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import cast

from benchmarks.crawling.journal import Journal
from benchmarks.crawling.server import Ports, serve
from benchmarks.crawling.site import Face, Site

#: Seconds until a server that does not end is ended.
_PATIENCE = 10


class Replica:
    """Sites that are served on ``ports`` of loopback."""

    def __init__(self, sites: tuple[Site, ...], orders: Connection) -> None:
        self.sites = sites
        self.ports = cast(Ports, orders.recv())
        self._orders = orders

    @property
    def port(self) -> int:
        """The port at which all is well."""
        return self.ports.http

    def set_time(self, now: datetime) -> None:
        """Let all sites be as they are at ``now``."""
        self._orders.send(now)
        self._orders.recv()

    def journal(self) -> Journal:
        """What was asked since this was called last."""
        self._orders.send(None)
        return cast(Journal, self._orders.recv())

    def address(self, face: Face) -> str:
        """The front page of a site with a face."""
        return f"http://{face.host}:{self.port}/"

    @property
    def addresses(self) -> list[str]:
        """The front pages of all sites, as one knew them at the beginning."""
        return [self.address(site.faces[0]) for site in self.sites]


@contextmanager
def running(sites: tuple[Site, ...]) -> Iterator[Replica]:
    """Serve ``sites`` until the block ends; their time must be set before they are asked."""
    context = get_context("spawn")
    orders, theirs = context.Pipe()
    process = context.Process(target=serve, args=(sites, theirs), name="replica", daemon=True)
    process.start()
    theirs.close()
    try:
        yield Replica(sites, orders)
    finally:
        orders.close()
        process.join(_PATIENCE)
        process.terminate()
