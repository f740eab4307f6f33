"""The lines that a tree shows, each with the block it stands in and how it is set."""

from __future__ import annotations

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
    pieces: list[_Piece | None] = []
    _gather(tree, tree, _PLAIN, pieces)
    lines: list[ShownLine] = []
    row: list[_Piece] = []
    for piece in (*pieces, None):
        if piece is not None:
            row.append(piece)
        elif row:
            if (line := _line_of(row)) is not None:
                lines.append(line)
            row = []
    return lines


def _line_of(pieces: list[_Piece]) -> ShownLine | None:
    text = " ".join("".join(piece.text for piece in pieces).split()).strip(" |")
    if not text:
        return None
    whole = linked = bold = slanted = links = 0
    for piece in pieces:
        length = len(piece.text.strip())
        whole += length
        if piece.setting is not _PLAIN:
            in_link, in_bold, in_slant = piece.setting
            links += in_link
            linked += in_link * length
            bold += in_bold * length
            slanted += in_slant * length
    whole = whole or 1
    return ShownLine(text, pieces[0].block, linked / whole, bold / whole, slanted / whole, links)


def _gather(
    element: Element, block: Element, setting: Setting, pieces: list[_Piece | None]
) -> None:
    """Add the pieces of text in an element to ``pieces``, and None where a line ends."""
    if element.text:
        pieces.append(_Piece(element.text, block, setting))
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SILENT:
            if tag in _INLINE:
                _gather(child, block, _set_in(tag, setting), pieces)
            elif tag in _CELLS:
                _gather(child, block, setting, pieces)
                pieces.append(_Piece(_BETWEEN, block, _PLAIN))
            else:
                pieces.append(None)
                _gather(child, child, setting, pieces)
                pieces.append(None)
        if child.tail:
            pieces.append(_Piece(child.tail, block, setting))


def _set_in(tag: str, setting: Setting) -> Setting:
    linked, bold, slanted = setting
    if tag == "a":
        return True, bold, slanted
    if tag in _BOLD:
        return linked, True, slanted
    return (linked, bold, True) if tag in _SLANTED else setting
