"""Whose number of a paper one is: offices of the prison service number in forms of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: "W15.PAS.PAS3-HH.04.02-123", "WP.31.PAS.9-HH.05.02-7", "PAS-12.HH.05.02".
OURS = re.compile(r"\b(?:W\.?\d{1,2}|WP\.?\s?\d{1,2}|PAS\d*|SEK|SDP)\b[.\-/ ]", re.IGNORECASE)


def parted(numbers: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the prison service's number, and the other side's, of one or two in the order told.

    Where neither, or each, has the form of the prison service, the first told is taken for its own;
    one number in another form is the other side's.
    """
    own = next((number for number in numbers if OURS.search(number)), None)
    if own is None and len(numbers) > 1:
        own = numbers[0]
    return own, next((number for number in numbers if number is not own), None)
