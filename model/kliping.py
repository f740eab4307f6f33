"""The morning kliping: what a paper of one day holds, and how far it is.

These types are what the store keeps, and what ``pantau kliping --format json`` prints. Text in them
may leave Pantau: it is made fit for that when the kliping is put together. Moments are in UTC.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime

from model.records import Act, Instrument, PartyKind, Record, SignedOnBasis, Tone


class KlipingState(StrEnum):
    """How far a kliping is; one that was sent is changed no more."""

    DRAFT = "draf"
    CHECKED = "diperiksa"
    SENT = "terkirim"


class Section(StrEnum):
    """The parts of a kliping, in their order."""

    NEW = "baru"
    FOLLOW_UP = "tindak_lanjut"
    DOUBT = "klarifikasi"
    EXPIRING = "berakhir"
    OTHER = "lainnya"

    @property
    def letter(self) -> str:
        """The letter that people call it by: A to E."""
        return "ABCDE"[list(Section).index(self)]


class Origin(StrEnum):
    """Whether an article is a copy of a press release, or an outlet's own reporting."""

    RELEASE = "rilis"
    OWN = "liputan"


class DoubtSort(StrEnum):
    """Why something needs to be clarified."""

    WEEKDAY = "hari"
    FORMER_MINISTRY = "kementerian"
    DISAGREEMENT = "beda"


class Clip(Record):
    """One article.

    ``outlet`` is the name of the site, ``type`` one of ``model.outlets``. ``published`` is null
    where nobody told it, ``dated`` says that only its day is known. ``late`` ones were published
    before the period, and found in it. ``origin`` is null where it cannot be told. ``speakers`` are
    those quoted, with their offices.
    """

    url: str
    outlet: str
    type: str = "press"
    province: str | None = None
    title: str
    published: AwareDatetime | None = None
    dated: bool = False
    late: bool = False
    origin: Origin | None = None
    excerpt: str = ""
    speakers: tuple[str, ...] = ()


class Statement(Record):
    """What an outlet says, and the sentence that says it."""

    value: str
    sentence: str = ""
    outlet: str = ""
    url: str | None = None


class Doubt(Record):
    """Something that needs to be clarified; ``field`` is that of the agreement."""

    sort: DoubtSort
    field: str | None = None
    statements: tuple[Statement, ...]


class Entry(Record):
    """One thing that a kliping tells of.

    ``key`` tells it from the others: the id of an agreement or a story, behind a letter where the
    same one stands in several sections, or the address of an article. What is not known is null or
    empty. ``clips`` are in the order of publication. ``late`` means that all of them are.
    ``removed``, ``note`` and ``tone`` are what a person decided.
    """

    key: str
    section: Section
    title: str
    story: str | None = None
    agreement: str | None = None
    kind: Instrument | None = None
    act: Act | None = None
    units: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_kinds: tuple[PartyKind, ...] = ()
    partner_count: int | None = None
    instrument_count: int | None = None
    signed_on: date | None = None
    signed_on_basis: SignedOnBasis = SignedOnBasis.NONE
    place: str | None = None
    regency: str | None = None
    province: str | None = None
    valid_until: date | None = None
    days_left: int | None = None
    clips: tuple[Clip, ...] = ()
    doubt: Doubt | None = None
    late: bool = False
    removed: bool = False
    note: str = ""
    tone: Tone | None = None


class Coverage(Record):
    """What a kliping rests on.

    ``checked`` of ``watched`` media were visited in the period and answered. Of ``agreements`` in
    the register, the end of ``known_ends`` is known.
    """

    checked: int
    watched: int
    known_ends: int
    agreements: int


class Content(Record):
    """What a kliping holds, of the period from ``start`` to ``end``, which is not included.

    ``zone`` is the IANA name of the office's zone. ``advice`` is what stands as Catatan/Saran.
    """

    office: str
    zone: str
    start: AwareDatetime
    end: AwareDatetime
    entries: tuple[Entry, ...] = ()
    coverage: Coverage
    advice: str = ""

    def shown(self, section: Section) -> list[Entry]:
        """Return the entries of a section, but for those that a person removed."""
        return [one for one in self.entries if one.section is section and not one.removed]


class Step(Record):
    """That a kliping came to a state, by whom and when."""

    state: KlipingState
    by: str
    at: AwareDatetime


class Kliping(Record):
    """The kliping of a day in the office's zone.

    ``revision`` grows with each change: who changes it says which one they saw. ``built`` is when
    the content was last taken from the store.
    """

    day: date
    state: KlipingState
    revision: int
    built: AwareDatetime
    steps: tuple[Step, ...]
    content: Content

    def step(self, state: KlipingState) -> Step | None:
        """Return when it last came to a state; null where it is not beyond that one."""
        if list(KlipingState).index(self.state) < list(KlipingState).index(state):
            return None
        return next((one for one in reversed(self.steps) if one.state is state), None)
