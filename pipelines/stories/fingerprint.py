"""What of an article is compared to tell whether another one tells the same event."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from model.records import JAKARTA, Agreement, Article, Record
from pipelines.stories.bodies import bodies_in, unnamed_in
from pipelines.stories.deeds import Deed, deed_of, news_of
from pipelines.stories.plans import Stage, planned_days, stage_of
from pipelines.stories.round_ups import lead_in, units_named
from pipelines.text.lookout import watch
from pipelines.text.references import without_references

#: Words in a shingle: stock phrases of officialdom are mostly shorter.
SHINGLE_WORDS = 4
#: Words of a text that are compared; a release is told by then.
MOST_WORDS = 1500
#: One shingle of so many is a trace under which copies find each other.
SAMPLE = 16
MOST_SAMPLES = 40
#: Double names of an article that are compared and are traces; a story names few people.
MOST_PAIRS = 24
_LEAST_SHINGLE_KEY = 1 << 32

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?<![.!?:…”\"“\n] )(?<![\n“\"])\b[A-Z][A-Za-z’'-]{2,30}\b")
_PAIR = re.compile(r"\b([A-Z][a-z’'-]{2,30}) (?=([A-Z][a-z’'-]{2,30})\b)")
#: What hasty outlets write without capitals: "universitas borneo tarakan", "lbh cahaya adil".
_UNCAPPED = watch(
    r"\b(?:universitas|univ|institut|politeknik|lbh|rsud|yayasan|pesantren|ponpes)\.?"
    r" (?!(?:yang|dan|dengan|dari|itu|ini|akan|juga|serta|untuk|setempat|adalah|oleh)\b)"
    r"(?!(?:me|di|ber|ter)[a-z]{4})([a-z]{4,30})\b"
)
#: Capitalised words that name an office or a thing of any release, not this event.
COMMON = frozenset(
    """
    acara agama aula badan balai bapak bapas bersama binaan bupati daerah dalam dan dengan dinas
    direktorat direktur ditjenpas hak ham hukum ibu indonesia jenderal kabupaten kakanwil kalapas
    kanwil kantor karutan kegiatan kelas kemenimipas kemenkumham kementerian kepala kerja
    kesepahaman kesepakatan kota lapas lembaga masyarakat melalui mou narapidana negara nota para
    pas pasal pemasyarakatan pembinaan pemerintah pemkab pemkot penandatanganan perjanjian pihak
    pks program provinsi ruang rumah rutan sama sambutannya selain sementara senin selasa rabu kamis
    jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november
    desember tahanan tahun undang wakil wali walikota warga wbp wib wilayah wita yang untuk kami
    kita iia iib iii
    """.split()
)


class Fingerprint(Record):
    """An article in short: hashed runs of words, names, its news, its day in Jakarta.

    ``pairs`` are two names in a row: people, mostly, and places. ``background`` are the older
    agreements that it mentions, and what is told of a signing that has not been; by them it is
    found, not compared. ``planned`` are the days for which an article without any news of an
    agreement tells of a signing, planned or put off, and ``units`` those that it names. ``stage``
    is how far its signing came, None where that is not told. ``bodies`` are those of its town that
    an article speaks of, ``unnamed`` those of which it tells the sort alone ("an LBH of the town").
    """

    shingles: frozenset[int]
    names: frozenset[str]
    pairs: frozenset[str]
    deeds: tuple[Deed, ...]
    published: date | None
    background: tuple[Deed, ...] = ()
    planned: frozenset[date] = frozenset()
    bodies: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    stage: Stage | None = None

    def facts(self) -> str:
        """Return all but the shingles, as JSON."""
        return self.model_dump_json(exclude={"shingles"})

    def packed(self) -> bytes:
        """Return the shingles, four bytes each."""
        return array("I", sorted(self.shingles)).tobytes()

    @classmethod
    def unpacked(cls, facts: str, shingles: bytes) -> Fingerprint:
        """Make a fingerprint again from ``facts()`` and ``packed()``."""
        kept = _Facts.model_validate_json(facts)
        numbers = array("I")
        numbers.frombytes(shingles)
        # Numbers of our own making: not checked one by one.
        return cls.model_construct(
            shingles=frozenset(numbers),
            names=kept.names,
            pairs=kept.pairs,
            deeds=kept.deeds,
            published=kept.published,
            background=kept.background,
            planned=kept.planned,
            bodies=kept.bodies,
            unnamed=kept.unnamed,
            units=kept.units,
            stage=kept.stage,
        )


class _Facts(Record):
    names: frozenset[str]
    pairs: frozenset[str]
    deeds: tuple[Deed, ...]
    published: date | None
    background: tuple[Deed, ...] = ()
    planned: frozenset[date] = frozenset()
    bodies: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    stage: Stage | None = None


class Trace(NamedTuple):
    """A key that articles of one event share; ``timeless`` ones hold however far apart they are."""

    key: int
    timeless: bool


def fingerprint(article: Article, agreements: tuple[Agreement, ...]) -> Fingerprint:
    """Shorten an article and its agreements to what tells the event."""
    article = article.model_copy(update={"text": without_references(article.text)})
    words = _WORD.findall(article.text.lower())[:MOST_WORDS]
    told = tuple(map(deed_of, agreements))
    stage = stage_of(article)
    lead = lead_in(article.text, told)
    news = () if lead or stage in {Stage.PLANNED, Stage.PUT_OFF} else news_of(article, told)
    opening = article.model_copy(update={"text": lead}) if lead else article
    return Fingerprint(
        shingles=frozenset(_shingles(words)),
        # Not of the title: there every word has a capital.
        names=_names(article.text),
        pairs=frozenset(sorted(_pairs(article.text))[:MOST_PAIRS]),
        deeds=news,
        published=_day(article.published),
        background=tuple(deed for deed in told if deed not in news),
        planned=frozenset() if news else frozenset(planned_days(opening)),
        bodies=bodies_in(words),
        unnamed=unnamed_in(article.text),
        units=frozenset() if news else units_named(opening.text),
        # Without an agreement, what was signed is somebody else's, or long ago.
        stage=stage if news or stage is not Stage.SIGNED else None,
    )


def traces(print_: Fingerprint) -> frozenset[Trace]:
    """Return the keys under which articles of the same event can be found."""
    pairs = (Trace(_key(pair), timeless=False) for pair in print_.pairs)
    return frozenset([*_sampled(print_.shingles), *_deed_traces(print_), *pairs])


def _shingles(words: list[str]) -> Iterator[int]:
    for start in range(max(1, len(words) - SHINGLE_WORDS + 1)):
        yield zlib.crc32(" ".join(words[start : start + SHINGLE_WORDS]).encode("utf-8", "replace"))


def _names(text: str) -> frozenset[str]:
    uncapped = (match[1] for match in _UNCAPPED.finditer(text))
    words = (*map(str.lower, _NAME.findall(text)), *uncapped)
    return frozenset(word for word in words if word not in COMMON)


def _pairs(text: str) -> set[str]:
    pairs = (f"{left} {right}".lower() for left, right in _PAIR.findall(text))
    return {pair for pair in pairs if COMMON.isdisjoint(pair.split())}


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(JAKARTA).date() if moment else None


def _sampled(shingles: frozenset[int]) -> Iterator[Trace]:
    chosen = sorted(shingle for shingle in shingles if shingle % SAMPLE == 0)[:MOST_SAMPLES]
    for shingle in chosen or sorted(shingles)[:1]:
        yield Trace(shingle, timeless=False)


def _deed_traces(print_: Fingerprint) -> Iterator[Trace]:
    for deed in print_.deeds:
        for name in deed.names:
            yield Trace(_key(name), timeless=False)
    for name in print_.units:
        yield Trace(_key(name), timeless=False)
    for deed in (*print_.deeds, *print_.background):
        yield from (Trace(key, timeless=True) for key in dated_keys(deed))


def dated_keys(deed: Deed, *, near: bool = False) -> set[int]:
    """Return the keys under which articles that tell of ``deed`` are found at any time.

    None where it has no date; with ``near``, those of the days before and after too.
    """
    if deed.signed_on is None:
        return set()
    days = [deed.signed_on + timedelta(days=step) for step in ((-1, 0, 1) if near else (0,))]
    return {_key(f"{name} {day}") for name in deed.names for day in days}


def partner_keys(deed: Deed) -> set[int]:
    """Return the keys under which articles that name the partners of ``deed`` are found."""
    return set(map(_key, deed.partners))


def _key(words: str) -> int:
    """Hash ``words`` to a positive number above all shingles that a signed 64-bit column holds."""
    digest = blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 1) | _LEAST_SHINGLE_KEY
