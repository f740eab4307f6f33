"""What a process that runs a library for chat services may do: ask public addresses, and no more.

Apprise's services resolve names, connect and open files by themselves, each in its own way. The
one place where all of them can be judged is Python's own: its audit events (PEP 578) are raised
before each look-up, connection, file and new process, and tell the very address or path. A hook
stays for as long as its process lives, which is why services run in processes of their own.
"""

from __future__ import annotations

import os
import socket
import sys
import sysconfig
from pathlib import Path, PurePath

from crawler.private import Allowed, is_private

_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_STARTING = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"}
#: Python's own files, and those of installed libraries.
_READABLE = tuple(
    Path(place).resolve() for place in (sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"))
)


class FenceError(OSError):
    """A connection, a file or a new process is refused."""


class Fence:
    """Judges what this process does, once it is put up; one thread sends at a time."""

    def __init__(self) -> None:
        self.allowed = Allowed()
        #: What was refused since the last send, in words.
        self.refused: str | None = None
        self._host = ""

    def put_up(self) -> None:
        """Judge all that this process does from now on."""
        sys.addaudithook(self._hear)

    def begin(self, allowed: Allowed) -> None:
        """Start to send to another target."""
        self.allowed, self.refused, self._host = allowed, None, ""

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.getaddrinfo":
            host = arguments[0]
            self._host = host.decode() if isinstance(host, bytes) else str(host or "")
        elif event in _CONNECTING:
            self._judge(arguments[0], arguments[1])
        elif event == "open":
            self._judge_file(arguments[0], arguments[1])
        elif event in _STARTING:
            self._refuse("a service may not start programs")

    def _judge(self, connection: object, address: object) -> None:
        if address is None:
            # A datagram of a socket that is connected, which was judged then.
            return
        if not isinstance(connection, socket.socket) or connection.family not in {
            socket.AF_INET,
            socket.AF_INET6,
        }:
            self._refuse("a service may not speak to programs of this machine")
        assert isinstance(address, tuple)
        ip, port = str(address[0]), int(address[1])
        host = self._host or ip
        if is_private(ip) and not self.allowed(host, port):
            self._refuse(f"{host} has the private address {ip}")

    def _judge_file(self, path: object, mode: object) -> None:
        if not isinstance(path, str | bytes | PurePath):
            # An open descriptor, such as that of the pipe to the parent.
            return
        whole = Path(os.fsdecode(path)).resolve()
        reads = mode is None or not set(str(mode)) & set("wxa+")
        if not reads or not any(whole.is_relative_to(place) for place in _READABLE):
            self._refuse("a service may not use files of this machine")

    def _refuse(self, what: str) -> None:
        self.refused = what
        raise FenceError(what)
