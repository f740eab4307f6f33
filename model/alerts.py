"""Who wants to be told what, what happened, and what was sent of it.

These types are what the store keeps and what ``pantau subscribe`` and ``pantau alerts`` print as
JSON. All moments are in UTC.
"""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from model.records import Instrument, Record

#: Days before its end that an agreement is told to expire, where a subscription names no other.
EXPIRY_DAYS = 90
#: When daily and weekly digests are sent, in the subscription's zone, where no hour is given.
MORNING = time(7)


class Topic(StrEnum):
    """What can be subscribed to."""

    STORIES = "stories"
    AGREEMENTS = "agreements"
    CORRECTIONS = "corrections"
    EXPIRING = "expiring"
    HEALTH = "health"
    KLIPING = "kliping"
    REPORT = "report"


class Rhythm(StrEnum):
    """How often a subscription is told."""

    NOW = "now"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


class Weekday(StrEnum):
    """The day of a weekly digest, Monday first."""

    SENIN = "senin"
    SELASA = "selasa"
    RABU = "rabu"
    KAMIS = "kamis"
    JUMAT = "jumat"
    SABTU = "sabtu"
    MINGGU = "minggu"

    @property
    def number(self) -> int:
        """The day as ``date.weekday`` counts: Monday is 0."""
        return list(Weekday).index(self)


class Language(StrEnum):
    """The language of what frames a message; news stays as it was written."""

    INDONESIAN = "id"
    ENGLISH = "en"


class SubscriptionState(StrEnum):
    """Whether a subscription is told of anything; ``ended`` by its unsubscribe link."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Form(Record):
    """What is subscribed to, by fields; values of one field are alternatives, fields add up."""

    unit: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()


class Wanted(Record):
    """What somebody chooses: what to be told, how often, and where.

    ``query`` is in the search language, and null where everything is wanted; where it was made of
    a ``form``, that is kept too. ``to`` are the channels, in which ``${NAME}`` stands for a
    variable of the environment. ``at`` (a time of the day) and ``day`` are those of daily and
    weekly digests, in ``zone``, which is that of the settings where it is null. ``days`` is how
    long before its end an agreement is told to expire.
    """

    name: str
    query: str | None = None
    form: Form | None = None
    to: tuple[str, ...]
    what: tuple[Topic, ...] = (Topic.STORIES, Topic.AGREEMENTS)
    when: Rhythm = Rhythm.NOW
    at: time = MORNING
    day: Weekday = Weekday.SENIN
    days: Annotated[int, Field(ge=1)] = EXPIRY_DAYS
    zone: str | None = None
    language: Language = Language.INDONESIAN
    allow_private: bool = False


class Subscription(Wanted):
    """What somebody chose, and how it stands.

    ``configured`` ones stand in the configuration file, and are changed there. ``since`` is when it
    came to its ``state``. Only news with a number greater than ``after`` is told. Who knows
    ``token`` may end the subscription: it stands in every message, so the store keeps it as it is.
    """

    id: str
    state: SubscriptionState = SubscriptionState.ACTIVE
    since: AwareDatetime
    created: AwareDatetime
    configured: bool = False
    after: int = 0
    token: str


class EventSort(StrEnum):
    """What happened.

    A ``candidate`` is a story near the line. A ``correction`` is of what was sent before. The next
    two are for operators: how a site does, and anything else that they must know. A ``kliping``, or
    the ``report`` of a month, was sent off, and goes out as it is.
    """

    STORY = "story"
    CANDIDATE = "candidate"
    AGREEMENT = "agreement"
    CORRECTION = "correction"
    EXPIRING = "expiring"
    HEALTH = "health"
    NOTICE = "notice"
    KLIPING = "kliping"
    REPORT = "report"


#: What goes out as a paper, alone in its message.
PAPERS = frozenset({EventSort.KLIPING, EventSort.REPORT})


class Event(Record):
    """One thing that happened, whoever is told of it.

    ``key`` is the same whenever the same thing is noticed again. ``item`` is the id of the story
    that tells of it, or the name of a site. ``body`` holds what cannot be looked up there: the id
    of the ``agreement``; of health and notices the ``title`` and the ``text``; of health
    also the ``name`` of the site, its ``state``, and ``because``, which are sayings. The item of
    a kliping is its day, that of a report its month.
    """

    key: str
    sort: EventSort
    item: str
    at: AwareDatetime
    body: dict[str, Any] = Field(default_factory=dict)


class DeliveryState(StrEnum):
    """How far a delivery is: ``failed`` ones are tried again, ``dead`` ones are not."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"


class ToldAgreement(Record):
    """What a message said of an agreement, as far as it may prove wrong."""

    kind: Instrument
    signed_on: str | None
    parties: tuple[str, ...]


class Facts(Record):
    """What a message said: agreements by id, and whether the story could be read, or was ours."""

    title: str = ""
    agreements: dict[str, ToldAgreement] = Field(default_factory=dict)
    withdrawn: bool = False
    dropped: bool = False


class Delivery(Record):
    """That an event goes to a subscription by one of its channels.

    ``channel`` is as in ``Subscription.to``. Deliveries that go in one message share a ``key``,
    which stays the same at each attempt. ``due`` is when it is sent or tried again next; while it
    is being sent, when it is given up as cut off. ``tried`` is when the message was first tried,
    ``sent`` when it was taken. ``told`` is what it said.
    """

    id: int
    subscription: str
    event: str
    channel: str
    state: DeliveryState
    attempts: int = 0
    due: AwareDatetime
    key: str | None = None
    error: str | None = None
    created: AwareDatetime
    tried: AwareDatetime | None = None
    sent: AwareDatetime | None = None
    told: Facts | None = None
