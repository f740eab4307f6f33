"""Whether somebody is proven to bear the office that stands with a name."""

from __future__ import annotations

import re

from pipelines.masking.blame import acts, is_blamed
from pipelines.masking.cues import is_kin_ranked, is_only_called, speaks_for
from pipelines.masking.headlines import first_act
from pipelines.masking.offices import (
    is_convicted,
    is_former_behind,
    is_rank_alone,
    office_before,
)

#: Callings that are learnt.
_DEGREE = re.compile(r"\b(?:prof|dr|drg)\.?\s$", re.IGNORECASE)
_DEGREE_ROOM = 6


def bears_office(text: str, start: int, end: int, *, is_shouted: bool) -> bool:
    """Whether an office stands before one named from ``start`` to ``end``, and nothing against it.

    This is for offices that ``pipelines.record`` does not know. ``is_shouted`` tells that they are
    named in a headline.
    """
    office = office_before(text, start)
    if office is None and not speaks_for(text, start):
        return False
    if is_convicted(text, end) or is_former_behind(text, end) or is_rank_alone(text, start, end):
        return False
    return office is None or not (
        (is_shouted and first_act(text, office, start) is not None)
        or is_blamed(text, office, start, end)
        or is_kin_ranked(text, office)
        or _is_idly_called(text, office, start, end)
    )


def _is_idly_called(text: str, office: int, start: int, end: int) -> bool:
    """Whether one has a calling that prisoners have too, and does nothing in public."""
    if not is_only_called(text, start) or _DEGREE.search(text, max(0, start - _DEGREE_ROOM), start):
        return False
    return office_before(text, office) is None and not acts(text, office, end)
