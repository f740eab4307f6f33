"""A query, and the facets that were chosen beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.query import understand

#: Fields of a query by the facets that are named otherwise.
_FIELDS = {"year": "published"}


def narrowed(query: str, chosen: Mapping[str, Sequence[str]]) -> str:
    """Return a query for what ``query`` finds with one of the chosen values of each facet.

    Raises:
        QueryError: ``query`` by itself is wrong, naming the column in it.
    """
    parts = [
        " OR ".join(f"{_FIELDS.get(facet, facet)}:{_quoted(value)}" for value in values)
        for facet, values in chosen.items()
        if values
    ]
    if not parts:
        return query
    understand(query)
    return " AND ".join(f"({part})" for part in (query, *parts))


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
