"""Which short lines are hardly a story's, by a model fitted on the lines of the golden pages.

It has the last word on lines that no rule knows: labels, that is lines that are no sentences and
no items with a number. A sentence is never dropped for it.
``python -m tests.pages.fit_lines`` fits it anew.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from pipelines.read.line_ends import ENDED
from pipelines.read.line_signs import Around, around, signs_of
from pipelines.read.shown_lines import ShownLine, shown_lines
from pipelines.read.tree import Element

MODEL_FILE = "line_model.json"
#: A label that is the story's with less than this probability is dropped (docs/reading.md).
LEAST = 0.05
_NUMBERED = re.compile(r"^(?:\d{1,2}|[a-z])[.)]\s")
_NOT_TEXT = re.compile(r"[\W_]+")
_SENTENCE_WORDS = 5
_LISTED = frozenset("li dd dt tr".split())
#: No label is longer, in characters.
_LONGEST = 160
#: What has more labels is a list, or made to keep us busy.
_MOST_LABELS = 200
#: What is dropped leaves at least this share of the text: else the page is one of a kind unknown.
_LEFT = 0.5


class LineModel(NamedTuple):
    """Weights of a logistic regression over the signs of a line, by name."""

    intercept: float
    weights: dict[str, float]

    def probability(self, signs: Iterable[str]) -> float:
        """Return how probable it is that a line with ``signs`` is its story's."""
        known = self.weights.keys() & set(signs)
        total = self.intercept + sum(self.weights[sign] for sign in known)
        return 1 / (1 + math.exp(-total))


@cache
def line_model() -> LineModel:
    """Load the model that the package brings."""
    saved = json.loads((resources.files(__package__) / MODEL_FILE).read_text("utf-8"))
    return LineModel(saved["intercept"], saved["weights"])


def without_unlikely(lines: Sequence[str], tree: Element) -> list[str]:
    """Drop the labels among ``lines`` that hardly are the story's; ``tree`` shows them all."""
    labels = [line for line in lines if is_label(line)]
    if not 0 < len(labels) <= _MOST_LABELS:
        return list(lines)
    shown = shown_lines(tree)
    places = {
        name_of(line.text): place
        for place, line in reversed(list(enumerate(shown)))
        if len(line.text) <= _LONGEST
    }
    page = around(shown)
    dropped = {
        label
        for label in labels
        if (place := places.get(name_of(label))) is not None and _is_unlikely(shown, place, page)
    }
    kept = [line for line in lines if line not in dropped]
    is_most = sum(map(len, kept)) >= _LEFT * sum(map(len, lines))
    return kept if is_most else list(lines)


def is_label(line: str) -> bool:
    """Say whether a line is short and no sentence, nor an item with a number."""
    is_sentence = len(line.split()) >= _SENTENCE_WORDS and ENDED.search(line)
    return not (len(line) > _LONGEST or is_sentence or _NUMBERED.match(line))


def _is_unlikely(lines: Sequence[ShownLine], place: int, page: Around) -> bool:
    line = lines[place]
    if not line.links and _is_listed(line.block) and page.holds(line.block):
        # Menus are lists, so the model trusts none; in the story's own block they are told.
        return False
    return line_model().probability(signs_of(lines, place, page)) < LEAST


def _is_listed(block: Element) -> bool:
    parent = block.getparent()
    return block.tag in _LISTED or (parent is not None and parent.tag in _LISTED)


def name_of(line: str) -> str:
    """Reduce a line to what the tree and the extractor write alike."""
    return _NOT_TEXT.sub("", line.casefold())
