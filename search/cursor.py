"""Where a page of hits ends, as text that may stand in a web address; engines say what is in it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from model.exceptions import CursorError

#: The largest number that an engine's integers hold.
LARGEST = 2**63 - 1
#: Characters of a wrong cursor that an error shows.
_SHOWN = 40


def to_text(content: Any) -> str:
    """Return ``content``, of what JSON can say, as text."""
    written = json.dumps(content, separators=(",", ":"))
    return urlsafe_b64encode(written.encode()).decode().rstrip("=")


def from_text(text: str) -> Any:
    """Return the content of ``text``.

    Raises:
        ValueError: where it has none; ``RecursionError`` where it is nested too deep.
    """
    return json.loads(urlsafe_b64decode(text.encode("ascii") + b"=="))


def no_page(text: str) -> CursorError:
    """Return the sentence for ``text`` that leads to no page."""
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return CursorError(f"{shown!r} is no page of this search: begin again without --after")
