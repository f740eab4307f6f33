"""The paper that another one goes back to, where the story of the later one names it.

Sure is a sentence that says what is done with a paper of before (an addendum to it, its renewal, a
paper under it) and gives its number, or the very day on which it was signed. Nothing is guessed
from there being one older paper of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from model.records import Act, Agreement, Instrument, KeptAgreement
from pipelines.following.cues import names_paper
from pipelines.following.pair import Pair
from pipelines.following.telling import bare
from pipelines.text.dates import find_dates
from pipelines.text.lookout import watch
from pipelines.text.sentences import sentences

_UNDER = watch(
    r"(?i)tindak\s?lanjut|menindaklanjuti|ditindaklanjuti|turunan|mengacu|merujuk|berdasarkan"
)
_CHANGED = watch(
    r"(?i)add?endum|amandemen|perpanjang|diperpanjang|memperbarui|diperbarui|pembaruan|perubahan"
)
_FRAMES = {Instrument.NOTA_KESEPAHAMAN, Instrument.NOTA_KESEPAKATAN, Instrument.KESEPAKATAN_BERSAMA}
#: Characters of a sentence that are kept.
_LONGEST = 400


class Mother(NamedTuple):
    """The id of the paper that one goes back to, and the sentence that says so."""

    agreement: str
    evidence: str


def may_have_mother(one: Agreement) -> bool:
    """Whether a paper is one that goes back to another, by what was done or by its kind."""
    return one.act is not Act.SIGNED or one.kind is Instrument.PERJANJIAN_KERJA_SAMA


def mother_of(one: Agreement, text: str, elders: Iterable[KeptAgreement]) -> Mother | None:
    """Return which of ``elders`` a paper goes back to, as its story's ``text`` says.

    They are other papers of the same two sides. Null where no sentence says so, or where sentences
    name several.
    """
    older = [elder for elder in elders if _may_be_of(one, elder)]
    found = {
        mother.agreement: mother
        for sentence in sentences(text)
        if _goes_back(one, sentence.text)
        for mother in _named(one, sentence.text, older)
    }
    return found.popitem()[1] if len(found) == 1 else None


def _may_be_of(one: Agreement, elder: KeptAgreement) -> bool:
    if elder.signed_on and one.signed_on and elder.signed_on >= one.signed_on:
        return False
    return one.act is not Act.SIGNED or elder.kind in _FRAMES


def _goes_back(one: Agreement, sentence: str) -> bool:
    words = _UNDER if one.act is Act.SIGNED else _CHANGED
    return names_paper(sentence) and words.search(sentence) is not None


def _named(one: Agreement, sentence: str, older: Iterable[KeptAgreement]) -> Iterator[Mother]:
    words, days = f" {bare(sentence)} ", set(_days(sentence)) - {one.signed_on}
    for elder in older:
        is_numbered = any(f" {number} " in words for number in _numbers(elder))
        if is_numbered or elder.signed_on in days:
            yield Mother(elder.id, sentence.strip()[:_LONGEST])


def _numbers(elder: KeptAgreement) -> Iterator[str]:
    title = bare(elder.title) if elder.title else None
    return (paper for paper in Pair.of(elder).papers if paper != title)


def _days(sentence: str) -> Iterator[date]:
    """Yield the days that a sentence gives in full."""
    for mention in find_dates(sentence):
        if mention.day and mention.month and mention.year:
            try:
                yield date(mention.year, mention.month, mention.day)
            except ValueError:
                continue
