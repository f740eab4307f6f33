"""What one message holds, and what a channel does with it.

``alerts.rounds`` makes digests; ``alerts.channels`` renders and sends them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from pydantic import AwareDatetime, field_serializer, field_validator

from model.alerts import Event, EventSort, Language, Rhythm
from model.records import Instrument, PartyKind, Record, SignedOnBasis


class Change(Record):
    """What a correction changes of what was sent before.

    ``field`` is "signed_on", "kind", "parties", "agreement" (it is told no more), "withdrawn" or
    "dropped". Values are as in JSON: days as 2026-01-28, kinds as in ``Instrument``; several names
    are separate values.
    """

    field: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Entry(Record):
    """One event as a message tells it; what is not known is null or empty.

    All text comes from news pages, and may hold anything. ``outlet`` is the site that published
    first, at ``url``; ``others`` counts the other outlets. ``page`` is the story's page in our own
    web page. ``highlights`` say why it came, with «…» around the words that matched. Fields of
    agreements are those of all that the entry tells of, ``agreements`` their ids. ``signatories``
    are names with roles. ``valid_until`` and ``days_left`` are those of what expires. ``text`` is
    the message itself of health and notices, which have no story.
    """

    sort: EventSort
    event: str
    title: str
    story: str | None = None
    agreements: tuple[str, ...] = ()
    outlet: str | None = None
    others: int = 0
    published: AwareDatetime | None = None
    url: str | None = None
    page: str | None = None
    highlights: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_kinds: tuple[PartyKind, ...] = ()
    partner_count: int | None = None
    kinds: tuple[Instrument, ...] = ()
    signed_on: date | None = None
    signed_on_basis: SignedOnBasis = SignedOnBasis.NONE
    place: str | None = None
    regency: str | None = None
    province: str | None = None
    signatories: tuple[str, ...] = ()
    valid_until: date | None = None
    days_left: int | None = None
    withdrawn: bool = False
    changes: tuple[Change, ...] = ()
    text: str | None = None


class Attachment(Record):
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes

    @field_validator("content", mode="before")
    @classmethod
    def _from_text(cls, content: object) -> object:
        return b64decode(content) if isinstance(content, str) else content

    @field_serializer("content", when_used="json")
    def _as_text(self, content: bytes) -> str:
        return b64encode(content).decode()


class Document(Record):
    """A paper that goes out as it is, whatever the channel.

    ``text`` is for chats and plain mail, in pieces that may go in several parts. ``data`` is what
    webhooks are given. All of it is harmless, and fit to leave.
    """

    subject: str
    text: tuple[str, ...]
    html: str
    attachments: tuple[Attachment, ...] = ()
    data: dict[str, Any]


#: Makes the paper that an event stands for; null where there is none any more.
Papers = Callable[[Event], Document | None]


class Digest(Record):
    """What one message holds.

    ``key`` is the same at each attempt of the same message, and of no other one. The period is
    what the entries came in, ``end`` not included, both in UTC; ``zone`` is the IANA name of the
    zone in which times are shown. ``left_out`` counts entries beyond the maximum of one message,
    which ``see_all`` leads to. ``edit`` leads to the subscription itself. Addresses of our own web
    page are null where it has none. A message with a ``document`` is that and has no entries.
    """

    key: str
    subscription: str
    name: str
    query: str | None = None
    rhythm: Rhythm = Rhythm.NOW
    language: Language = Language.INDONESIAN
    zone: str = "Asia/Jakarta"
    start: AwareDatetime
    end: AwareDatetime
    entries: tuple[Entry, ...]
    left_out: int = 0
    see_all: str | None = None
    unsubscribe: str | None = None
    edit: str | None = None
    is_test: bool = False
    document: Document | None = None


class Receipt(Record):
    """That a message was taken; ``ids`` are those that the channel gave its parts."""

    ids: tuple[str, ...] = ()
    parts: int = 1


class Channel(Protocol):
    """Sends messages to one target."""

    def send(self, digest: Digest) -> Receipt:
        """Send a message, which may take five minutes at most.

        Raises:
            TemporaryDeliveryError: it may be taken later.
            DeadChannelError: the address is refused for good.
        """


class Opener(Protocol):
    """Opens channels; ``alerts.channels.opener(settings)`` returns one."""

    def __call__(self, target: str, *, allow_private: bool) -> Channel:
        """Return the channel of a target, in which variables are filled already.

        Raises:
            DeadChannelError: there is no such channel, or its address is refused.
        """
