"""Lines that are written without capitals."""

from __future__ import annotations

import re

_INITIAL = re.compile(r"(?<!\w)[A-Z]\.|\[(?:alamat|sekolah)\]")


def is_in_lower(line: str) -> bool:
    """Whether a line has no capital, but for the initials that names were made."""
    return _INITIAL.sub("", line).islower()
