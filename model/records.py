"""What Pantau knows of a page: the article on it, the judgement, and the agreements it tells of.

These types are the lines of ``pantau read --jsonl`` and what the store keeps; their field names
and values are a contract with everyone who reads Pantau's JSON.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

#: Western Indonesia Time: the zone of every time that a page gives without one.
JAKARTA = ZoneInfo("Asia/Jakarta")
#: What becomes of a page that corrects another one: it is kept with that one, and is no story.
CORRECTION = "correction"
#: Ids that begin so are no stories: they stand for agreements that none speaks for.
DESK_PREFIX = "d"


def _is_nothing(value: object) -> bool:
    return not value


class Record(BaseModel):
    """An immutable value with exactly the fields it declares."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedBasis(StrEnum):
    """Where the publication time of an article was read from."""

    META = "meta"
    JSONLD = "jsonld"
    URL = "url"
    TEXT = "text"
    FEED = "feed"
    GIVEN = "given"
    NONE = "none"


class ExtractedBy(StrEnum):
    """What found the text of a story on its page: the first, or the one that did better."""

    TRAFILATURA = "trafilatura"
    TRAFILATURA_DEFAULT = "trafilatura_default"
    STORY_BLOCK = "story_block"
    JUSTEXT = "justext"
    PLAIN = "plain"


class Label(StrEnum):
    """What a story was judged to be."""

    PARTNERSHIP = "partnership"
    CANDIDATE = "candidate"
    OTHER = "other"


class Instrument(StrEnum):
    """The kind of an agreement, by the paper that was signed."""

    NOTA_KESEPAHAMAN = "nota_kesepahaman"
    NOTA_KESEPAKATAN = "nota_kesepakatan"
    KESEPAKATAN_BERSAMA = "kesepakatan_bersama"
    PERJANJIAN_KERJA_SAMA = "perjanjian_kerja_sama"
    LAINNYA = "lainnya"


class Act(StrEnum):
    """What was done with the paper."""

    SIGNED = "signed"
    RENEWED = "renewed"
    AMENDED = "amended"


class PartyKind(StrEnum):
    """What sort of body a party is; the last three only for partners counted or described."""

    PEMASYARAKATAN = "pemasyarakatan"
    PEMERINTAH_DAERAH = "pemerintah_daerah"
    KEPOLISIAN = "kepolisian"
    KEJAKSAAN = "kejaksaan"
    PENGADILAN = "pengadilan"
    TNI = "tni"
    BNN = "bnn"
    KEMENTERIAN_LEMBAGA = "kementerian_lembaga"
    BUMN_BUMD = "bumn_bumd"
    PERGURUAN_TINGGI = "perguruan_tinggi"
    SEKOLAH = "sekolah"
    LAYANAN_KESEHATAN = "layanan_kesehatan"
    BANTUAN_HUKUM = "bantuan_hukum"
    YAYASAN = "yayasan"
    ORGANISASI_KEAGAMAAN = "organisasi_keagamaan"
    ORGANISASI_PROFESI = "organisasi_profesi"
    SWASTA = "swasta"
    MEDIA = "media"
    LAINNYA = "lainnya"
    INSTANSI_PEMERINTAH = "instansi_pemerintah"
    LEMBAGA_PENDIDIKAN = "lembaga_pendidikan"
    ORGANISASI_SOSIAL = "organisasi_sosial"


class UnitKind(StrEnum):
    """The kind of a Ditjenpas office."""

    DITJENPAS = "ditjenpas"
    KANWIL = "kanwil"
    LAPAS = "lapas"
    RUTAN = "rutan"
    LPKA = "lpka"
    BAPAS = "bapas"
    RUPBASAN = "rupbasan"


class UnitRole(StrEnum):
    """How a unit takes part in an agreement."""

    SIGNATORY = "signatory"
    IMPLEMENTER = "implementer"
    ATTENDEE = "attendee"
    LOCATION = "location"


