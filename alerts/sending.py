"""What one message holds, and what a channel does with it.

``alerts.rounds`` makes digests; ``alerts.channels`` renders and sends them.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from pydantic import AwareDatetime

from model.alerts import EventSort, Language, Rhythm
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


class Digest(Record):
    """What one message holds.

    ``key`` is the same at each attempt of the same message, and of no other one. The period is
    what the entries came in, ``end`` not included, both in UTC; ``zone`` is the IANA name of the
    zone in which times are shown. ``left_out`` counts entries beyond the maximum of one message,
    which ``see_all`` leads to. Addresses of our own web page are null where it has none.
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
    is_test: bool = False


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
