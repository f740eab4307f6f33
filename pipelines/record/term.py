"""How long an agreement holds: months, or a last day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pipelines.record.story import Story

#: Longer terms are misread.
MOST_MONTHS = 600

_NUMBERS = {
    "satu": 1,
    "se": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "dua belas": 12,
    "delapan belas": 18,
    "dua puluh empat": 24,
    "tiga puluh enam": 36,
}
_WORDS = "|".join(sorted((word for word in _NUMBERS if word != "se"), key=len, reverse=True))
_SPAN = re.compile(
    rf"\b(?:(?P<figure>\d{{1,3}})(?:\s?\((?:{_WORDS})\))?\s|"
    rf"(?P<word>{_WORDS})(?:\s?\(\d{{1,3}}\))?\s"
    rf"|(?P<one>se))(?P<unit>tahun|bulan)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:berlaku(?:nya)?|masa berlaku|jangka waktu(?:nya)?|berjangka|selama|durasi|tempo|masa|"
    r"periode|"
    r"untuk|sampai|hingga)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:berlaku(?:nya)?|jangka waktu(?:nya)?|perjanjian|pks|mou|nota|naskah|kesepakatan|"
    r"kerja ?sama|"
    r"perpanjang\w*|memperpanjang|ia|dokumen)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:berlaku|jangka waktu|diperpanjang)\b[^.\n]{0,60}?\b(?:hingga|sampai(?: dengan)?|"
    r"s\.?d\.?)\s"
    r"(?:tanggal\s)?",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:penjara|pidana|hukuman|vonis|usia|umur|berusia|remisi|lalu)\b", re.IGNORECASE
)


class Term(NamedTuple):
    """How long, with the words that say so."""

    months: int | None = None
    months_evidence: str = ""
    until: date | None = None
    until_evidence: str = ""


def find_term(story: Story) -> Term:
    """The term that the story gives; nothing where it gives none."""
    months, said = _months(story)
    until, until_said = _until(story)
    return Term(months, said, until, until_said)


def _months(story: Story) -> tuple[int | None, str]:
    for sentence in story.sentences:
        for match in _SPAN.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - 60) : match.start()]
            near = sentence.text[max(0, match.start() - 25) : match.end() + 12]
            if not _HOLDS.search(before) or _AGE.search(near):
                continue
            if not _PAPER.search(sentence.text):
                continue
            count = _count(match) * (12 if match["unit"].lower() == "tahun" else 1)
            if 0 < count <= MOST_MONTHS:
                return count, sentence.text
    return None, ""


def _count(match: re.Match[str]) -> int:
    if match["figure"]:
        return int(match["figure"])
    return 1 if match["one"] else _NUMBERS[match["word"].lower()]


def _until(story: Story) -> tuple[date | None, str]:
    for sentence in story.sentences:
        match = _UNTIL.search(sentence.text)
        if match is None:
            continue
        end = sentence.start + match.end()
        for mention in story.dates:
            if not end <= mention.start <= end + 12:
                continue
            if mention.day and mention.month and mention.year:
                try:
                    return date(mention.year, mention.month, mention.day), sentence.text
                except ValueError:
                    continue
    return None, ""