class Capacity(StrEnum):
    """How a named official takes part in a signing."""

    SIGNATORY = "signatory"
    WITNESS = "witness"
    PRESENT = "present"
    QUOTED = "quoted"


class SignedOnBasis(StrEnum):
    """How the date of signing is known; ``given``: a person entered it."""

    STATED = "stated"
    YEAR_FROM_WEEKDAY = "year_from_weekday"
    YEAR_FROM_PUBLISHED = "year_from_published"
    WEEKDAY_CORRECTED = "weekday_corrected"
    RELATIVE = "relative"
    GIVEN = "given"
    NONE = "none"


class Tone(StrEnum):
    """How the coverage of an agreement speaks of it, by a person's judgement."""

    POSITIF = "positif"
    NETRAL = "netral"
    NEGATIF = "negatif"


class Decision(StrEnum):
    """What a person decided of a story: it tells of a partnership, or it does not."""

    KEEP = "keep"
    DROP = "drop"


class CorrectionKind(StrEnum):
    """How an article corrects another one; the last corrects the very article it stands in."""

    RALAT = "ralat"
    KOREKSI = "koreksi"
    KLARIFIKASI = "klarifikasi"
    HAK_JAWAB = "hak_jawab"
    HAK_KOREKSI = "hak_koreksi"
    CATATAN_REDAKSI = "catatan_redaksi"


class Page(Record):
    """One page as it came: from the web, from a file, or from a line of JSON.

    ``body`` is the bytes as fetched where there are bytes (their charset is found when reading)
    and a string where the text was already decoded. ``plain`` says that it is article text, not
    HTML. ``title`` and ``published`` are what a feed, a sitemap or the giver said of the page;
    ``published_basis`` says which. ``status`` and ``headers`` are those of the answer, where there
    was one. ``parts`` are further pages of the same article, in order.
    ``chrome`` are digests of lines that recur on the site (``pipelines.read.recurring``).
    """

    url: str
    body: bytes | str
    plain: bool = False
    content_type: str | None = None
    fetched_at: AwareDatetime
    title: str | None = None
    published: AwareDatetime | None = None
    published_basis: PublishedBasis = PublishedBasis.NONE
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    parts: tuple[Page, ...] = ()
    chrome: frozenset[str] = frozenset()


class Article(Record):
    """The cleaned story on one page.

    ``text`` holds one paragraph a line. ``published`` and ``modified`` keep the offset that the
    page gives, else they are in Asia/Jakarta; a page that names only the day gives its midnight.
    ``language`` is an ISO 639 code, ``und`` where there is too little text to tell. ``authors`` are
    the writers, ``sources`` who sent the story or told it first: an office of public relations, an
    agency, another outlet. ``extractor`` names what found the text; null where no page was read.
    ``cut`` are lines that were left out because they recur on the site; without any, there is no
    such key in JSON. ``noarchive`` says that the page asks for no copy and no excerpt of it; it is
    left out of JSON where it does not.
    """

    title: str
    text: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    published: AwareDatetime | None = None
    published_basis: PublishedBasis = PublishedBasis.NONE
    modified: AwareDatetime | None = None
    language: str
    site_name: str | None = None
    canonical_url: str | None = None
    tags: tuple[str, ...] = ()
    extractor: ExtractedBy | None = None
    cut: Annotated[tuple[str, ...], Field(exclude_if=_is_nothing)] = ()
    noarchive: Annotated[bool, Field(exclude_if=_is_nothing)] = False


class Signal(Record):
    """One thing that spoke for (positive) or against a partnership, in log-odds."""

    name: str
    weight: float
    evidence: str


class Judgement(Record):
    """Whether an article tells of a Ditjenpas partnership, how surely, and why.

    ``model`` is the version of the model that judged; null where that was not noted yet.
    """

    label: Label
    probability: Annotated[float, Field(ge=0, le=1)]
    signals: tuple[Signal, ...] = ()
    model: str | None = None


