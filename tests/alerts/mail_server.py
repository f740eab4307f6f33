"""A mail server on loopback that keeps what it takes, and misbehaves as it is told."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "pantau", "kata-sandi"
#: Seconds that a server hangs; longer than any client of the tests waits.
HANGING = 5


@dataclass
class Mailbox:
    """What a server took, as (recipient, message), and what it answers otherwise.

    ``at_rcpt`` gives an answer for a recipient instead of taking it; ``at_data`` one for a mail:
    a line, "drop" to close the connection in the middle, "hang" to say nothing.
    """

    at_rcpt: Callable[[str], str | None] = lambda _recipient: None
    at_data: Callable[[EmailMessage], str | None] = lambda _message: None
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refused := self.at_rcpt(address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        message: Any = BytesParser(policy=default).parsebytes(envelope.content)
        answer = self.at_data(message)
        if answer == "hang":
            await asyncio.sleep(HANGING)
        if answer == "drop":
            assert server.transport is not None
            server.transport.abort()
            return "250 nobody hears this"
        if answer:
            return answer
        with self.lock:
            self.taken += [(recipient, message) for recipient in envelope.rcpt_tos]
            self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def login(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        self.logins.append(data.login.decode())
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    def ids(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        with self.lock:
            return [str(message["Message-ID"]) for _, message in self.taken]


@contextmanager
def serving(mailbox: Mailbox, port: int = 0, **options: Any) -> Iterator[int]:
    """Serve ``mailbox`` on loopback, and give the port."""
    controller = _Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        assert controller.server is not None
        yield controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """Connect once, as aiosmtpd wants it; by itself it would ask port 0."""
        assert self.server is not None
        with socket.create_connection(self.server.sockets[0].getsockname()):
            pass


def certificate(directory: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for localhost; return what a server needs of it, and its file."""
    key, file = directory / "key.pem", directory / "certificate.pem"
    subprocess.run(
        [
            *"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(),
            *("-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(file)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context, file
