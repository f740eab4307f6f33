"""How much running text each part of a page holds, and the layout tables it stands in."""

from __future__ import annotations

import re

from model.exceptions import PageError
from pipelines.read.tree import Element

#: Shorter pieces of text, in characters, are labels, links and headlines.
_MIN_PIECE = 80
#: No news story is longer, in characters; what is would keep the patterns busy for long.
MAX_PROSE = 300_000
_SILENT = frozenset("a script style noscript template select option button title".split())

#: A block that holds more of the page's running text than this share is the story's.
STORY_SHARE = 0.4
#: One that is named for what other pages hold must have more than this.
SURE_SHARE = 0.8
_SURE_MARKS = re.compile(r"sidebar|popular|related|terkait|recent|comment|komentar", re.IGNORECASE)

#: Characters by element; the whole page stands under None.
Prose = dict[Element | None, int]


def prose_of(tree: Element) -> Prose:
    """Measure the running text in every element, in characters, its descendants' included.

    Text counts where it stands in long pieces, whatever the element is called: paragraphs, table
    cells, or lines parted by ``br``.

    Raises PageError ``too_large`` for more than :data:`MAX_PROSE`.
    """
    own = own_lengths(tree)
    prose: Prose = dict.fromkeys(own, 0)
    for element in reversed(own):
        if element.tag in _SILENT:
            prose[element] = 0
            continue
        if own[element] >= _MIN_PIECE:
            prose[element] += own[element]
        if prose[element] and (parent := element.getparent()) is not None:
            prose[parent] += prose[element]
    if prose[tree] > MAX_PROSE:
        raise PageError("too_large", f"{prose[tree]} characters of text")
    prose[None] = prose[tree]
    return prose


def unfold_tables(tree: Element, prose: Prose) -> None:
    """Turn tables that lay out a page, rather than hold data, into plain blocks."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td"))
        is_layout = any(prose.get(cell, 0) >= 2 * _MIN_PIECE for cell in cells) or any(
            next(cell.iter("table"), None) is not None for cell in cells
        )
        if is_layout:
            for part in list(table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th")):
                part.tag = "div"


def own_lengths(tree: Element) -> dict[Element, int]:
    """Count the characters of text that stand in each element itself, in the page's order."""
    lengths: dict[Element, int] = {}
    for element in tree.iter():
        text, tail = element.text, element.tail
        lengths[element] = len(text.strip()) if text else 0
        if tail and (beside := len(tail.strip())) and (parent := element.getparent()) in lengths:
            lengths[parent] += beside
    return lengths


def own_text_length(element: Element) -> int:
    """Count the characters of text that stand in an element itself, not in its children."""
    length = len((element.text or "").strip())
    return length + sum(len((child.tail or "").strip()) for child in element)


def holds_story(element: Element, prose: Prose) -> bool:
    """Say whether a block holds the headline, or a good part of the page's running text."""
    if next(element.iter("h1"), None) is not None:
        return True
    is_sure = _SURE_MARKS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    return prose.get(element, 0) > (SURE_SHARE if is_sure else STORY_SHARE) * prose[None]
