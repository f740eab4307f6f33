"""The lines of text in a block of the tree: one for each paragraph, heading, item or table row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.read.tree import Element

_INLINE = frozenset(
    "a abbr b big cite code del em font i ins kbd label mark q s small span strong sub sup time"
    " tt u var".split()
)
_SILENT = frozenset("script style noscript template option button title head".split())
_CELLS = frozenset("td th".split())
#: Between the cells of a row, as Trafilatura writes them; empty cells make more of it.
_BETWEEN = " | "
CELLS = re.compile(r"\s*\|(?:\s*\|)*\s*")


def lines_of(block: Element) -> list[str]:
    """Return the text of ``block`` as lines, as a browser would break them."""
    words = "".join(_pieces(block))
    lines = (CELLS.sub(_BETWEEN, " ".join(part.split())).strip(" |") for part in words.split("\n"))
    return [line for line in lines if line]


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of an element, with breaks where it has them; line breaks in it are spaces."""
    yield _spaced(element.text)
    for child in element:
        if child.tag not in _SILENT and isinstance(child.tag, str):
            edge = "" if child.tag in _INLINE else _BETWEEN if child.tag in _CELLS else "\n"
            yield edge
            yield from _pieces(child)
            yield "" if edge == _BETWEEN else edge
        yield _spaced(child.tail)


def _spaced(text: str | None) -> str:
    return text.replace("\n", " ").replace("\r", " ") if text else ""
