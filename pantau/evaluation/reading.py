"""How well pages are read: text, lines of chrome, title and day, beside other extractors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean

from pydantic import BaseModel, Field

from model.records import JAKARTA
from pantau.evaluation.contestants import Answer, Contestant
from pantau.evaluation.golden import Golden, People

#: Words of a shingle: enough that only the same sentence has it.
_SHINGLE = 4
#: A piece of text of this length, in letters and digits, is the same sentence.
_SURE = 30
_WORD = re.compile(r"\w+")

Bag = Counter[tuple[str, ...]]


class ReadingScores(BaseModel):
    """What one reader makes of the golden pages; means over the articles.

    ``token_f1`` compares bags of words, ``shingle_f1`` runs of four words, which sees order too.
    ``chrome_lines`` are lines that are not in the labelled text, ``missed_lines`` lines of it that
    were not read. ``title``, ``day``, ``authors``, ``editors`` and ``sources`` are the shares of
    labelled ones that are right, null where the reader gives none.
    ``refused`` are articles that were taken for none, and ``let_through`` pages that are none and
    were read as one.
    """

    token_f1: float
    shingle_f1: float
    chrome_lines: float
    missed_lines: float
    title: float | None
    day: float | None
    authors: float | None
    editors: float | None
    sources: float | None
    refused: int
    let_through: int


class Flaw(BaseModel):
    """A page that Pantau reads otherwise than its label."""

    page: str
    token_f1: float
    chrome: list[str]
    missed: list[str]
    title: str | None = None
    published: str | None = None
    people: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    reason: str | None = None


class ReadingEvaluation(BaseModel):
    """Readers by name on the same pages, and what Pantau (the first) got wrong.

    ``extractors`` counts which one gave Pantau's text.
    """

    articles: int
    refusals: int
    readers: dict[str, ReadingScores]
    extractors: dict[str, int]
    flaws: list[Flaw]


def evaluate_reading(
    pages: Sequence[Golden], readers: Mapping[str, Contestant]
) -> ReadingEvaluation:
    """Let every reader read every page, and compare with the labels."""
    answers = {name: [reader(golden.page) for golden in pages] for name, reader in readers.items()}
    own = next(iter(answers.values()), [])
    flaws = (_flaw(golden, answer) for golden, answer in zip(pages, own, strict=True))
    return ReadingEvaluation(
        articles=sum(golden.reason is None for golden in pages),
        refusals=sum(golden.reason is not None for golden in pages),
        readers={name: _scores(pages, given) for name, given in answers.items()},
        extractors=dict(Counter(answer.extractor for answer in own if answer.extractor)),
        flaws=[flaw for flaw in flaws if flaw is not None],
    )


def _scores(pages: Sequence[Golden], answers: Sequence[Answer]) -> ReadingScores:
    pairs = list(zip(pages, answers, strict=True))
    read = [(golden, answer) for golden, answer in pairs if golden.reason is None]
    others = [answer for golden, answer in pairs if golden.reason is not None]
    return ReadingScores(
        token_f1=_mean(f1(golden.text, answer.text, 1) for golden, answer in read),
        shingle_f1=_mean(f1(golden.text, answer.text, _SHINGLE) for golden, answer in read),
        chrome_lines=_mean(len(lines_beside(answer.text, golden.text)) for golden, answer in read),
        missed_lines=_mean(len(lines_beside(golden.text, answer.text)) for golden, answer in read),
        title=_share(_title_is_right(*pair) for pair in read),
        day=_share(_day_is_right(*pair) for pair in read),
        **{name: _share(_is_right(name, *pair) for pair in read) for name in People._fields},
        refused=sum(not answer.text for _, answer in read),
        let_through=sum(bool(answer.text) for answer in others),
    )


def f1(text: str, other: str, size: int) -> float:
    """Return the F1 of the bags of runs of ``size`` words of two texts; 1 where both are empty."""
    bag, expected = _bag(text, size), _bag(other, size)
    total = bag.total() + expected.total()
    return 2 * (bag & expected).total() / total if total else 1.0


def lines_beside(text: str, other: str) -> list[str]:
    """Return the lines of ``text`` that are not in ``other``, whatever their marks and case.

    A part of a paragraph counts as in it; a few words only where the paragraph begins or ends so.
    """
    lines = [name for line in other.splitlines() if (name := _bare(line))]
    whole = "".join(lines)

    def is_in(name: str) -> bool:
        if len(name) >= _SURE:
            return name in whole
        return any(line.startswith(name) or line.endswith(name) for line in lines)

    return [line for line in text.splitlines() if (name := _bare(line)) and not is_in(name)]


def _bag(text: str, size: int) -> Bag:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[place : place + size]) for place in range(len(words) - size + 1))


def _bare(text: str) -> str:
    return "".join(_WORD.findall(text.lower().replace("_", " ")))


def _title_is_right(golden: Golden, answer: Answer) -> bool | None:
    if golden.title is None or answer.title is None:
        return None
    return _bare(golden.title) == _bare(answer.title)


def _day_is_right(golden: Golden, answer: Answer) -> bool | None:
    """Compare days in the label's own time zone; a day without an hour is taken as it is."""
    if golden.published is None or answer.published is None:
        return None if golden.published is None or answer.extractor is None else False
    found = answer.published
    zone = golden.published.tzinfo or JAKARTA
    day = found.date() if found.tzinfo is None else found.astimezone(zone).date()
    return day == golden.published.date()


def _is_right(name: str, golden: Golden, answer: Answer) -> bool | None:
    if golden.people is None or answer.people is None:
        return None
    return set(getattr(golden.people, name)) == set(getattr(answer.people, name))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(mean(listed), 4) if listed else 0.0


def _share(values: Iterable[bool | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None


def _flaw(golden: Golden, answer: Answer) -> Flaw | None:
    flaw = Flaw(
        page=golden.name,
        token_f1=round(f1(golden.text, answer.text, 1), 4),
        chrome=lines_beside(answer.text, golden.text),
        missed=lines_beside(golden.text, answer.text),
        title=answer.title if _title_is_right(golden, answer) is False else None,
        published=str(answer.published) if _day_is_right(golden, answer) is False else None,
        people={
            name: getattr(answer.people, name)
            for name in People._fields
            if _is_right(name, golden, answer) is False
        },
        reason=answer.reason,
    )
    is_right = not (flaw.chrome or flaw.missed or flaw.title or flaw.published or flaw.people)
    is_refused_rightly = golden.reason is not None and not answer.text
    return None if (is_right and golden.reason is None) or is_refused_rightly else flaw
