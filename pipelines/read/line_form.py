"""Lines that are no story's by their form and place, whatever they say.

A story begins and ends with a sentence. What stands before its first one without a stop is a
label or a standfirst; a word or two with a colon lead to a list or a quotation, or to something
that is gone; a line without a stop that names the outlet is the outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipelines.read.datelines import without_dateline
from pipelines.read.line_ends import ENDED
from pipelines.read.outlet_voice import outlets_among
from pipelines.read.titles import bare

_COLON = re.compile(r":\s*$")
_QUOTED = re.compile(r"^[\"“‘'«(]")
_OPEN = re.compile(r"[,;:-]\s*$")
#: A standfirst is no longer, in characters; a sentence is no shorter.
_STANDFIRST, _SENTENCE = 110, 50
#: So many lines may stand before the story, and so many are left of it in any case.
_MOST, _LEAST = 3, 3
_LABEL_WORDS = 3
_NAMING = 120
_SHORTEST_NAME = 6


def without_preface(lines: Sequence[str], site_words: frozenset[str]) -> list[str]:
    """Cut what stands before the first sentence; a sentence that lacks its stop has a dateline."""
    start = next((place for place, line in enumerate(lines) if ENDED.search(line)), 0)
    if not 0 < start <= _MOST or len(lines) - start < _LEAST or len(lines[start]) < _SENTENCE:
        return list(lines)
    before = lines[:start]
    is_preface = all(
        len(line) <= _STANDFIRST
        and not _QUOTED.match(line)
        and not _OPEN.search(line)
        and without_dateline(line, site_words) == line
        for line in before
    )
    return list(lines[start:] if is_preface else lines)


def without_dangling(lines: Sequence[str]) -> list[str]:
    """Cut a label with a colon that leads to nothing, or shouts: "SIMAK PULA:"."""
    pairs = zip_longest(lines, lines[1:], fillvalue="")
    return [line for line, following in pairs if not _dangles(line, following)]


def _dangles(line: str, following: str) -> bool:
    if not _COLON.search(line) or len(line.strip(" :").split()) > _LABEL_WORDS:
        return False
    return not following or (line.isupper() and ENDED.search(following) is not None)


def without_outlets_labels(lines: Sequence[str], site_words: frozenset[str]) -> list[str]:
    """Cut lines without a stop that name the outlet, but for the first and quotations."""
    names = [name for name in outlets_among(site_words) if len(name) >= _SHORTEST_NAME]
    return [line for place, line in enumerate(lines) if not place or not _is_outlets(line, names)]


def _is_outlets(line: str, names: Sequence[str]) -> bool:
    if len(line) > _NAMING or ENDED.search(line) or _QUOTED.match(line) or _OPEN.search(line):
        return False
    name = bare(line)
    return any(each in name for each in names)
