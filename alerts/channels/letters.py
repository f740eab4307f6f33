"""A mail as it is handed to a mail server: its headers, and its two faces."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from alerts.messages.harmless import line
from alerts.messages.rendering import Mail
from alerts.messages.trimming import web_address
from alerts.sending import Digest

KEY_HEADER = "X-Pantau-Key"


def mailbox(text: str) -> Address:
    """Read ``Name <user@host>`` or ``user@host``; a host in other letters in its ASCII form.

    Raises:
        ValueError: it is no address.
    """
    name, spec = parseaddr(text)
    user, at, host = spec.rpartition("@")
    if not (user and at and host) or line(text) != text.strip():
        raise ValueError(f"{text!r} is no mail address")
    try:
        domain = host.encode("idna").decode("ascii")
        return Address(display_name=line(name), addr_spec=f"{user}@{domain}")
    except (UnicodeError, ValueError, IndexError) as error:
        raise ValueError(f"{text!r} is no mail address") from error


def message_id(key: str, recipient: Address, sender: Address) -> str:
    """Return the id that a message has at each attempt, and no other message."""
    digest = hashlib.sha256(f"{key}\n{recipient.addr_spec}".encode()).hexdigest()
    return f"<{digest[:32]}@{sender.domain}>"


def letter(
    digest: Digest, content: Mail, *, sender: Address, recipient: Address, now: datetime
) -> EmailMessage:
    """Write a mail to one recipient; ``now`` is its date."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = content.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(digest.key, recipient, sender)
    message[KEY_HEADER] = line(digest.key)
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    message["List-Id"] = f"<{line(digest.subscription).replace(' ', '-')}.pantau.{sender.domain}>"
    if address := web_address(digest.unsubscribe):
        message["List-Unsubscribe"] = f"<{address}>"
        # RFC 8058 has one click by https only.
        if address.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(content.text, cte="quoted-printable")
    message.add_alternative(content.html, subtype="html", cte="quoted-printable")
    for file in digest.document.attachments if digest.document else ():
        maintype, _, subtype = file.media_type.partition("/")
        message.add_attachment(
            file.content, maintype=maintype, subtype=subtype, filename=line(file.name)
        )
    return message
