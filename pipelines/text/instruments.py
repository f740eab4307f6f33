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

_GAP = r"[\s-]{1,3}"
_KERJA_SAMA = rf"kerja(?:{_GAP})?sama(?:nya)?"
_MARK = r"[\"'“”‘’]?"
_KINDS: dict[Instrument, str] = {
    Instrument.NOTA_KESEPAHAMAN: (
        rf"nota{_GAP}kese?pahaman(?:nya)?(?:\sbersama)?|nota{_GAP}saling{_GAP}pengertian"
        rf"|memorandum{_GAP}(?:saling{_GAP}pengertian|of{_GAP}understa?n?ding)"
        r"|(?-i:M\.?o\.?[uU]\b\.?|M\.?O\.?U\b\.?|mou\b)"
    ),
    Instrument.NOTA_KESEPAKATAN: (
        rf"nota{_GAP}(?:ke)?sepakatan(?:nya)?(?:\sbersama)?|memorandum{_GAP}kesepakatan"
    ),
    Instrument.KESEPAKATAN_BERSAMA: (
        rf"(?:surat{_GAP}|naskah{_GAP}|dokumen{_GAP})?kesepakatan{_GAP}bersama"
        rf"|surat{_GAP}kesepakatan|kesepakatan{_GAP}{_KERJA_SAMA}"
    ),
    Instrument.PERJANJIAN_KERJA_SAMA: (
        rf"(?:surat{_GAP}|naskah{_GAP}|dokumen{_GAP})?perjanj?ian{_GAP}(?:{_KERJA_SAMA}|kemitraan)"
        rf"|memorandum{_GAP}of{_GAP}agreement|(?-i:MoA\b|MOA\b|PKS\b)|kontrak{_GAP}{_KERJA_SAMA}"
    ),
    Instrument.LAINNYA: (
        rf"letter{_GAP}of{_GAP}intent|(?-i:LoI\b)|komitmen{_GAP}bersama"
        rf"|(?:piagam|naskah|dokumen|berita{_GAP}acara|pakta){_GAP}{_KERJA_SAMA}"
        rf"|berita{_GAP}acara{_GAP}(?:kesepakatan|hibah|serah{_GAP}terima)"
        rf"|perjanjian{_GAP}(?:hibah|pinjam{_GAP}pakai|sewa|bersama|kerahasiaan|kesepahaman)"
        rf"|(?:naskah|surat){_GAP}perjanjian|naskah{_GAP}hibah|deklarasi{_GAP}bersama"
        rf"|pernyataan{_GAP}(?:kehendak|kesepakatan){_GAP}bersama"
    ),
}
_ANY = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.name}>{names})" for kind, names in _KINDS.items()) + ")",
    re.IGNORECASE,
)
#: What says in the same text what PKS is short for; the last word before its bracket or dash.
_DEFINED = re.compile(
    rf"(?P<words>(?:perjanj?ian{_GAP}{_KERJA_SAMA})|kerja{_GAP}sosial|keadilan{_GAP}sejahtera"
    r"|kelapa\ssawit)\s?[(/,-]?\s?[\"“]?PKS\b"
    rf"|\bPKS\s?\((?P<after>perjanj?ian{_GAP}{_KERJA_SAMA}|(?:pidana\s)?kerja\ssosial"
    r"|partai\skeadilan|pabrik)",
    re.IGNORECASE,
)
_PARTY_BEFORE = re.compile(
    r"\b(?:partai|fraksi|f|politikus|politisi|kader|dpp|dpw|dpd|dpc|dpra|ketua|presiden|caleg|"
    r"legislator|anggota|elite|elit|sekjen|simpatisan|koalisi|bersama|dari|oleh|pdip|golkar|"
    r"gerindra|nasdem|pkb|demokrat|ppp|pan|psi|perindo|hanura|pbb|gelora|calon|usungan|jubir|"
    r"pengurus|relawan|kantor|suara|kursi|mardani|sohibul|syaikhu|hidayat nur wahid)"
    r"[\s,/-]{1,3}(?:dan\s)?$",
    re.IGNORECASE,
)
_PARTY_AFTER = re.compile(
    r"\s?(?:[,/-]\s?|\sdan\s)?(?:pdip|pdi-p|golkar|gerindra|nasdem|pkb|demokrat|ppp|psi|perindo|"
    r"hanura|gelora|usung|mengusung|dukung|mendukung|menang|oposisi|mardani|dprd|dpr|"
    r"sohibul|syaikhu|pemilu|pilkada|pilpres|calonkan|mencalonkan|kritik|mengkritik|nilai|sebut)\b",
    re.IGNORECASE,
)
_PARTY_TEXT = re.compile(
    r"\b(?:partai|fraksi|caleg|pilkada|pilpres|pemilu|politikus|politisi|parpol|koalisi)\b",
    re.IGNORECASE,
)
#: Words that make a PKS a paper: what one does with it, and what follows it.
_PAPER_BEFORE = re.compile(
    r"\b(?:teken|meneken|diteken|penandatanganan|penandatangan|menandatangani|tandatangani|"
    r"ditandatangani|tanda tangan(?:i)?|ttd|perjanjian|naskah|dokumen|mou|"
    r"kesepahaman|perpanjang|perpanjangan|memperpanjang|adendum|addendum|jalin|menjalin|lakukan|melakukan|laksanakan|sepakati|buat|"
    r"isi|draf|draft|implementasi|tindak lanjut|melalui|dalam|lewat|kuatkan|perkuat|evaluasi)"
    r"(?:[\s,/&(-]{1,3}(?:dan|sebuah|surat|naskah|dokumen|\d{1,3})?){1,2}$",
    re.IGNORECASE,
)
_PAPER_AFTER = re.compile(
    r"[\"”)]{0,2}\s(?:dengan|bersama|antara|tersebut|ini|itu|tentang|terkait|kedua|ditandatangani|"
    r"diteken|dilakukan|sebagai|dan mou|di bidang|nomor|pelayanan|pembinaan|layanan|kesehatan)\b",
    re.IGNORECASE,
)
_ROOM = 40