class Review(Record):
    """A person's decision about a story, and what the judge had said of it then.

    ``at`` is when it was made, ``undone`` when ``undone_by`` took it back; both in UTC.
    """

    decision: Decision
    by: str
    at: AwareDatetime
    note: str | None = None
    label: Label
    probability: float
    model: str | None = None
    undone: AwareDatetime | None = None
    undone_by: str | None = None


class Party(Record):
    """A body that an agreement binds; ``name`` in full official form."""

    name: str
    kind: PartyKind


class Unit(Record):
    """An office of Ditjenpas that takes part in an agreement.

    ``id`` is that of the register of units (docs/units.md), or made from kind and place for an
    office that is not in it; null where the story does not tell which of several offices it means.
    """

    name: str
    kind: UnitKind
    id: str | None = None
    role: UnitRole


class Official(Record):
    """A person named with an office; ``name`` without titles and degrees."""

    name: str
    role: str
    capacity: Capacity


class Agreement(Record):
    """A signed act told by a story. What the story does not say is null or empty.

    ``evidence`` maps a field to a verbatim piece of title or text, a list of them for list fields.
    ``regency`` is "Kota X" or "Kabupaten X"; ``term_months`` counts months. ``number_ours`` is the
    number that the prison service gave the paper, ``number_theirs`` that of the other side.
    """

    kind: Instrument
    kind_as_written: tuple[str, ...] = ()
    act: Act = Act.SIGNED
    title: str | None = None
    parties: tuple[Party, ...] = ()
    units: tuple[Unit, ...] = ()
    signed_on: date | None = None
    signed_on_basis: SignedOnBasis = SignedOnBasis.NONE
    place: str | None = None
    regency: str | None = None
    province: str | None = None
    officials: tuple[Official, ...] = ()
    instrument_count: int | None = None
    partner_count: int | None = None
    partner_kinds: tuple[PartyKind, ...] = ()
    scope: tuple[str, ...] = ()
    term_months: int | None = None
    valid_until: date | None = None
    number_ours: str | None = None
    number_theirs: str | None = None
    evidence: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)


class Correction(Record):
    """That an article corrects another one of its site, and what it says of that one.

    ``evidence`` is the piece of title or text that says so. ``urls`` are the addresses it leads
    to, ``title`` is the headline it quotes, ``published`` the day it gives, in Asia/Jakarta. An
    editor's note on changes in its own article (``catatan_redaksi``) names none of them.
    """

    kind: CorrectionKind
    evidence: str
    urls: tuple[str, ...] = ()
    title: str | None = None
    published: date | None = None

    @property
    def is_of_another(self) -> bool:
        """Whether this corrects another article, not the one it stands in."""
        return self.kind is not CorrectionKind.CATATAN_REDAKSI


class Reading(Record):
    """All that the chain read from one page: a line of ``pantau read --jsonl``.

    ``error`` is null or says why the page could not be read; then the rest is empty.
    ``correction`` is left out of JSON where there is none.
    """

    url: str
    error: str | None = None
    article: Article | None = None
    judgement: Judgement | None = None
    agreements: tuple[Agreement, ...] = ()
    correction: Annotated[Correction | None, Field(exclude_if=_is_nothing)] = None


class ArticleRef(Record):
    """Where an article of a story was published.

    ``withdrawn`` is when its page was found gone, in UTC. ``corrects`` is the address of the
    article that this one corrects, ``note`` what the editors say they changed in it; both are left
    out of JSON where there is none.
    """

    url: str
    site: str
    title: str
    published: datetime | None
    withdrawn: datetime | None = None
    corrects: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    note: Annotated[str | None, Field(exclude_if=_is_nothing)] = None


