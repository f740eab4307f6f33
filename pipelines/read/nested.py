"""Objects within what JSON of a page holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]


def objects_in(loaded: object, most: int) -> Iterator[Data]:
    """Walk nested lists and objects in their order, ``most`` of them, and yield the objects.

    It does so without recursion, as their depth is the page's choice.
    """
    waiting, seen = [loaded], 0
    while waiting and seen < most:
        item = waiting.pop()
        seen += 1
        if isinstance(item, dict):
            yield item
        values = list(item.values()) if isinstance(item, dict) else item
        if isinstance(values, list):
            waiting.extend(value for value in reversed(values) if isinstance(value, dict | list))
