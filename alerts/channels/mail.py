"""Mail, handed to one server by SMTP."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.policy import SMTP
from urllib.parse import unquote

from alerts.channels.letters import letter, mailbox, message_id
from alerts.channels.progress import Progress
from alerts.channels.tunnels import Tunnelled, TunnelledTls
from alerts.messages.rendering import Mail, mail
from alerts.sending import Digest, Receipt
from model.config_alerts import AlertSettings, SmtpSettings
from model.exceptions import DeadChannelError, DeliveryError, TemporaryDeliveryError
from model.network import DIRECT, MAIL, Network

#: Answers to a recipient that say nothing of the address: no login, bad sequence, no TLS.
_OURS = {503, 530, 534, 535, 538}
#: Enhanced codes (RFC 3463) that say nothing of the address for good: a full box, policy.
_PASSING = ("5.2.2", "5.3", "5.4", "5.5", "5.7")
_LONGEST_ANSWER = 200


class MailChannel:
    """Sends mail to the recipients of one ``mailto:`` address, each a mail of their own."""

    def __init__(
        self,
        target: str,
        settings: AlertSettings,
        progress: Progress,
        clock: Callable[[], datetime],
        excerpt_words: int,
        network: Network = DIRECT,
    ) -> None:
        """Read the target.

        Raises:
            DeadChannelError: the target names no recipient, or what is no address.
        """
        self._settings, self._progress, self._clock = settings, progress, clock
        self._excerpt_words = excerpt_words
        self._network = network
        self._recipients = list(_recipients(target))

    def send(self, digest: Digest) -> Receipt:
        """Send a mail to every recipient that has not got it yet.

        Raises:
            TemporaryDeliveryError: the server cannot be reached, or puts off a recipient.
            DeadChannelError: it refuses a recipient for good, and puts off none.
        """
        sender = self._sender()
        faults: list[DeliveryError] = []
        with self._server() as server:
            for recipient in self._recipients:
                if self._progress.is_taken(digest.key, recipient.addr_spec):
                    continue
                try:
                    self._hand_over(server, digest, sender, recipient)
                except DeliveryError as fault:
                    faults.append(fault)
                else:
                    self._progress.take(digest.key, recipient.addr_spec)
        if faults:
            raise _worst(faults)
        self._progress.forget(digest.key)
        ids = tuple(message_id(digest.key, recipient, sender) for recipient in self._recipients)
        return Receipt(ids=ids, parts=len(ids))

    def _sender(self) -> Address:
        if self._settings.smtp.host is None or self._settings.sender is None:
            raise TemporaryDeliveryError(
                "mail cannot be sent: set alerts.smtp.host and alerts.sender"
            )
        try:
            return mailbox(self._settings.sender)
        except ValueError as error:
            raise TemporaryDeliveryError(f"alerts.sender: {error}") from error

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """Open a connection, login done, and close it whatever happened."""
        settings = self._settings.smtp
        where = f"the mail server {settings.host}:{settings.port}"
        try:
            server = _connected(settings, self._network)
        except smtplib.SMTPException as error:
            raise TemporaryDeliveryError(f"{where} refused us: {_said(error)}") from error
        except OSError as error:
            raise TemporaryDeliveryError(f"{where} cannot be reached: {error}") from error
        try:
            yield server
        finally:
            _leave(server)

    def _hand_over(
        self, server: smtplib.SMTP, digest: Digest, sender: Address, recipient: Address
    ) -> None:
        content = _content(digest, self._excerpt_words)
        message = letter(digest, content, sender=sender, recipient=recipient, now=self._clock())
        try:
            server.sendmail(sender.addr_spec, [recipient.addr_spec], message.as_bytes(policy=SMTP))
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient.addr_spec]
            raise _refused(recipient, code, _text(answer)) from error
        except smtplib.SMTPException as error:
            raise TemporaryDeliveryError(f"the mail server said: {_said(error)}") from error
        except OSError as error:
            raise TemporaryDeliveryError(f"the mail server hung up: {error}") from error


def _content(digest: Digest, excerpt_words: int) -> Mail:
    document = digest.document
    if document is None:
        return mail(digest, excerpt_words=excerpt_words)
    return Mail(document.subject, "\n\n".join(document.text) + "\n", document.html)


def _recipients(target: str) -> Iterator[Address]:
    addresses = unquote(target.partition(":")[2]).removeprefix("//")
    for text in filter(None, (part.strip() for part in addresses.split(","))):
        try:
            yield mailbox(text)
        except ValueError as error:
            raise DeadChannelError(str(error)) from error
    if not addresses.strip(" ,"):
        raise DeadChannelError("a mailto: address names a recipient")


def _connected(settings: SmtpSettings, network: Network) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=settings.ca_certs)
    if settings.ca_certs is None:
        network.believing(context)
    server = _opened(settings, network, context)
    try:
        if settings.tls == "starttls":
            server.starttls(context=context)
        if settings.user is not None and settings.password is not None:
            server.login(settings.user, settings.password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def _opened(settings: SmtpSettings, network: Network, context: ssl.SSLContext) -> smtplib.SMTP:
    """Connect to the mail server, by the proxy of the settings where there is one."""
    place = (settings.host or "", settings.port, socket.gethostname())
    proxy = network.proxy_beyond(f"{MAIL}://{settings.host}:{settings.port}")
    timeout = settings.timeout
    if settings.tls == "tls":
        if proxy is not None:
            return TunnelledTls(proxy, *place, timeout=timeout, context=context)
        return smtplib.SMTP_SSL(*place, timeout=timeout, context=context)
    if proxy is not None:
        return Tunnelled(proxy, *place, timeout=timeout)
    return smtplib.SMTP(*place, timeout=timeout)


def _leave(server: smtplib.SMTP) -> None:
    """Take leave of a server, which may have hung up already."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def _refused(recipient: Address, code: int, answer: str) -> DeliveryError:
    said = f"{recipient.addr_spec}: {code} {answer}"
    if code < 500 or code in _OURS or answer.startswith(_PASSING):
        return TemporaryDeliveryError(f"the mail server does not take mail now for {said}")
    return DeadChannelError(f"the mail server refuses {said}")


def _worst(faults: list[DeliveryError]) -> DeliveryError:
    """What becomes of the message: it is tried again while that may help anybody."""
    passing = [fault for fault in faults if isinstance(fault, TemporaryDeliveryError)]
    text = "; ".join(str(fault) for fault in faults)
    return TemporaryDeliveryError(text) if passing else DeadChannelError(text)


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error)[:_LONGEST_ANSWER]


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", errors="replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:_LONGEST_ANSWER]