class Story(Record):
    """One event with every article that tells it, first publisher first.

    ``text`` is that of the article the agreements were read from; times are in UTC. ``withdrawn``
    says that no article can be read any more, and is left out of JSON where it is false. ``review``
    is the decision of a person, which the label follows; it is left out where there is none.
    ``noarchive`` is that of the article that the text is of.
    """

    id: str
    title: str
    published: datetime | None
    label: Label
    probability: float
    language: str
    text: str
    articles: tuple[ArticleRef, ...]
    agreements: tuple[str, ...] = ()
    withdrawn: Annotated[bool, Field(exclude_if=_is_nothing)] = False
    review: Annotated[Review | None, Field(exclude_if=_is_nothing)] = None
    noarchive: Annotated[bool, Field(exclude_if=_is_nothing)] = False


class Variant(Record):
    """One of the values that articles give for a field, and the addresses of those articles."""

    value: str | int
    articles: tuple[str, ...]


class Given(Record):
    """What a person says of a field of an agreement, and when (UTC); it goes before the news.

    ``news`` is what the stories say of the field where that is something else, and ``conflict``
    that they said so only after the person did: it waits for somebody to settle it. Both are left
    out of JSON where there is nothing.
    """

    value: JsonValue
    by: str
    at: AwareDatetime
    note: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    news: Annotated[JsonValue, Field(exclude_if=_is_nothing)] = None
    conflict: Annotated[bool, Field(exclude_if=_is_nothing)] = False


class Entered(Record):
    """By whom an agreement was entered by hand, and when (UTC)."""

    by: str
    at: AwareDatetime


class KeptAgreement(Agreement):
    """An agreement as the store holds it, told by stories, entered by hand, or both.

    Its fields are in force: what a person gave goes before what the news says, and ``given`` tells
    which those are. ``stories`` are the ids of those that tell of it, first the one that speaks
    for it: what that leaves open is filled in from the others. ``articles`` are all of theirs,
    first publisher first. ``contradictions`` are the fields of which articles say different things,
    with all that they say, what is shown first; those a person gave are not among them.
    ``follow_ups`` are stories of what came of it later, which do not tell of the signing.
    ``renewed_by`` and ``amended_by`` are agreements that name this one as their ``parent``.

    What follows the articles is left out of JSON where there is none. Only people know from
    ``pic`` to ``ended_on``; but ``parent``, the id of an agreement or words for it, is
    found where a story names that paper, with the sentence as ``evidence["parent"]``.
    """

    id: str
    stories: tuple[str, ...]
    articles: tuple[ArticleRef, ...] = ()
    contradictions: Annotated[dict[str, tuple[Variant, ...]], Field(exclude_if=_is_nothing)] = (
        Field(default_factory=dict)
    )
    pic: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    follow_up: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    document_url: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    note: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    parent: Annotated[str | None, Field(exclude_if=_is_nothing)] = None
    tone: Annotated[Tone | None, Field(exclude_if=_is_nothing)] = None
    ended_on: Annotated[date | None, Field(exclude_if=_is_nothing)] = None
    given: Annotated[dict[str, Given], Field(exclude_if=_is_nothing)] = Field(default_factory=dict)
    entered: Annotated[Entered | None, Field(exclude_if=_is_nothing)] = None
    follow_ups: Annotated[tuple[str, ...], Field(exclude_if=_is_nothing)] = ()
    renewed_by: Annotated[tuple[str, ...], Field(exclude_if=_is_nothing)] = ()
    amended_by: Annotated[tuple[str, ...], Field(exclude_if=_is_nothing)] = ()

    @property
    def teller(self) -> str:
        """The id that the store tells of it by: its story's, or its own where it has none."""
        return self.stories[0] if self.stories else desk_story(self.id)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields of which the news says something else since a person gave them."""
        return tuple(field for field, one in self.given.items() if one.conflict)


def desk_story(agreement: str) -> str:
    """Return the id by which the store tells of an agreement that no story speaks for."""
    return DESK_PREFIX + agreement[1:]