class InstrumentMention(NamedTuple):
    """A paper named in a text: its kind, its place and the name as written."""

    kind: Instrument
    start: int
    end: int
    text: str


def find_instruments(text: str) -> list[InstrumentMention]:
    """Find the papers of agreement named in ``text``, in order.

    PKS counts unless the text makes it the party or *pidana kerja sosial*: a text that spells it
    out has said which it is, else its neighbours tell. A *perjanjian kinerja* is no agreement
    with a partner, and is left out.
    """
    return list(_mentions(text))


def _mentions(text: str) -> Iterator[InstrumentMention]:
    meaning: str | None = None
    looked = False
    for match in _ANY.finditer(text):
        kind = Instrument[match.lastgroup or ""]
        if match.group() == "PKS":
            if not looked:
                meaning, looked = _meaning(text), True
            if not _is_paper(text, match, meaning):
                continue
        elif _runs_on(text, match):
            continue
        yield InstrumentMention(kind, match.start(), match.end(), match.group())


def _runs_on(text: str, match: re.Match[str]) -> bool:
    """Whether a word goes on after the match ("nota kesepakatannya" does not, "sewaan" does)."""
    after = text[match.end() : match.end() + 1]
    return after.isalnum() and match.group()[-1].isalnum()


def _meaning(text: str) -> str | None:
    """What the text says PKS is short for: paper, other, or None where it does not."""
    said: set[str] = set()
    for match in _DEFINED.finditer(text):
        words = (match["words"] or match["after"]).lower()
        said.add("paper" if words.startswith(("perjan", "perjanj")) else "other")
    return said.pop() if len(said) == 1 else None


def _is_paper(text: str, match: re.Match[str], meaning: str | None) -> bool:
    before = text[max(0, match.start() - _ROOM) : match.start()]
    if meaning is not None:
        return meaning == "paper" and not re.search(r"(?i)(?:partai|fraksi|politi\w+)\s$", before)
    if _PAPER_BEFORE.search(before) or _PAPER_AFTER.match(text, match.end()):
        return not re.search(r"(?i)(?:partai|fraksi|kader|politi\w+)\s$", before)
    if _PARTY_BEFORE.search(before) or _PARTY_AFTER.match(text, match.end()):
        return False
    return not _PARTY_TEXT.search(text)
