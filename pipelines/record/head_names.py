"""The person's name that follows a body's without a comma: "Ketua STKIP Citra Bakti Agus Salim"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from model.records import PartyKind
from pipelines.record.forms import Organisation, forms
from pipelines.record.identity import PLACED
from pipelines.record.names import field_word
from pipelines.record.person_names import BALINESE, SURE_TITLES, TITLES, acronym
from pipelines.record.tokens import Token, tokens
from pipelines.text.regions import region_named

#: Words before the name of a saint, whom a church or a school is named after.
_SAINTS = frozenset({"santo", "santa", "st", "sta", "katedral", "kristus"})
#: Words that go on with the name of a university after a region's.
_GO_ON = frozenset(
    "raya barat timur utara selatan tengah internasional global mandiri indonesia jaya".split()
)
#: Regional offices and their technical units, which are named by what they do.
_BY_FIELD = ("UPTD ", "UPT ", "Dinas ", "Kementerian ")
_SORTS = frozenset(word.strip().lower() for word in _BY_FIELD)
#: The office of who heads one, right before what it is for: "Kadis Dukcapil".
_HEADS = re.compile(
    r"\b(?:Kadis|Kadin|Kepala|Sekdis|Sekretaris|(?:Direktur|Dirjen|Sekjen|Irjen|Inspektur|Staf)\b"
    r"[^\n,.;:()]{0,60})\s$",
    re.IGNORECASE,
)
#: A name after a comma: what stands before it is still the body's.
_NAME_AFTER = re.compile(
    r", (?!Ka[a-z]+|Ke[tp]\w+|Plt|Plh|Pj|Wakil|Sek\w+|Dir\w+|Bupati|Camat|Dandim|Kapol\w+|"
    r"(?:Se(?:nin|lasa)|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu)\b)[A-Z]"
)
#: Characters in which that office is told.
_HEAD_REACH = 80
#: Words of a person's name that no other sign tells from a body's.
_SHORTEST = 2
#: Bodies that are named after people too.
_AFTER_PEOPLE = {PartyKind.ORGANISASI_KEAGAMAAN, PartyKind.PERGURUAN_TINGGI, PartyKind.SEKOLAH}


def without_head(
    text: str, mention: Organisation, spoken: frozenset[str], named: Mapping[str, PartyKind]
) -> Organisation:
    """``mention`` without the name of the one who heads it.

    ``spoken`` are words by which people are called in the text, and ``named`` the names that it
    gives bodies without their heads, with their kinds.
    """
    by_field = mention.name.startswith(_BY_FIELD) and not _NAME_AFTER.match(text, mention.end)
    placed = mention.kind in PLACED and not by_field
    headed = by_field and _heads(text, mention.start)
    known = mention.name in named and not headed
    if not (mention.via_head or headed) or mention.unit or placed or known:
        return mention
    said = text[mention.start : mention.end]
    words = tokens(said)
    first = _first_of_name(mention, words)
    cut = _after_field(words, first) if by_field else None
    if cut is None:
        cut = _cut(said, words, first, spoken, mention.kind)
    if cut is None:
        cut = _after_named(said, words, first, [n for n in named if named[n] is mention.kind])
    if cut is None and mention.kind is PartyKind.PERGURUAN_TINGGI:
        cut = _after_region(words, first)
    if cut is None and mention.kind is PartyKind.SEKOLAH:
        cut = _after_number(words, first, named)
    if cut is None or not mention.name.endswith(tail := said[words[cut].start :]):
        return mention
    end = mention.start + words[cut - 1].end
    return mention._replace(name=mention.name.removesuffix(tail).rstrip(" ."), end=end)


def _heads(text: str, place: int) -> bool:
    return _HEADS.search(text, max(0, place - _HEAD_REACH), place) is not None


def _first_of_name(mention: Organisation, words: Sequence[Token]) -> int:
    """The first word of the body's own name, after the head's office and the form."""
    for index in range(len(words)):
        found = forms().at(words, index)
        if found is not None and not found[1].via_head:
            return index + found[0]
    return max(1, len(words) - len(mention.name.split()) + 1)


def _cut(
    said: str, words: Sequence[Token], first: int, spoken: frozenset[str], kind: PartyKind
) -> int | None:
    """The word that the person's name starts with; at least one word is left to the body."""
    for index in range(first + 1, len(words)):
        word, before = words[index], words[index - 1]
        if before.lower in _SAINTS:
            continue
        titled = word.lower in TITLES and said.startswith(".", word.end)
        if titled or word.lower in SURE_TITLES or _given(word, index - first, kind):
            return index
        if word.text in spoken:
            return _whole_name(words, first, index)
        after_acronym = acronym(before) and index + 1 < len(words) and kind is PartyKind.SWASTA
        if after_acronym and not any(acronym(other) for other in words[index:]):
            return index
    return None


