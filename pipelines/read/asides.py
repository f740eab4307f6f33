"""Short lines between two paragraphs that are no subhead: "Lanjut di bawah iklan", "PARIWARA".

A subhead is a heading, bold, or written with capitals as titles are; a story has no other line
without a stop between its paragraphs but in lists and verses, which are longer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from pipelines.read.tree import Element, drop, text_of

_TAGS = ("p", "div", "center")
_PLAIN = frozenset("span a i em br small font".split())
_STOP = re.compile(r"[.!?…:;,)][\"”’')\]]*\s*$")
_QUOTED = re.compile(r"^[\"“‘'«(\d•*-]")
_LATIN = re.compile(r"[A-Za-z]")
#: Such a line is no longer, and a paragraph beside it no shorter, in characters.
_LONGEST, _PARAGRAPH = 60, 60
_MOST_STEPS = 4
_SUBHEADS = frozenset("h2 h3 h4 h5 h6".split())
_MOST_WORDS, _MOST_CAPITALS, _CAPITALS_SHARE = 7, 2, 0.6
_SMALL = frozenset("dan di ke dari untuk dengan pada yang atau oleh dalam bagi".split())


def drop_asides(tree: Element) -> None:
    """Cut plain lines without a stop between two paragraphs out of ``tree``, in place."""
    asides = [block for block in tree.iter(*_TAGS) if _is_aside(block)]
    for aside in asides:
        drop(aside)


def _is_aside(block: Element) -> bool:
    if any(child.tag not in _PLAIN for child in block):
        return False
    words = text_of(block)
    if _LATIN.search(words) is None:
        # A verse in another script.
        return False
    if not 0 < len(words) <= _LONGEST or _STOP.search(words) or _QUOTED.match(words):
        return False
    if _may_be_subhead(words.split()):
        return False
    above, below = _beside(block, HtmlElement.getprevious), _beside(block, HtmlElement.getnext)
    return _is_paragraph(above) and (_is_paragraph(below) or _is_subhead(below))


def _may_be_subhead(words: list[str]) -> bool:
    if "".join(words).isupper():
        return len(words) > _MOST_CAPITALS
    others = [word for word in words[1:] if word[0].isalpha() and word not in _SMALL]
    capitals = sum(word[0].isupper() for word in others)
    return len(words) > _MOST_WORDS or capitals >= _CAPITALS_SHARE * len(others)


def _beside(block: Element, step: Callable[[Element], Element]) -> Element | None:
    """Give the next block with words in it, before or behind, out of a wrapper if need be."""
    for _ in range(_MOST_STEPS):
        beside = step(block)
        if beside is None:
            block = block.getparent()
            if block is None or block.tag not in _TAGS or len(block) > 1:
                return None
        elif beside.text_content().strip():
            return beside
        else:
            block = beside
    return None


def _is_subhead(element: Element | None) -> bool:
    return element is not None and element.tag in _SUBHEADS


def _is_paragraph(element: Element | None) -> bool:
    """Say whether a neighbour is a paragraph that ends with a sentence."""
    if element is None or element.tag not in _TAGS:
        return False
    words = text_of(element)
    return len(words) >= _PARAGRAPH and _STOP.search(words) is not None
