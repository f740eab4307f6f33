"""Papers of agreement named in Indonesian text: MoU, nota kesepakatan, PKS and the others.

The kinds and the names outlets use for them follow the terms of Indonesian regional cooperation
(government regulation 28 of 2018): nota kesepakatan with central bodies, kesepakatan bersama and
perjanjian kerja sama with others; nota kesepahaman is the general word for an MoU.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.records import Instrument
from pipelines.text.lookout import watch
from pipelines.text.pks import Meaning, is_paper, meaning_of_pks

_GAP = r"[\s-]{1,3}"
_KERJA_SAMA = rf"kerja(?:{_GAP})?sama(?:nya)?"
_KINDS: dict[Instrument, str] = {
    Instrument.NOTA_KESEPAHAMAN: (
        rf"(?:(?:surat|naskah|dokumen){_GAP})?kesepahaman{_GAP}bersama"
        rf"|(?:nota|memorandum){_GAP}kese?[pf]aham(?:an|am)(?:nya)?(?:\sbersama)?|nota{_GAP}saling{_GAP}pengertian"
        rf"|memorandum{_GAP}(?:saling{_GAP}pengertian|of{_GAP}unde?r?st[ae]n?ding)"
        r"|(?-i:M[oO][uU]\b|M\.[oO]\.[uU]\b\.?|mou\b)"
    ),
    Instrument.NOTA_KESEPAKATAN: (
        rf"nota{_GAP}(?:ke)?sepakatan(?:nya)?(?:\sbersama)?|memorandum{_GAP}kesepakatan"
    ),
    Instrument.KESEPAKATAN_BERSAMA: (
        rf"(?:surat{_GAP}|naskah{_GAP}|dokumen{_GAP})?kesepakatan{_GAP}bersama"
        rf"|surat{_GAP}kesepakatan|(?-i:SKB\b)"
    ),
    Instrument.PERJANJIAN_KERJA_SAMA: (
        rf"(?:surat{_GAP}|naskah{_GAP}|dokumen{_GAP})?perjan(?:j?i|j)an{_GAP}(?:{_KERJA_SAMA}|kemitraan)"
        rf"|memorandum{_GAP}of{_GAP}agreement|(?-i:MoA\b|MOA\b|PKS\b)"
        rf"|(?:kontrak|kesepakatan){_GAP}{_KERJA_SAMA}"
    ),
    Instrument.LAINNYA: (
        rf"letter{_GAP}of{_GAP}intent|(?-i:LoI\b)|komitmen{_GAP}bersama"
        rf"|implementation{_GAP}arrangement"
        rf"|(?:piagam|naskah|dokumen|nota|berita{_GAP}acara|pakta){_GAP}{_KERJA_SAMA}"
        rf"|berita{_GAP}acara{_GAP}(?:kesepakatan|hibah|serah{_GAP}terima)"
        rf"|perjanjian{_GAP}(?:hibah|pinjam{_GAP}pakai|sewa|bersama|kerahasiaan|kesepahaman)"
        rf"|(?:naskah|surat){_GAP}perjanjian|naskah{_GAP}hibah|deklarasi{_GAP}bersama"
        rf"|pernyataan{_GAP}(?:kehendak|kesepakatan){_GAP}bersama"
    ),
}
_ANY = watch(
    r"\b(?=[nmksdpilb])(?:"
    + "|".join(f"(?P<{kind.name}>{names})" for kind, names in _KINDS.items())
    + ")",
    re.IGNORECASE,
)
#: "Kesepakatan bersama" and the like are papers only when signed: they also mean "by agreement".
_LOOSE = re.compile(
    r"(?:kesepakatan|kesepahaman|komitmen|deklarasi)[\s-]{1,3}bersama|surat[\s-]{1,3}perjanjian",
    re.IGNORECASE,
)
_BY_AGREEMENT = re.compile(
    r"\b(?:atas|berdasarkan|sesuai|mencapai|capai|tercapai|menjadi|hasil|ada|adanya|demi|sebuah)\s$",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    r"tanda\s?tangan|nandatangan|\bteken|\bdi?teken|\bmeneken|\bttd\b", re.IGNORECASE
)
_SIGNED_AFTER = re.compile(
    r"[^.\n]{0,30}\b(?:di ?tanda ?tangani|diteken|disepakati|diparaf|sudah diparaf)", re.IGNORECASE
)
_SKB_DEFINED = re.compile(r"kesepakatan\s+bersama\s*\(\s*SKB\b", re.IGNORECASE)
#: How far before a loose name its signing may be told, in characters.
_ROOM = 90


class InstrumentMention(NamedTuple):
    """A paper named in a text: its kind, its place and the name as written."""

    kind: Instrument
    start: int
    end: int
    text: str


def find_instruments(text: str, meaning: Meaning | None = None) -> list[InstrumentMention]:
    """Find the papers of agreement named in ``text``, in order.

    PKS counts unless the text makes it the party or *pidana kerja sosial*: a text that spells it
    out has said which it is, else its neighbours tell. Where ``text`` is a part of a longer one,
    ``meaning`` is what that says of its PKS. A *perjanjian kinerja* is no agreement with a
    partner, and is left out.
    """
    return list(_mentions(text, meaning or meaning_of_pks(text)))


def _mentions(text: str, meaning: Meaning) -> Iterator[InstrumentMention]:
    skb_is_paper = "SKB" in text and _SKB_DEFINED.search(text) is not None
    for match in _ANY.finditer(text):
        name = match.group()
        if name == "PKS":
            counts = is_paper(text, match.start(), match.end(), meaning)
        elif name == "SKB":
            counts = skb_is_paper
        else:
            counts = not _runs_on(text, match) and _is_signed(text, match)
        if counts:
            kind = Instrument[match.lastgroup or ""]
            yield InstrumentMention(kind, match.start(), match.end(), name)


def _runs_on(text: str, match: re.Match[str]) -> bool:
    """Whether the last word goes on after the match ("sewaan")."""
    after = text[match.end() : match.end() + 1]
    return after.isalnum() and match.group()[-1].isalnum()


def _is_signed(text: str, match: re.Match[str]) -> bool:
    """Whether a loose name is that of a paper: written with capitals, or told to be signed."""
    if not _LOOSE.fullmatch(match.group()):
        return True
    before = text[max(0, match.start() - _ROOM) : match.start()]
    if _SIGNING.search(before) or _SIGNED_AFTER.match(text, match.end()):
        return True
    if match.lastgroup not in {
        Instrument.KESEPAKATAN_BERSAMA.name,
        Instrument.NOTA_KESEPAHAMAN.name,
    }:
        return False
    return not _BY_AGREEMENT.search(before)
