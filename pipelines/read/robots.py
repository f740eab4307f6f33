"""What a page asks of robots: whether it may be copied and quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Asks for no copy, or for no excerpt; "nocache" is the older word for the first.
_FORBIDS = re.compile(r"(?:^|[\s,;:])(?:noarchive|nocache|nosnippet|max-snippet:\s?0)(?=$|[\s,;])")
#: A directive for one robot alone: "googlebot: noarchive".
_FOR_ONE = re.compile(r"\s*(?!max-|unavailable_after)[\w-]+\s*:\s*(?=[a-z])")
_OURS = "pantau"


def forbids_copies(meta: Iterable[str], headers: Sequence[tuple[str, str]]) -> bool:
    """Whether the page asks for no copy and no excerpt.

    ``meta`` are the contents of its ``robots`` elements. What a header says to one robot alone is
    not said to us, unless that robot is Pantau.
    """
    told = [value for name, value in headers if name.lower() == "x-robots-tag"]
    return any(map(_forbids, [*meta, *filter(_is_for_us, told)]))


def _forbids(value: str) -> bool:
    return _FORBIDS.search(value.lower()) is not None


def _is_for_us(value: str) -> bool:
    one = _FOR_ONE.match(value.lower())
    return one is None or one.group().strip().startswith(_OURS)
