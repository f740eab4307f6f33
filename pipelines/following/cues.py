"""The words of ``cues.yaml`` as compiled patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

from model.following import Aspect
from pipelines.text.lookout import Watched, watch

#: A paper is still sought; a paper takes the place of another one.
PLANS, RENEWS = "rencana", "baru"
#: Characters between the name of a paper and the words that say what became of it.
_REACH = 90
#: What is looked for first: what finds fault or ends is often told with what was done.
_ORDER = (Aspect.ENDING, Aspect.CRITICISM, Aspect.EVALUATION, Aspect.IMPLEMENTATION)
_PAPER = watch(
    r"(?i)kerja\s?sama|perjanjian|kesepa[kh]a|\bmo[ua]\b|\bpks\b|kemitraan|kolaborasi|memorandum"
)


@cache
def _words() -> Any:
    text = resources.files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def _cue(name: str) -> Watched:
    words = "|".join(word.replace(" ?", r"\s*").replace(" ", r"\s+") for word in _words()[name])
    return watch(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def names_paper(text: str) -> bool:
    """Whether ``text`` speaks of an agreement at all."""
    return _PAPER.search(text) is not None


def last_paper(text: str) -> int | None:
    """Where the last paper that a sentence names ends; null where it names none."""
    return max((match.end() for match in _PAPER.finditer(text)), default=None)


def aspect_of(text: str) -> Aspect | None:
    """What a sentence says of a paper that it names."""
    papers = [match.span() for match in _PAPER.finditer(text)]
    near = (one for one in _ORDER if papers and _is_near(_cue(one.value), text, papers))
    return next(near, None)


def plans(text: str) -> bool:
    """Whether a sentence tells of a paper that is sought, not of one that there is."""
    return _cue(PLANS).search(text) is not None


def renews(text: str) -> bool:
    """Whether a sentence tells of a paper that takes the place of another one."""
    papers = [match.span() for match in _PAPER.finditer(text)]
    return bool(papers) and _is_near(_cue(RENEWS), text, papers)


def _is_near(words: Watched, text: str, papers: list[tuple[int, int]]) -> bool:
    return any(
        match.start() - end <= _REACH and start - match.end() <= _REACH
        for match in words.finditer(text)
        for start, end in papers
    )
