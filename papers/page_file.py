"""A paper as HTML, and so as PDF."""

from __future__ import annotations

from typing import NamedTuple

from papers.indonesian import number
from papers.letterhead import Letterhead
from papers.pdf import html_file
from papers.tables import Bars, Paper, address, shown

#: Sizes of a picture in CSS pixels: of all of it, of its labels and of the longest bar.
_WIDTH, _LABELS, _LONGEST = 660, 190, 400
_STEP = 16


class Bar(NamedTuple):
    """A bar of a picture: its place, its length, and what stands beside it."""

    label: str
    number: str
    y: int
    width: float


class Picture(NamedTuple):
    """Bars as they are drawn, in CSS pixels; ``labels`` is where they begin."""

    width: int
    height: int
    labels: int
    bars: tuple[Bar, ...]


def page_file(paper: Paper, head: Letterhead) -> str:
    """Write a paper as a page of HTML that loads nothing."""
    values = {"paper": paper, "head": head, "shown": shown, "address": address, "bars": drawn}
    return html_file("tables.html", values)


def drawn(bars: Bars) -> Picture:
    """Draw bars below each other, the longest as long as there is room for."""
    most = max((count for _, count in bars.bars), default=0)
    return Picture(
        _WIDTH,
        _STEP * len(bars.bars),
        _LABELS,
        tuple(
            Bar(
                label,
                number(count),
                place * _STEP,
                round(_LONGEST * count / most, 1) if most else 0,
            )
            for place, (label, count) in enumerate(bars.bars)
        ),
    )
