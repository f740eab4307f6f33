"""The web server of the replica: all sites on one port of loopback, told apart by name."""

from __future__ import annotations

from datetime import datetime
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, NamedTuple

from twisted.internet.protocol import Factory, Protocol
from twisted.internet.task import LoopingCall
from twisted.web.http import Request
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET
from twisted.web.server import Site as Listener

from benchmarks.crawling import journal
from benchmarks.crawling.answering import Scene
from benchmarks.crawling.exchange import Ask, Fault
from benchmarks.crawling.site import Site
from benchmarks.crawling.tls import self_signed

ADDRESS = "127.0.0.1"
#: Requests that may wait to be taken.
_BACKLOG = 1_024
_NOISE = b"\x00\xff\x00 SSH-2.0-warta\r\n\r\n"
_DRIP_SECONDS = 0.5
#: A piece of an endless body comes as often as this: about 100 kB, so 5 MB a second.
_POUR_SECONDS = 0.02


class Ports(NamedTuple):
    """Where a server listens: by HTTP, by TLS, and where TLS is answered in plain words."""

    http: int
    tls: int
    no_tls: int


class NoTls(Protocol):
    """Answers whatever it is sent as web servers answer TLS at a port for plain HTTP."""

    def dataReceived(self, _data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Answer and hang up."""
        transport: Any = self.transport
        transport.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        transport.loseConnection()


class Sites(Resource):
    """Answers for every site as it is at the moment that was set last."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, sites: tuple[Site, ...]) -> None:
        super().__init__()
        self._sites = sites
        self._scene: Scene | None = None
        self.port = 0
        self.journal = journal.Journal()

    def set_time(self, now: datetime) -> None:
        """Let all sites be as they are at ``now``."""
        self._scene = Scene(self._sites, now, self.port)

    def take_journal(self) -> journal.Journal:
        """What was asked since this was called last."""
        taken, self.journal = self.journal, journal.Journal()
        return taken

    def render(self, request: Request) -> bytes | int:
        """Answer one request, or do what the site does in place of it."""
        assert self._scene is not None
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1")
            for name, values in request.requestHeaders.getAllRawHeaders()
        }
        host = headers.get("host", "").partition(":")[0].lower()
        reply = self._scene.answer(Ask.of(host, request.uri.decode("latin-1"), headers))
        site = self._scene.site(host)
        self.journal.note(site.number if site else None, reply, self._scene.now)
        if reply.fault is not None:
            _do(reply.fault, request)
            return NOT_DONE_YET
        request.setResponseCode(reply.status)
        request.setHeader("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            request.setHeader(name, value)
        return b"" if request.method == b"HEAD" else reply.body


def _do(fault: Fault, request: Request) -> None:
    """Do what a faulty site does, until the asker has enough of it."""
    transport: Any = request.transport
    match fault:
        case Fault.RESET:
            transport.abortConnection()
        case Fault.NOISE:
            transport.write(_NOISE)
            transport.loseConnection()
        case Fault.DRIP:
            _pour(request, b"<p>", _DRIP_SECONDS)
        case Fault.ENDLESS:
            _pour(request, _NOISE * 4_000, _POUR_SECONDS)


def _pour(request: Request, piece: bytes, seconds: float) -> None:
    request.setHeader("Content-Type", "text/html")
    pouring = LoopingCall(request.write, piece)

    def stop(_: object) -> None:
        if pouring.running:
            pouring.stop()

    request.notifyFinish().addBoth(stop)
    pouring.start(seconds)


def serve(sites: tuple[Site, ...], orders: Connection) -> None:
    """Serve until told to end: the work of a process of its own.

    The :class:`Ports` are sent first; each order is then a time to set, or None to be sent the
    journal. The end of the orders is the end.
    """
    from twisted.internet import reactor as installed  # noqa: PLC0415 - installs one by itself

    reactor: Any = installed
    root = Sites(sites)
    listener = Listener(root, timeout=None)
    listener.displayTracebacks = False
    http = reactor.listenTCP(0, listener, backlog=_BACKLOG, interface=ADDRESS)
    hosts = [site.hosts[0] for site in sites]
    tls = reactor.listenSSL(0, listener, self_signed(hosts), backlog=_BACKLOG, interface=ADDRESS)
    no_tls = reactor.listenTCP(0, Factory.forProtocol(NoTls), interface=ADDRESS)
    ports = Ports(*(one.getHost().port for one in (http, tls, no_tls)))
    root.port = ports.http
    orders.send(ports)
    Thread(target=_obey, args=(root, orders, reactor), daemon=True).start()
    reactor.run(installSignalHandlers=False)


def _obey(root: Sites, orders: Connection, reactor: Any) -> None:
    try:
        while True:
            order = orders.recv()
            work = root.take_journal if order is None else lambda now=order: root.set_time(now)
            reactor.callFromThread(lambda work=work: orders.send(work()))
    except EOFError:
        reactor.callFromThread(reactor.stop)
