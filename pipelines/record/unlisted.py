"""Bodies of no known form, told by where they stand: "PKS dengan Eco Dewata"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from model.records import PartyKind
from pipelines.record.forms import Organisation
from pipelines.record.names import headline_stopwords, stopwords
from pipelines.record.person_names import OFFICES
from pipelines.record.tokens import tokens
from pipelines.text.instruments import find_instruments
from pipelines.text.lookout import watch
from pipelines.text.regions import region_named

_WORD = r"[A-Z][\w'’&-]{0,30}"
_NAME = rf"(?P<name>@?{_WORD}(?: (?:@?{_WORD}|for|of)){{1,5}})"
_SHORT = r"(?: \((?P<alias>[A-Z]\w{1,14})\))?"
#: A name of several capitals between two bodies of a list.
_LINK = re.compile(rf"(?:, |,? (?:dan|serta) ){_NAME}{_SHORT}(?:,? (?:dan|serta) |, )")
#: The first name of a list that goes on with a body: "tiga mitra, yaitu Rumah Purun, Komunitas …".
_FIRST = re.compile(
    rf"\b(?:yaitu|yakni|masing-masing|antara lain) {_NAME}{_SHORT}(?:, | dan | serta )"
)
#: A short form that the story does not explain, in a list of bodies or as the last one of it.
_SHORT_NAME = r"(?P<name>[A-Z]{3,8})(?P<alias>(?!))?"
_SHORT_LINK = re.compile(rf"(?:, |,? (?:dan|serta) ){_SHORT_NAME}(?:,? (?:dan|serta) |, )")
_SHORT_LAST = re.compile(
    rf",? (?:dan|serta|dengan) {_SHORT_NAME} (?:(?:bersama-sama|resmi|telah|akhirnya|sepakat|"
    r"kembali|sama-sama) ){0,2}(?:menandatangani|(?:me)?neken|teken|menyepakati|bersepakat)\b"
)
#: "Direktur YLD" heads a body of that name.
_SHORT_HEADED = watch(
    rf"\b(?:[Dd]irektur|[Kk]etua|[Pp]impinan|[Kk]oordinator) {_SHORT_NAME}\b(?! [A-Z]{{3}})"
)
_NO_BODIES = frozenset(
    """
    upt wbp umkm sdm pks mou hiv tbc kuhp sae wita wib apbd aids napza nkri bimker wni wna lgbt
    lkpp rtrw osis kplp sppi apip asn pns cpns bumd bumn uptd opd skpd fgd rkpd ktp nik bpjs jkn
    rab sop pkl kkn dki diy ntb ntt pbh dpc dpd dpw dpp dpn ppid
    covid tpp rtp rw rt kpps pkh drs umum tni polri
    """.split()
)
#: "Priangan TV" is a broadcaster.
_BROADCASTER = watch(r"(?<!\()\b(?P<name>[A-Z]\w+(?: [A-Z]\w+)? (?P<alias>(?!))?(?:TV|FM))\b")
_AFTER_PAPER = watch(
    r"(?:(?:PKS|MoU|[Kk]erja ?sama|[Kk]esepahaman|[Kk]esepakatan)\)? (?:dengan|bersama)"
    rf"|[Mm]enggandeng|[Mm]erangkul) (?P<sort>[a-z]+(?: [a-z]+){{0,2}} )?{_NAME}{_SHORT}"
    r"(?=[,.;]| \(| (?:di|pada|tentang|untuk|guna|dalam|dan|serta|yang|selama|terkait) )"
)
#: A name beside a unit or another body that signs with it.
_WITH_AFTER = re.compile(
    rf" (?:dan|bersama|serta|dengan|gandeng|menggandeng) {_NAME}{_SHORT} (?:(?:resmi|telah|kembali|"
    r"sepakat|sama-sama|akhirnya|bersama-sama) ){0,2}(?:menandatangani|(?:me)?neken|teken|menjalin|"
    r"bekerja)\b"
)
_WITH_BEFORE = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.–—-] )|antara ){_NAME}{_SHORT} "
    r"(?:dan|bersama|serta|gandeng|menggandeng) $"
)
_JOINTS = (" dan ", " bersama ", " serta ", " gandeng ", " menggandeng ")
_SIGNED_NEXT = re.compile(
    r"[^.\n]{0,160}\b(?:menandatangani|(?:me)?neken|teken|ditandatangani|diteken|sepakat)\b"
)
#: What a body of business or of another sort is called by, before its name.
_SORT = watch(
    r"\b(?P<sort>perusahaan|usaha|pabrik|studio|merek|gerai|kafe|kedai|rintisan|pengembang|"
    r"organisasi|lembaga|komunitas|kelompok|sanggar|penerbit)(?: [a-z]{3,14}){0,2} "
    rf"{_NAME}{_SHORT}"
)
#: How far before a unit a name beside it begins, in characters.
_ROOM = 100
_BUSINESS = frozenset(
    "perusahaan usaha pabrik studio merek gerai kafe kedai rintisan pengembang penerbit".split()
)
_TRADES = frozenset(
    "kopi coffee bakery laundry catering katering farm studio craft group grup partner".split()
)
#: Words of names of newspapers, and of what is of a town.
_PRESS = frozenset("post pos ekspres express times kota kabupaten tv fm".split())
#: Words that end or begin names of bodies rather than of people.
_TELLING = frozenset(
    """
    indonesia nusantara mandiri lestari sejahtera foundation center centre institute group grup
    farm studio academy craft bakery laundry coffee kopi catering konsultan partner partners
    peduli hijau international internasional digital media community trust initiative network
    """.split()
)
_DEGREE = re.compile(r",? (?:S\.|M\.|A\.Md|SH\b|MH\b|S\w{1,3}\b,? M)")


def unlisted_bodies(
    text: str, known: Sequence[Organisation], first: int = 0
) -> Iterator[Organisation]:
    """Bodies of no known form in the running text ``text``; none over those that are ``known``.

    The text runs from the place ``first`` on.
    """
    spans = [(body.start, body.end) for body in known]
    for match in _candidates(text, known, first):
        start, end = match.span("name")
        end = max(end, match.end("alias") + 1)
        if any(left < end and start < right for left, right in spans):
            continue
        name = match["name"]
        if _is_name(text, match, name):
            spans.append((start, end))
            sort = (match.groupdict().get("sort") or "").split(" ")[0]
            business = sort in _BUSINESS or not _TRADES.isdisjoint(name.lower().split())
            kind = PartyKind.SWASTA if business else PartyKind.LAINNYA
            kind = PartyKind.MEDIA if name.endswith((" TV", " FM")) else kind
            yield Organisation(name, kind, start, end, alias=match["alias"])


def _candidates(text: str, known: Sequence[Organisation], first: int) -> Iterator[re.Match[str]]:
    for left, right in pairwise(sorted(known, key=lambda body: body.start)):
        heads = left.via_head or right.via_head
        if not heads and (match := _LINK.fullmatch(text, left.end, right.start)):
            yield match
        if not heads and (match := _SHORT_LINK.fullmatch(text, left.end, right.start)):
            yield match
    for body in known:
        if match := _SHORT_LAST.match(text, body.end):
            yield match
        beside = (_WITH_AFTER.match(text, body.end), _before(text, body, first))
        yield from (match for match in beside if match and _is_telling(match["name"]))
    yield from _SHORT_HEADED.finditer(text, first)
    yield from _BROADCASTER.finditer(text, first)
    yield from _first_of_lists(text, known, first)
    for pattern in (_AFTER_PAPER, _SORT):
        for match in pattern.finditer(text, first):
            told = match.groupdict().get("sort") or not _TELLING.isdisjoint(
                match["name"].lower().split()
            )
            if told or text.count(match["name"], first) > 1:
                yield match


def _is_telling(name: str) -> bool:
    """Whether a word of a name tells that no person is called so: a trade, a place, "Post"."""
    if next(OFFICES.find(tokens(name)), None) is not None:
        return False
    words = name.lower().split()
    known = not (_TELLING | _TRADES | _PRESS).isdisjoint(words)
    return known or any(region_named(word) is not None for word in words)


def _before(text: str, body: Organisation, first: int) -> re.Match[str] | None:
    """A name that begins the sentence in which a unit signs: "Prison Fellowship dan Lapas X"."""
    if body.unit is None or not text.endswith(_JOINTS, max(0, body.start - 12), body.start):
        return None
    start = max(first, text.rfind("\n", 0, body.start) + 1, body.start - _ROOM)
    match = _WITH_BEFORE.search(text, start, body.start)
    return match if match and _SIGNED_NEXT.match(text, body.end) else None


def _first_of_lists(
    text: str, known: Sequence[Organisation], first: int
) -> Iterator[re.Match[str]]:
    starts = {body.start for body in known if not body.via_head}
    for match in _FIRST.finditer(text, first):
        if match.end() in starts:
            yield match


def _is_name(text: str, match: re.Match[str], name: str) -> bool:
    """Whether the words may name a body: no town, no office, no person with a degree."""
    words = name.lower().split()
    if words[0] in _NO_BODIES or any(
        word in stopwords() or word in headline_stopwords() for word in words
    ):
        return False
    if region_named(name) is not None or any(find_instruments(name)):
        return False
    if f"({name})" in text:
        return False
    return _DEGREE.match(text, match.end("name")) is None
