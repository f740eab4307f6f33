"""The lines that a tree shows, each with the block it stands in and how it is set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.read.tree import Element

_INLINE = frozenset(
    "a abbr b big cite code del em font i ins kbd label mark q s small span strong sub sup time"
    " tt u var".split()
)
_SILENT = frozenset(
    "script style noscript template option button title head select iframe svg".split()
)
_CELLS = frozenset("td th".split())
_BOLD = frozenset("b strong".split())
_SLANTED = frozenset("i em small cite".split())
_BETWEEN = " | "

#: How a piece of text is set: whether in a link, bold, in italics or small.
Setting = tuple[bool, bool, bool]
_PLAIN: Setting = (False, False, False)


class ShownLine(NamedTuple):
    """A line of text; ``linked``, ``bold`` and ``slanted`` are shares of its characters."""

    text: str
    block: Element
    linked: float
    bold: float
    slanted: float
    links: int


class _Piece(NamedTuple):
    text: str
    block: Element
    setting: Setting


def shown_lines(tree: Element) -> list[ShownLine]:
    """List the lines of ``tree`` as a browser would break them; a table row is one line."""
    lines: list[ShownLine] = []
    pieces: list[_Piece] = []
    for piece in (*_pieces(tree, tree, _PLAIN), None):
        if piece is not None:
            pieces.append(piece)
            continue
        if (line := _line_of(pieces)) is not None:
            lines.append(line)
        pieces = []
    return lines


def _line_of(pieces: list[_Piece]) -> ShownLine | None:
    text = " ".join("".join(piece.text for piece in pieces).split()).strip(" |")
    if not text:
        return None
    lengths = [len(piece.text.strip()) for piece in pieces]
    whole = sum(lengths) or 1
    linked, bold, slanted = (
        sum(length for length, piece in zip(lengths, pieces, strict=True) if piece.setting[sort])
        / whole
        for sort in range(3)
    )
    links = sum(piece.setting[0] for piece in pieces)
    return ShownLine(text, pieces[0].block, linked, bold, slanted, links)


def _pieces(element: Element, block: Element, setting: Setting) -> Iterator[_Piece | None]:
    """Yield the pieces of text in an element, and None where a line ends."""
    if element.text:
        yield _Piece(element.text, block, setting)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SILENT:
            if tag in _INLINE:
                yield from _pieces(child, block, _set_in(tag, setting))
            elif tag in _CELLS:
                yield from _pieces(child, block, setting)
                yield _Piece(_BETWEEN, block, _PLAIN)
            else:
                yield None
                yield from _pieces(child, child, setting)
                yield None
        if child.tail:
            yield _Piece(child.tail, block, setting)


def _set_in(tag: str, setting: Setting) -> Setting:
    linked, bold, slanted = setting
    return linked or tag == "a", bold or tag in _BOLD, slanted or tag in _SLANTED
