"""How a line ends."""

from __future__ import annotations

import re

#: A line that ends as a sentence does, with what may close behind its stop.
ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")
