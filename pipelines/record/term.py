"""How long an agreement holds: months, or a last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from model.records import Instrument
from pipelines.record.story import NOWHERE, Elsewhere, Story
from pipelines.text.calendar_words import MONTHS, alternation
from pipelines.text.lookout import watch
from pipelines.text.sentences import Sentence

#: Longer terms are misread.
MOST_MONTHS = 600

_ONES = "satu dua tiga empat lima enam tujuh delapan sembilan".split()
_NUMBERS = (
    {"se": 1, "sepuluh": 10, "sebelas": 11}
    | {word: number for number, word in enumerate(_ONES, 1)}
    | {f"{word} belas": 10 + number for number, word in enumerate(_ONES[1:], 2)}
    | {f"{word} puluh": 10 * number for number, word in enumerate(_ONES[1:], 2)}
    | {
        f"{tens} puluh {ones}": 10 * number + one
        for number, tens in enumerate(_ONES[1:5], 2)
        for one, ones in enumerate(_ONES, 1)
    }
)
_WORDS = "|".join(sorted((word for word in _NUMBERS if word != "se"), key=len, reverse=True))
#: A year that follows is a date's or a law's: "Nomor 1 Tahun 2023".
_SPAN = watch(
    rf"(?<!nomor )(?<!no\. )(?<!no )(?<!ke-)"
    rf"\b(?:(?P<figure>\d{{1,3}})(?:\s?\((?:{_WORDS})\))?\s?-?|"
    rf"(?P<word>{_WORDS})(?:\s?\(\s?\d{{1,3}}\s?\))?(?P<half>\ssetengah)?\s"
    rf"|(?P<one>se))(?P<unit>tahun|taun|thn|th|bulan|bln)\b(?!\s\d{{4}}|\s(?:lalu\b|sekali\b|terakhir|silam|penjara|"
    rf"sebelum\w*|kita|mereka|kami|berjalan))",
    re.IGNORECASE,
)
_PAPER_WORD = (
    r"(?:perjanjian|pks|mou|nota(?: kesepa\w+)?|kesepahaman|naskah|kesepakatan|kerja ?sama|kontrak|"
    r"perpanjangan|dokumen|piagam|kemitraan|kolaborasi|surat(?: itu)?|komitmen|ikatan|adendum)"
)
_NAMES_PAPER = re.compile(rf"\b{_PAPER_WORD}", re.IGNORECASE)
#: Words of holding after which a span is the term, with little between.
_HOLDS = re.compile(
    r"\b(?:be?rlaku(?:nya)?|ja?n?g?ka? wa?ktu?|masa (?:berlaku|kerja ?sama|perjanjian)(?:nya)?|"
    r"jangka waktu(?:nya)?|"
    r"berjangka|berdurasi|durasi(?:nya)?|tempo|periode|mengikat|terikat|diperpanjang|berumur|umur|lanjutkan|"
    r"dipatok|untuk masa|masing-masing(?! minimal)|"
    r"memperpanjang|disambung|dilanjutkan)\b[^.;\n]{0,70}$",
    re.IGNORECASE,
)
#: The paper itself, with nothing of weight between it and the span: "Perjanjian ini setahun".
_STRAIGHT = re.compile(
    rf"\b{_PAPER_WORD}(?:-?nya)?\s(?:(?:dengan )?(?:ber)?(?:nomor|no\.) \S+ )?(?:\w+\s)?"
    r"(?:(?:ini|itu|tersebut|kedua\s\w+|disepakati|"
    r"dibuat|dirancang|ditetapkan|akan|berlangsung|berjalan|dijalankan|dilaksanakan|selama|untuk|"
    r"hanya|dulu|yang|bakal|jalan|dipatok|dengan(?: (?-i:[A-Z]\w+))+|kita|kami|sepakati|teken|"
    r"bersifat|berlaku|adalah|program|jangka waktu|sepakat|sampai|hingga|,)\s){0,6}$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:selama|masa|untuk|buat|sampai|hingga|sepakat(?:nya)?)\b[^.;\n]{0,40}$", re.IGNORECASE
)
_PAPER = re.compile(
    rf"\b(?:be?rlaku(?:nya)?|ja?n?g?ka? wa?ktu?(?:nya)?|masa berlaku(?:nya)?|{_PAPER_WORD}|"
    r"(?:di|mem)?perpanjang\w*|ia|melatih|mengikat|program|sambung|sepakat\w*)\b",
    re.IGNORECASE,
)
_UNTIL = watch(
    r"\b(?:be?rlaku(?:nya)?|jangka waktu(?:nya)?|diperpanjang|berlangsung|(?:ber|di)?jalan(?:kan)?|"
    r"masa berlaku(?:nya)?|mengikat|digeser|diundur|akan|hidup|memperpanjang|perpanjang)\b"
    r"[^.\n“”]{0,60}?\b(?:hingga|"
    r"sampai(?: dengan)?|ampe|smp|(?<!akan )s\.?[/]?d\.?|be?rakhir(?: pada)?)\s"
    r"(?:tanggal\s|bulan\s)?|"
    rf"\b{_PAPER_WORD}\s(?:(?:ini|itu|tersebut)\s)?be?rakhir\s(?:pada\s)?(?:tanggal\s|bulan\s)?",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?P<month>{alternation(MONTHS)})\s(?P<year>20\d\d)\b", re.IGNORECASE)
_END_OF = re.compile(
    r"(?:akhir|penghujung)\s(?:(?:tahun\s)?(?P<year>20\d\d)|tahun\s(?P<told>ini|depan))\b"
)
#: What else is told in years: sentences, ages, other people's programmes, laws.
_AGE = re.compile(
    r"\b(?:penjara|pidana penjara|hukuman|vonis|usia|umur(?! (?:kerja|perjanjian|pks|mou))|"
    r"berusia|remisi|lalu|garansi|evaluasi|"
    r"dievaluasi|setiap|tiap|per|kurikulum|akhir|awal|pertengahan|ancaman|sisa|tersisa)\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(?:pelatihan|magang|praktik|praktek|kursus|kegiatan|pembinaan|rehabilitasi|kuliah|paket|"
    r"menjalani|belajar|ditempatkan|residen)\b[^.,;\n]{0,60}$",
    re.IGNORECASE,
)
#: "Perjanjian kerja sama pelatihan" is a paper, no course.
_PAPER_ON = re.compile(rf"\b(?:{_PAPER_WORD}\s){{1,3}}\w+", re.IGNORECASE)
_HEADED = re.compile(r"\W{0,3}(?:masa|lama(?:nya)?|durasi)\W{1,3}", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:berlaku|jangka waktu|masa|berapa lama|sampai kapan)\b.*[?:]$", re.IGNORECASE
)
_AGREED = re.compile(r"\W*sepakat\w* ?$", re.IGNORECASE)
#: What ran out may be told right before: "yang habis bulan lalu, diperpanjang dua tahun".
_PROLONGED = re.compile(
    r"\b(?:di|mem)perpanjang(?:\s(?:lagi|selama|untuk|masa berlakunya))?\s$", re.IGNORECASE
)
#: A span that what follows makes the time to come: "tiga tahun ke depan", "setahun dulu".
_TO_COME = re.compile(r"\s(?:ke depan|mendatang|dulu|lagi,? (?:sampai|hingga))\b", re.IGNORECASE)
#: Words of a paper that goes on, before such a span.
_GOES_ON = re.compile(
    r"\b(?:(?:di|me)?(?:lanjut|terus)(?:kan|in)?|(?:ber|di)?jalan(?:kan)?|sepakat\w*|"
    r"(?:di|mem)?perpanjang)\b[^.;,\n]{0,20}$",
    re.IGNORECASE,
)
_THE_OTHERS = re.compile(r"\b(?:lainnya|sisanya|selebihnya)\b[^.,;]{0,40}$", re.IGNORECASE)
#: A paper of work that is told by half its name, after one of another kind.
_PLAIN = re.compile(r"\bperjanjian\b(?! (?:ini|itu|tersebut)\b)", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:sebelumnya|lama|induk\w*|terdahulu|telah berjalan|sudah berjalan|yang lalu)\b",
    re.IGNORECASE,
)


class Term(NamedTuple):
    """How long, with the words that say so."""

    months: int | None = None
    months_evidence: str = ""
    until: date | None = None
    until_evidence: str = ""


class _Span(NamedTuple):
    months: int
    sure: int
    kind: Instrument | None
    evidence: str


def find_term(
    story: Story,
    kind: Instrument | None = None,
    *,
    alone: bool = True,
    only: bool = False,
    elsewhere: Elsewhere = NOWHERE,
) -> Term:
    """The term that the story gives a paper of ``kind``; nothing where it gives none.

    ``alone`` says that the story tells of one paper, which it may call by other names too;
    ``only`` says that no other paper of the story is of that kind. ``elsewhere`` holds where other
    papers are told of alone.
    """
    spans = [
        span
        for sentence in story.sentences
        for span in _spans(story, sentence, elsewhere, kind if only else None)
        if alone or span.kind is None or span.kind is kind
    ]
    best = max(spans, key=lambda span: (span.kind is kind, span.sure), default=None)
    until, until_said = _until(story, elsewhere)
    return Term(best and best.months, best.evidence if best else "", until, until_said)


def _spans(
    story: Story, sentence: Sentence, elsewhere: Elsewhere, only: Instrument | None
) -> Iterator[_Span]:
    """What a sentence tells in years or months that may be the term.

    ``only`` is the kind of the paper, where no other of the story is of it.
    """
    text = sentence.text
    for match in _SPAN.finditer(text):
        kind = _kind(story, sentence.start, sentence.start + match.start())
        own = only is not None and kind is only
        if not own and _is_of_other(story, sentence, match.start(), elsewhere):
            continue
        sure = _sureness(text, match) or _answers(story, sentence, match)
        length = 12 if match["unit"][0].lower() == "t" else 1
        months = _count(match) * length + (length // 2 if match["half"] else 0)
        if sure and 0 < months <= MOST_MONTHS:
            yield _Span(months, sure, kind, text)


def _is_of_other(story: Story, sentence: Sentence, place: int, elsewhere: Elsewhere) -> bool:
    """Whether what stands at ``place`` of a sentence is told of another paper or its partner."""
    at = sentence.start + place
    if elsewhere.holds(at):
        return True
    named = story.bodies.within(sentence.start, at) if elsewhere.partners else ()
    last = next((body for body in reversed(named) if body.name not in elsewhere.shared), None)
    if _THE_OTHERS.search(sentence.text, 0, place):
        # "… sedangkan dua lainnya satu tahun": not those that are named.
        return any(body.name in elsewhere.own for body in named)
    return last is not None and last.name in elsewhere.partners


def _answers(story: Story, sentence: Sentence, match: re.Match[str]) -> int:
    """How surely a span by itself is the answer to a heading, or is on the paper told before.

    "Berlaku Berapa Lama?", "Dua tahun."; "Keduanya menandatangani perjanjian. Setahun.".
    """
    if match.start():
        return 0
    *_, asked = story.text[: sentence.start].rstrip().rpartition("\n")
    rest = sentence.text[match.end() :]
    whole = not rest.strip(" .!") or rest.startswith(" lamanya")
    after = whole and _PAPER.search(asked)
    return 2 if after or _ASKED.search(asked) else 0


def _sureness(text: str, match: re.Match[str]) -> int:
    """How surely a span is the term of a paper; 0 where it is not."""
    before = text[max(0, match.start() - 90) : match.start()]
    near = text[max(0, match.start() - 25) : _border(text, match.end() + 12)]
    if _PROLONGED.search(before) and _NAMES_PAPER.search(text, 0, match.start()):
        return 3
    if _AGE.search(near) or _FORMER.search(before[-45:].rpartition(",")[2]):
        return 0
    if _HOLDS.search(before) and _PAPER.search(text):
        return 3
    if _STRAIGHT.search(before) and not _trains(before):
        return 2
    if _TO_COME.match(text, match.end()) and _GOES_ON.search(before) and not _trains(before):
        return 1
    weak = _WEAK.search(before) and _PAPER.search(text) and not _trains(before)
    return int(bool(weak or _AGREED.match(before) or _HEADED.fullmatch(before)))


def _border(text: str, place: int) -> int:
    """``place``, or where the word begins that it would cut."""
    while 0 < place < len(text) and text[place - 1].isalpha() and text[place].isalpha():
        place -= 1
    return place


def _trains(before: str) -> bool:
    """Whether a course or the like lasts so long, not the paper on it."""
    return _TRAINING.search(_PAPER_ON.sub("", before)) is not None


def _kind(story: Story, start: int, place: int) -> Instrument | None:
    """The kind of the paper that was named last before ``place``, in its sentence."""
    kind, end = None, start
    for mention in story.instruments:
        if start <= mention.start < place:
            kind, end = mention.kind, mention.end
    plain = kind is not None and _PLAIN.search(story.text, end, place)
    return Instrument.PERJANJIAN_KERJA_SAMA if plain else kind


def _count(match: re.Match[str]) -> int:
    if match["figure"]:
        return int(match["figure"])
    return 1 if match["one"] else _NUMBERS[match["word"].lower()]


def _until(story: Story, elsewhere: Elsewhere) -> tuple[date | None, str]:
    """The last day that a sentence gives; the last of the month or the year that it gives."""
    for sentence in story.sentences:
        for match in _UNTIL.finditer(sentence.text):
            if _is_of_other(story, sentence, match.end(), elsewhere):
                continue
            clause = sentence.text[: match.start()].rpartition(",")[2]
            prolonged = match.group().lower().startswith("diperpanjang")
            former = _FORMER.search(clause) and not prolonged
            if not _PAPER.search(sentence.text) or former:
                continue
            last = _last_day(story, sentence, match.end())
            if last is not None:
                return last, sentence.text
    return None, ""


def _last_day(story: Story, sentence: Sentence, place: int) -> date | None:
    """The last day that is named at ``place``: a day, the end of a month or of a year."""
    end_of = _END_OF.match(sentence.text, place)
    if end_of is not None:
        published = story.article.published
        if end_of["year"]:
            return date(int(end_of["year"]), 12, 31)
        return published and date(published.year + (end_of["told"] == "depan"), 12, 31)
    named = _MONTH.match(sentence.text, place)
    if named is not None:
        year, month = int(named["year"]), MONTHS[named["month"].lower()]
        return date(year, month, monthrange(year, month)[1])
    end = sentence.start + place
    for mention in story.dates:
        if end <= mention.start <= end + 12 and mention.day and mention.month and mention.year:
            try:
                return date(mention.year, mention.month, mention.day)
            except ValueError:
                return None
    return None
