"""What a kliping counts, each number with its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.kliping import Clip, Content, Entry, Section


class Totals(NamedTuple):
    """The numbers of a kliping.

    ``events`` are new signings. ``papers`` is null where no event tells how many were signed;
    ``all_papers`` says whether each does. ``articles`` and ``outlets`` are those of sections A and
    B; outlets are press alone.
    """

    events: int
    papers: int | None
    all_papers: bool
    partners: int
    articles: int
    outlets: int


def totals(content: Content) -> Totals:
    """Count what a kliping shows."""
    new = content.shown(Section.NEW)
    clips = [clip for one in (*new, *content.shown(Section.FOLLOW_UP)) for clip in one.clips]
    papers = [one.instrument_count for one in new if one.instrument_count is not None]
    return Totals(
        events=len(new),
        papers=sum(papers) if papers else None,
        all_papers=len(papers) == len(new),
        partners=sum(map(partners_of, new)),
        articles=len({clip.url for clip in clips}),
        outlets=outlets_of(clips),
    )


def partners_of(entry: Entry) -> int:
    """Return how many partners an entry speaks of, named or only counted."""
    return max(entry.partner_count or 0, len(entry.partners))


def outlets_of(clips: Sequence[Clip]) -> int:
    """Count the press outlets of articles; government sites and the like are none."""
    return len({clip.outlet for clip in clips if clip.type == "press"})
