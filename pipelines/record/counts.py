"""How many partners and papers a story counts, and of what sorts it says they are."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from model.records import Instrument, PartyKind
from pipelines.record.forms import Organisation
from pipelines.record.story import Story
from pipelines.text.instruments import find_instruments
from pipelines.text.lookout import Watched, watch

_SMALL = "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_NUMBER_WORDS = {word: count for count, word in enumerate(_SMALL, start=2)} | {
    "dua belas": 12,
    "tiga belas": 13,
    "empat belas": 14,
    "lima belas": 15,
    "enam belas": 16,
    "tujuh belas": 17,
    "delapan belas": 18,
    "sembilan belas": 19,
    "dua puluh": 20,
}
_NUMBER = (
    r"(?P<number>\d{1,3}|"
    + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
    + r")(?:\s?\([\w ]{1,20}\))?\s"
)
_PARTNERS = watch(
    rf"\b(?<![/.,])(?:ke)?{_NUMBER}(?:\w+\s){{0,1}}?"
    r"(?P<noun>mitra|instansi|lembaga(?! pemasyarakatan| pembinaan)|perusahaan|perguruan tinggi|"
    r"kampus|universitas|yayasan|pemerintah (?:daerah|kabupaten|kota)|kepala daerah|pemda|"
    r"kabupaten/kota|pemkab|organisasi|"
    r"obh|lbh|stakeholder|pihak (?:ketiga|eksternal|luar)|institusi|sekolah|polres|kepala desa|"
    r"desa|kelurahan|nagari|gampong|pokmas(?: lipas)?|puskesmas|"
    r"rumah sakit|bank|bupati|wali ?kota|kampus|klinik|pkbm|gereja|pesantren|ponpes|koperasi|ormas|"
    r"opd|perangkat daerah|dinas|kejari|kejaksaan negeri|kodim|kelompok masyarakat|vendor|"
    r"pelaku usaha|umkm|media)\b",
    re.IGNORECASE,
)
_PAPERS = watch(
    rf"\b{_NUMBER}(?:buah\s)?(?P<noun>naskah|dokumen|perjanjian kerja ?sama|perjanjian|pks|mou|"
    r"nota kesepahaman|nota kesepakatan|kesepakatan|kerja ?sama)\b",
    re.IGNORECASE,
)
#: "Kedua naskah", of papers that the story told before.
_ALL_PAPERS = watch(
    r"\bke(?P<number>dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|(?:dua|tiga|"
    r"empat|lima) belas)\s(?P<noun>naskah|dokumen|perjanjian kerja ?sama|perjanjian|pks|mou|"
    r"nota kesepahaman|nota kesepakatan)\b",
    re.IGNORECASE,
)
#: "Masing-masing meneken naskahnya sendiri", "tiap lembaga satu naskah".
_ONE_EACH = watch(
    r"\b(?:masing-masing|tiap(?:-tiap)?|setiap) (?:\w+ ){0,4}(?:satu|1) (?:buah )?(?:naskah|"
    r"dokumen|perjanjian|pks|mou)\b|\bmasing-masing (?:\w+ ){0,2}(?:naskah|dokumen|perjanjian|pks|"
    r"mou)(?:nya)?(?: \w+)? (?:sendiri|terpisah)\b",
    re.IGNORECASE,
)
_PAPER_WORD = watch(r"naskah|dokumen", re.IGNORECASE)
_ONE_PAPER = watch(
    r"(?<!salah )\bsatu (?:naskah|dokumen)(?=[^.;]{0,30}\b(?:di ?tanda ?tangani|diteken|bukan)\b)|"
    r"\b(?:tanda ?tangani?|ttd|teken) (?:1|satu) (?:naskah|dokumen)\b",
    re.IGNORECASE,
)
#: "Kelima kampus itu ialah …": partners that the story counts before or by their names alone.
_ALL_PARTNERS = watch(
    r"\bke(?P<number>tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|(?:dua|tiga|empat|"
    r"lima) belas)\s(?P<noun>mitra|pihak(?= (?:itu|tersebut|mitra)\W)|kampus|universitas|yayasan|"
    r"perguruan tinggi|perusahaan|sekolah|gereja|organisasi|puskesmas|pemda|desa)\b",
    re.IGNORECASE,
)
#: Nouns that the unit itself is counted under too.
_ALL_NOUNS = re.compile(r"lembaga|instansi|institusi|pihak|pimpinan", re.IGNORECASE)
#: So many partners that are all named are no more than the parties.
FEW = 2
#: What a partner itself sends or runs is no further partner.
_SENDS = watch(
    rf"\b(?:menugaskan|mengerahkan|menerjunkan|membawahi|melibatkan|menunjuk|menyiapkan)\s{_NUMBER}"
    r"(?P<noun>\w+)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:akan|bakal|rencananya|nantinya|menyusul|(?:men|dit)argetkan)\b[^.;\n]*$", re.IGNORECASE
)
_AND = re.compile(r",?\s(?:dan|serta)\s")
_SIGNS = watch(
    r"tanda ?tangan|teken|perjanjian|pks|mou|nota|kerja ?sama|kesepakatan|gandeng|mitra|sepakat",
    re.IGNORECASE,
)
_SORTS: tuple[tuple[PartyKind, str], ...] = (
    (PartyKind.INSTANSI_PEMERINTAH, r"(?:instansi|lembaga) (?:pemerintah(?:an)?|vertikal)"),
    (PartyKind.PEMERINTAH_DAERAH, r"pemerintah daerah|pemda|dinas|perangkat daerah|opd"),
    (PartyKind.BUMN_BUMD, r"bumn|bumd|badan usaha milik (?:negara|daerah)"),
    (PartyKind.PERGURUAN_TINGGI, r"perguruan tinggi|kampus|universitas|akademisi"),
    (PartyKind.LEMBAGA_PENDIDIKAN, r"(?:lembaga|institusi|dunia|satuan) pendidikan"),
    (PartyKind.SEKOLAH, r"sekolah|pkbm|pondok pesantren"),
    (
        PartyKind.LAYANAN_KESEHATAN,
        r"rumah sakit|puskesmas|(?:fasilitas|layanan|lembaga|tenaga) kesehatan|klinik",
    ),
    (PartyKind.BANTUAN_HUKUM, r"(?:lembaga|organisasi|pemberi) bantuan hukum|lbh|obh|advokat"),
    (PartyKind.KEPOLISIAN, r"kepolisian|polri"),
    (PartyKind.KEJAKSAAN, r"kejaksaan"),
    (PartyKind.TNI, r"tni"),
    (PartyKind.YAYASAN, r"yayasan"),
    (PartyKind.ORGANISASI_SOSIAL, r"(?:organisasi|lembaga) (?:sosial|kemasyarakatan)|ormas|lsm"),
    (
        PartyKind.ORGANISASI_KEAGAMAAN,
        r"(?:organisasi|lembaga) keagamaan|(?<=sosial dan )keagamaan|"
        r"(?<=kemasyarakatan dan )keagamaan",
    ),
    (PartyKind.ORGANISASI_PROFESI, r"organisasi profesi|asosiasi"),
    (PartyKind.SWASTA, r"swasta|perusahaan|dunia usaha|pelaku usaha|umkm|koperasi"),
    (PartyKind.MEDIA, r"media(?: massa)?|pers"),
)
_SORT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _SORTS) + r")\b",
    re.IGNORECASE,
)
_FROM = watch(
    r"\b(?:berasal dari|dari (?:berbagai )?(?:unsur|kalangan|unsur-unsur)|terdiri (?:dari|atas)|"
    r"mulai dari|meliputi|mencakup|dari berbagai|baik dari|unsur)\b",
    re.IGNORECASE,
)


class Counts(NamedTuple):
    """What a story counts, with the sentences that say so."""

    partners: int | None = None
    partners_evidence: str = ""
    papers: int | None = None
    papers_evidence: str = ""
    #: Of what kind the papers are that are counted, where the count says it: "dua PKS".
    papers_kind: Instrument | None = None
    sorts: tuple[PartyKind, ...] = ()
    sorts_evidence: tuple[str, ...] = ()
    #: The unit itself may be counted among them: "kesepakatan lima lembaga".
    whole: bool = False


def find_counts(story: Story) -> Counts:
    """The partners and papers that the story counts, title first, quotes left out."""
    partners, partners_said, noun = _first(story, _PARTNERS)
    if partners and (sent := {m["noun"].lower() for m in _SENDS.finditer(story.text)}):
        partners, partners_said, noun = _first(story, _PARTNERS, sent)
    if partners is None:
        partners, partners_said, noun = _all_named(story)
    papers, papers_said, counted = _papers(story)
    if papers is None and partners and not _ALL_NOUNS.match(noun):
        papers, papers_said = _one_each(story, partners)
    sorts, sorts_said = _sorts(story) if partners else ((), ())
    whole = _ALL_NOUNS.match(noun) is not None
    kind = next((mention.kind for mention in find_instruments(counted)), None)
    return Counts(partners, partners_said, papers, papers_said, kind, sorts, sorts_said, whole)


def counts_partners(counts: Counts, papers: Sequence[Sequence[Organisation]]) -> bool:
    """Whether the count tells more than the parties to each of the ``papers`` do."""
    if counts.partners is None:
        return False
    each = [{body.name for body in parties if body.unit is None} for parties in papers]
    apart = len(papers) > 1 and len(each[0]) < counts.partners
    if (counts.partners <= FEW or apart) and len(set().union(*each)) >= counts.partners:
        return False
    return not (counts.whole and counts.partners == len(papers[0]))


def _first(
    story: Story,
    pattern: Watched,
    sent: Container[str] = (),
    among: Sequence[Watched] = (_SIGNS,),
) -> tuple[int | None, str, str]:
    """The first count in a sentence that one of ``among`` is in, that, and what is counted."""
    for sentence in story.sentences:
        for match in pattern.finditer(sentence.text):
            if not any(words.search(sentence.text) for words in among):
                break
            noun = match.groupdict().get("noun") or ""
            before = sentence.text[max(0, match.start() - 70) : match.start()]
            if story.quoted(sentence.start + match.start()) or noun.lower() in sent:
                continue
            if _FUTURE.search(before):
                continue
            number = match["number"].lower()
            count = _NUMBER_WORDS.get(number) or (int(number) if number.isdigit() else 0)
            again = match.group().lower().startswith("ke") and pattern is _PARTNERS
            if count > 1 and not again:
                partners = pattern is _PARTNERS
                further = _further(story, sentence.start + match.end()) if partners else 0
                return count + further, sentence.text, noun
    return None, "", ""


def _all_named(story: Story) -> tuple[int | None, str, str]:
    """The partners of a sentence that counts all whom it names: "Kelima kampus itu …"."""
    for sentence in story.sentences:
        match = _ALL_PARTNERS.search(sentence.text)
        if match is None or story.quoted(sentence.start + match.start()):
            continue
        named = story.bodies.within(sentence.start + match.end(), sentence.end)
        count = _NUMBER_WORDS[match["number"].lower()]
        if len({body.name for body in named if body.unit is None}) == count:
            return count, sentence.text, match["noun"]
    return None, "", ""


def _papers(story: Story) -> tuple[int | None, str, str]:
    """The papers counted, the sentence that counts them, and what it calls them."""
    among = (_SIGNS, _PAPER_WORD)
    papers, said, noun = _first(story, _PAPERS, among=among)
    if papers is None:
        papers, said, noun = _first(story, _ALL_PAPERS, among=among)
    if papers is None:
        papers, said = _one_paper(story)
    return papers, said, noun


def _one_each(story: Story, partners: int) -> tuple[int | None, str]:
    """As many papers as there are partners, where each is told to have one of its own."""
    for sentence in story.sentences:
        found = _ONE_EACH.search(sentence.text)
        if found is not None and not story.quoted(sentence.start + found.start()):
            return partners, sentence.text
    return None, ""


def _one_paper(story: Story) -> tuple[int | None, str]:
    """One, where the story says that a single paper was signed."""
    for sentence in story.sentences:
        found = _ONE_PAPER.search(sentence.text)
        if found is not None and not story.quoted(sentence.start + found.start()):
            return 1, sentence.text
    return None, ""


def _further(story: Story, place: int) -> int:
    """One for a partner that is named after those counted: "6 puskesmas dan RSUD X"."""
    link = _AND.match(story.text, place)
    if link is None:
        return 0
    return int(any(b.start == link.end() and b.unit is None for b in story.bodies.mentions))


def _sorts(story: Story) -> tuple[tuple[PartyKind, ...], tuple[str, ...]]:
    """The sorts of partners where the story says what they are, and the words for each."""
    for sentence in story.sentences:
        link = _FROM.search(sentence.text)
        if link is None or "mitra" not in sentence.text.lower():
            continue
        found: dict[PartyKind, str] = {}
        for match in _SORT.finditer(sentence.text, link.end()):
            found.setdefault(PartyKind[str(match.lastgroup)], match.group())
        if found:
            return tuple(found), tuple(found.values())
    return (), ()
