"""Names of builds: when each was begun, in UTC, and letters drawn at random.

So they sort by age, and no name comes twice, whatever became of an engine's data.
"""

from __future__ import annotations

import re
import secrets
import string
from datetime import UTC, datetime

#: The time, to the microsecond, and the letters.
NAME = re.compile("[0-9]{20}[a-z]{6}")
_LETTERS = 6


def new_name() -> str:
    """Return a name that no build ever had."""
    letters = (secrets.choice(string.ascii_lowercase) for _ in range(_LETTERS))
    return f"{datetime.now(UTC):%Y%m%d%H%M%S%f}" + "".join(letters)
