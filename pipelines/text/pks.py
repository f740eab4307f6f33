"""PKS: a paper of agreement, a political party, a sentence of community service, or an oil mill."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.text.regions import starts_region

_GAP = r"[\s-]{1,3}"
_PAPER = rf"perjan(?:j?i|j)an{_GAP}kerja(?:{_GAP})?sama"
_OTHER = r"kerja\ssosial|keadilan\ssejahtera|(?:pabrik\s)?kelapa\ssawit"
#: What says in the same text what PKS is short for, before it or after it in brackets.
_DEFINED = re.compile(
    rf"\b(?:(?P<paper>{_PAPER})|{_OTHER})(?:nya)?\s?[(/,-]{{0,2}}\s?[\"“]?PKS\b"
    rf"|\bPKS\s?\((?:(?P<paper2>{_PAPER})|(?:pidana\s|partai\s)?(?:{_OTHER}))",
    re.IGNORECASE,
)
_OF_PARTY = re.compile(
    r"\b(?:partai|fraksi|f|politikus|politisi|kader|legislator|presiden|caleg|simpatisan|elite?|"
    r"dpp|dpw|dpd|dpc|dpra)[\s,/-]{1,3}$",
    re.IGNORECASE,
)
_PARTY_BEFORE = re.compile(
    r"\b(?:ketua|wakil ketua|anggota|sekjen|koalisi|pdip|pdi-p|golkar|gerindra|nasdem|pkb|demokrat"
    r"|ppp|pan|psi|perindo|hanura|pbb|gelora|calon|usungan|jubir|bendahara|sekretaris|pengurus|"
    r"relawan|suara|kursi|oleh)"
    r"[\s,/-]{1,3}(?:dan\s)?$",
    re.IGNORECASE,
)
_PARTY_AFTER = re.compile(
    r"\s?(?:[,/-]\s?|\sdan\s)?(?:pdip|pdi-p|golkar|gerindra|nasdem|pkb|demokrat|ppp|psi|perindo|"
    r"hanura|gelora|usung|mengusung|dukung|mendukung|menang|oposisi|mardani|dprd|dpr|sohibul|"
    r"syaikhu|pemilu|pilkada|pilpres|calonkan|mencalonkan|kritik|mengkritik|nilai|sebut|minta|"
    r"menolak|tolak|desak)\b",
    re.IGNORECASE,
)
_PARTY_TEXT = re.compile(
    r"\b(?:partai|fraksi|caleg|pilkada|pilpres|pemilu|politikus|politisi|parpol|koalisi)\b",
    re.IGNORECASE,
)
#: What one does with a paper, or where one reads of it.
_PAPER_BEFORE = re.compile(
    r"\b(?:teken|meneken|diteken|penandatangan(?:an)?|(?:me|di)?nandatangani|(?:di)?tandatangani|"
    r"tanda tangan(?:i)?|ttd|perjanjian|naskah|dokumen|mou|kesepahaman|"
    r"(?:mem|di)?perpanjang(?:an)?|"
    r"add?endum|jalin|menjalin|lakukan|melakukan|laksanakan|sepakati|buat|isi|draf|draft|"
    r"implementasi|tindak lanjut(?:i)?|melalui|dalam|lewat|kuatkan|evaluasi)"
    r"(?:[\s,/&(-]{1,3}(?:dan|sebuah|surat|naskah|dokumen|\d{1,3})?){1,2}$",
    re.IGNORECASE,
)
_PAPER_AFTER = re.compile(
    r"[\"”)]{0,2}\s(?:dengan|bersama|antara|tersebut|ini|itu|tentang|terkait|kedua|ditandatangani|"
    r"diteken|dilakukan|sebagai|dan mou|di bidang|nomor|pelayanan|pembinaan|layanan|kesehatan)\b",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(r"[ \u00a0](?=[A-Z])")
#: How far before a PKS its neighbours are looked for, in characters.
_ROOM = 40


class Meaning(NamedTuple):
    """What a text as a whole says of its PKS.

    ``paper`` is whether it spells PKS out as a paper, None where it does not, or does so twice in
    different ways; ``party_talk`` whether it speaks of parties and elections.
    """

    paper: bool | None
    party_talk: bool


def meaning_of_pks(text: str) -> Meaning:
    """Read what ``text`` as a whole says of its PKS; nothing where it has none."""
    if "PKS" not in text:
        return Meaning(paper=None, party_talk=False)
    said = {bool(match["paper"] or match["paper2"]) for match in _DEFINED.finditer(text)}
    paper = said.pop() if len(said) == 1 else None
    return Meaning(paper, _PARTY_TEXT.search(text) is not None)


def is_paper(text: str, start: int, end: int, meaning: Meaning) -> bool:
    """Whether the PKS from ``start`` to ``end`` of ``text`` is a paper."""
    before = text[max(0, start - _ROOM) : start]
    if _OF_PARTY.search(before):
        return False
    if meaning.paper is not None:
        return meaning.paper
    if _PAPER_BEFORE.search(before) or _PAPER_AFTER.match(text, end):
        return True
    if _PARTY_BEFORE.search(before) or _PARTY_AFTER.match(text, end):
        return False
    gap = _PLACE_AFTER.match(text, end)
    return not (meaning.party_talk or (gap and starts_region(text, gap.end())))