def _after_field(words: Sequence[Token], first: int) -> int | None:
    """The word after what an office is for: "UPTD BLK Wahid Nugroho", "Dinas TPHP Suprayitno".

    A word alone may be a region's that nobody knows, but not after a short form.
    """
    begin = first + 1 if words[first - 1].lower in _SORTS else first
    for index in range(begin, len(words)):
        if any(_is_of_field(word) for word in words[index:]):
            continue
        return index if index < len(words) - 1 or acronym(words[index - 1]) else None
    return None


def _is_of_field(word: Token) -> bool:
    known = field_word(word.lower) or region_named(word.text) or forms().at([word], 0)
    return bool(known) or acronym(word) or not word.capital


def _after_named(said: str, words: Sequence[Token], first: int, named: Sequence[str]) -> int | None:
    """The word after what the text names by itself: "Direktur RSUP Persahabatan Rita Sugandi"."""
    for index in range(len(words) - _SHORTEST, first, -1):
        if region_named(words[index].text) is not None or not words[index].text.istitle():
            continue
        if region_named(said[words[index].start : words[-1].end]) is not None:
            continue
        own = f" {said[words[first].start : words[index - 1].end]}"
        whole = f" {said[: words[index - 1].end]}"
        if any(name.endswith(own) or whole.endswith(f" {name}") for name in named):
            return index
    return None


def _after_region(words: Sequence[Token], first: int) -> int | None:
    """The word after the region that a university is named after: "Rektor Universitas Jambi Ani".

    At least two words must follow, none of them one that goes on with such names.
    """
    for index in range(len(words) - _SHORTEST, first, -1):
        region = region_named(" ".join(word.text for word in words[first:index]))
        rest = words[index:]
        if region is not None and not any(w.lower in _GO_ON or acronym(w) for w in rest):
            return index if region_named(rest[0].text) is None else None
    return None


def without_sort(
    text: str, mention: Organisation, mentions: Sequence[Organisation]
) -> Organisation:
    """The one body of a sort that its head is named by: "Dirut bank Abdul Latif" of "Bank Jaya"."""
    if not mention.via_head or mention.unit or not mention.named:
        return mention
    words = tokens(text[mention.start : mention.end])
    sort = next((word for word in words if word.lower == mention.name.split()[0].lower()), words[0])
    if not sort.text.islower() or sort is words[0] or sort is words[-1]:
        return mention
    others = {
        other.name: other
        for other in mentions
        if other.named and not other.via_head and sort.lower in other.name.lower().split()
    }
    full = [name for name in others if not any(o.endswith(f" {name}") for o in others)]
    if len(full) != 1:
        return mention
    other = others[full[0]]
    end = mention.start + sort.end
    return mention._replace(name=other.name, kind=other.kind, end=end)


def _after_number(words: Sequence[Token], first: int, named: Iterable[str]) -> int | None:
    """The word after a school's number, where the text names a school of that number elsewhere.

    "Kepala SMKN 8 Euis Purnama", where the text has "SMK Negeri 8 Bandung".
    """
    after = first + 1
    if after >= len(words) or not words[first].text.isdigit():
        return None
    number = f" {words[first].text} "
    rest = words[after].text
    known = [name for name in named if number in f"{name} " and name[0] == words[first - 1].text[0]]
    return after if known and not any(rest in name.split() for name in known) else None


def _given(word: Token, place: int, kind: PartyKind) -> bool:
    """Whether a given name starts a person's: not the second word of, say, a school's name."""
    return is_given(word.lower) and place >= (2 if kind in _AFTER_PEOPLE else 1)


def _whole_name(words: Sequence[Token], first: int, index: int) -> int:
    """The start of the name of which word ``index`` is what the person is called by."""
    for place in range(first, index):
        if region_named(words[place].text) is not None:
            return place + 1
    while index - 1 > first and (
        words[index - 1].lower in BALINESE or words[index - 1].text in {"I", "Ni"}
    ):
        index -= 1
    return index


def is_given(word: str) -> bool:
    """Whether a word in lower case is a given name that no body or region has."""
    return word in _given_names()


@cache
def _given_names() -> frozenset[str]:
    lines = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
