"""Bodies that a story means by their sort or head alone: "kampus", "Kalapas", "Bupati"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from model.records import PartyKind
from pipelines.record.forms import Organisation
from pipelines.record.identity import key_of
from pipelines.record.person_names import TITLES
from pipelines.text.lookout import watch

_UNIT_HEADS = {
    "kalapas": "lapas",
    "karutan": "rutan",
    "kabapas": "bapas",
    "kakanwil": "kanwil",
    "dirjenpas": "ditjenpas",
    "kalpka": "lpka",
    "lapas": "lapas",
    "rutan": "rutan",
    "bapas": "bapas",
    "lpka": "lpka",
}
_UNIT_PHRASES = watch(
    r"\b(?:[Kk]epala\s+)?(?P<word>lapas|rutan|bapas|Kalapas|Karutan|Kabapas|Kakanwil|Dirjenpas|"
    r"Kalpka|Lapas|Rutan|"
    r"Bapas|LPKA|Kepala Kantor Wilayah|Kanwil|KALAPAS|KARUTAN)\b"
)
#: Words for a sort of body or its head, which mean the one of its kind that the story names.
_SORT_WORDS = watch(
    r"\b(?:(?P<PERGURUAN_TINGGI>[Rr]ektor|[Dd]ekan|kampus|universitas)|"
    r"(?P<SEKOLAH>(?:[Kk]epala )?sekolah)|(?P<LAYANAN_KESEHATAN>(?:[Dd]irektur )?rumah sakit|"
    r"[Kk]epala puskesmas)|(?P<YAYASAN>(?:[Kk]etua |[Pp]impinan )?yayasan|[Kk]etua Yayasan)|"
    r"(?P<ORGANISASI_KEAGAMAAN>(?:[Pp]engasuh|[Pp]impinan) (?:pondok(?: pesantren)?|ponpes|"
    r"pesantren))|(?P<SWASTA>(?:[Dd]irektur |[Pp]impinan )?perusahaan|(?:[Kk]etua )?koperasi)|"
    r"(?P<BANTUAN_HUKUM>[Dd]irektur (?:LBH|lembaga bantuan hukum))|(?P<BNN>Kepala BNNK?))\b"
    r"(?!\s(?:dasar|menengah|tinggi|swasta|lain|dan (?:kampus|sekolah)))"
)
#: A body's own name after its sort: "Rektor Wiraraja".
_OWN_WORD = re.compile(r"\s(?P<word>[A-Z]\w+)(?P<more> [A-Z]\w+)?")
#: "Lima belas bupati" are none in particular.
_MANY = re.compile(
    r"\b(?:para|sejumlah|seluruh|semua|belas|puluh|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|"
    r"sepuluh|\d+)\s$",
    re.IGNORECASE,
)


def is_of_many(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is one of several that are counted."""
    return _MANY.search(text, max(0, start - 12), start) is not None


def unit_words(text: str, mentions: Sequence[Organisation]) -> Iterator[Organisation]:
    """Mentions of a unit by its sort alone ("Kalapas"): the last such before, else the first."""
    by_kind: dict[str, list[Organisation]] = defaultdict(list)
    for mention in mentions:
        if mention.unit is not None:
            by_kind[mention.unit.kind].append(mention)
    spans = [(mention.start, mention.end) for mention in mentions]
    others = {mention.start for mention in mentions if mention.unit is None}
    for match in _UNIT_PHRASES.finditer(text):
        word = match["word"].lower()
        known = by_kind.get(_UNIT_HEADS.get(word, "kanwil"), [])
        # "Kepala Kanwil BPJS" heads the body that is named next.
        if match.end() + 1 in others and text[match.end()] == " ":
            continue
        if not known or any(left < match.end() and match.start() < right for left, right in spans):
            continue
        if match["word"].islower() and len({mention.name for mention in known}) > 1:
            continue
        if is_of_many(text, match.start()):
            continue
        before = [mention for mention in known if mention.start < match.start()]
        via_head = match.group() != match["word"] or word.startswith(("ka", "dir", "kepala"))
        yield (before[-1] if before else known[0])._replace(
            start=match.start(),
            end=match.end(),
            via_head=via_head and word != "kanwil",
            alias=None,
        )


def head_words(text: str, mentions: Sequence[Organisation]) -> Iterator[Organisation]:
    """Mentions of a body by its sort alone ("kampus", "Rektor"), where the story names one such."""
    by_kind: dict[PartyKind, dict[str, Organisation]] = defaultdict(dict)
    for mention in mentions:
        if mention.named:
            by_kind[mention.kind].setdefault(key_of(mention), mention)
    spans = [(mention.start, mention.end) for mention in mentions]
    for match in _SORT_WORDS.finditer(text):
        known = list(by_kind.get(PartyKind[str(match.lastgroup)], {}).values())
        via_head = " " in match.group() or match.group().lower() in {"rektor", "dekan"}
        end = match.end()
        own = _OWN_WORD.match(text, end)
        named = [body for body in known if own and own["word"] in body.name.split()]
        if own is not None and not (via_head and not named and _is_person(own)):
            known, end = named, own.end("word")
        if len(known) != 1 or any(left < end and match.start() < right for left, right in spans):
            continue
        yield known[0]._replace(start=match.start(), end=end, via_head=via_head, alias=None)


def _is_person(own: re.Match[str]) -> bool:
    """Whether the words after an office are the head's own name: "Dekan Meddy Setiabudi"."""
    titled = own["word"].lower() in TITLES
    return own["more"] is not None and (titled or not own["word"].isupper())


def meant(mention: Organisation, mentions: Sequence[Organisation]) -> Organisation | None:
    """The named body that a form alone ("Bupati") means: the last before it, else the first."""
    candidates = [
        other
        for other in mentions
        if other.named
        and other.kind is mention.kind
        and (other.name.startswith(mention.name) or _both_government(mention, other))
    ]
    before = [other for other in candidates if other.start < mention.start]
    if before:
        return before[-1]
    return candidates[0] if candidates else None


def _both_government(mention: Organisation, other: Organisation) -> bool:
    return mention.name == "Pemerintah Daerah" and other.name.startswith("Pemerintah ")
