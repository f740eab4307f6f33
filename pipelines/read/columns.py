"""Pages laid out in table columns: the story's cell, its neighbours, and its headline.

Such pages rarely name anything: the story is where the running text is, and its headline is the
line set bold or large right above it.
"""

from __future__ import annotations

import re

from pipelines.read.prose import STORY_SHARE, Prose, own_lengths
from pipelines.read.tree import Element, text_of

#: A cell or row with more of the page's running text than this share is not cut.
_OTHER = 0.2
#: A cell of this much text of its own, in characters, holds a story.
_LEAST_TEXT = 200
_SET_OUT = frozenset("span font b strong big".split())
_CELLS = frozenset("td th".split())
_DAY = re.compile(r"\d\s\w{3,9}\s(?:19|20)\d\d|\d[/.:-]\d")
_STOP = re.compile(r"[.!:;,]$")
_SHORTEST, _LONGEST, _LEAST_WORDS = 15, 160, 4


def cell_headline(tree: Element) -> Element | None:
    """Find the line set out right above the story in its table cell, if the page has such cells."""
    own = own_lengths(tree)
    text = _densest(own)
    if text is None:
        return None
    cells = [each for each in text.iterancestors() if each.tag in _CELLS]
    found = None
    for element in own:
        if element is text:
            break
        if element.tag in _SET_OUT and _cell_of(element) in cells and _is_headline(element):
            found = element
    return found


def drop_columns(prose: Prose, headline: Element | None) -> None:
    """Cut the columns beside the cell that holds headline and story, in place, and rows with them.

    A table of one column may tell the story row by row, and stays whole.
    """
    if headline is None:
        return
    for cell in list(headline.iterancestors(*_CELLS)):
        row = cell.getparent()
        if row.tag != "tr" or prose.get(cell, 0) < STORY_SHARE * prose[None]:
            continue
        beside = [each for each in row if each is not cell and each.tag in _CELLS]
        if not beside:
            continue
        rows = [each for each in row.getparent() if each is not row]
        for other in (*beside, *rows):
            if prose.get(other, 0) <= _OTHER * prose[None]:
                other.drop_tree()


def _densest(own: dict[Element, int]) -> Element | None:
    """Give the element in a table cell with the most text of its own."""
    found = max(own, key=lambda element: own[element])
    is_story = own[found] >= _LEAST_TEXT and _cell_of(found) is not None
    return found if is_story else None


def _cell_of(element: Element) -> Element | None:
    if element.tag in _CELLS:
        return element
    return next(element.iterancestors(*_CELLS), None)


def _is_headline(element: Element) -> bool:
    words = text_of(element)
    is_line = _SHORTEST <= len(words) <= _LONGEST and len(words.split()) >= _LEAST_WORDS
    if not is_line or _DAY.search(words) or _STOP.search(words):
        return False
    return next(element.iter("a"), None) is None and next(element.iterancestors("a"), None) is None
