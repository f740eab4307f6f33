"""The block of the page that holds its story, marked so that the extractor finds it.

Trafilatura knows some hundred names of such blocks. On a page with none of them it gathers single
paragraphs: lists, subheads and short paragraphs get lost, teasers come in.
"""

from __future__ import annotations

from pipelines.read.prose import own_lengths
from pipelines.read.tree import Element

#: A name that Trafilatura takes for a story's block wherever it stands.
_NAME = "entry-content"
#: Pieces of text count from this length, in characters: shorter ones are labels and links.
_MIN_PIECE = 40
#: The lowest block with this share of the page's running text is the story's (measured on saved
#: and generated pages; .5 to .7 differ little).
_SHARE = 0.6
_PAGE = frozenset("html body".split())
_PIECES = frozenset("p span b strong font i em a li td blockquote".split())
_SILENT = frozenset("a script style title head option button".split())


def mark_story_block(tree: Element) -> Element | None:
    """Name the block of a pruned ``tree`` that holds most of its running text, and return it."""
    block = _story_block(tree)
    if block is not None:
        block.set("class", _NAME)
        block.attrib.pop("id", None)
    return block


def _story_block(tree: Element) -> Element | None:
    lengths = _lengths(tree)
    enough = _SHARE * lengths[tree]
    block, child = None, tree if enough else None
    while child is not None:
        block = child
        child = next((part for part in block if lengths.get(part, 0) >= enough), None)
    while block is not None and block.tag in _PIECES:
        block = block.getparent()
    return None if block is None or block.tag in _PAGE else block


def _lengths(tree: Element) -> dict[Element, int]:
    """Measure the running text in every element, its descendants' included."""
    own = own_lengths(tree)
    lengths = dict.fromkeys(own, 0)
    for element in reversed(own):
        if element.tag in _SILENT:
            lengths[element] = 0
            continue
        if own[element] >= _MIN_PIECE:
            lengths[element] += own[element]
        if lengths[element] and (parent := element.getparent()) is not None:
            lengths[parent] += lengths[element]
    return lengths
