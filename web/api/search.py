"""``/search``: stories that a query finds."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from desk.leaving import stories_to_leave
from search import SearchResult, as_they_are, search_stories
from search.schema import FACET_FIELDS
from web.access.users import Leaves
from web.api.asking import After, Limit, QueryText
from web.context import Web
from web.narrowing import narrowed

router = APIRouter(tags=["search"])

Facet = Literal[
    "province", "unit", "kind", "act", "partner_kind", "site", "label", "language", "year"
]
assert set(Facet.__args__) == set(FACET_FIELDS)  # type: ignore[attr-defined]
Values = Annotated[list[str], Query(max_length=20)]


@router.get("/search")
def search(  # noqa: PLR0913 - what a person may ask for
    context: Web,
    outward: Leaves,
    *,
    query: QueryText,
    limit: Limit = 10,
    sort: Literal["relevance", "date"] = "relevance",
    since: Annotated[date | None, Query(description="published on this day or later")] = None,
    until: Annotated[date | None, Query(description="published on this day or earlier")] = None,
    facet: Annotated[list[Facet], Query(description="count all that is found by this")] = [],  # noqa: B006
    after: After = None,
    province: Values = [],  # noqa: B006
    unit: Values = [],  # noqa: B006
    kind: Values = [],  # noqa: B006
    partner_kind: Values = [],  # noqa: B006
    site: Values = [],  # noqa: B006
    year: Values = [],  # noqa: B006
) -> SearchResult:
    """Find stories, with highlights; values of one filter are alternatives, filters add up."""
    chosen = {
        "province": province,
        "unit": unit,
        "kind": kind,
        "partner_kind": partner_kind,
        "site": site,
        "year": year,
    }
    return search_stories(
        context.store,
        context.engine,
        narrowed(query, chosen),
        limit=limit,
        sort=sort,
        since=since,
        until=until,
        after=after,
        facets=facet,
        retention=context.retention,
        shown=partial(stories_to_leave, context.store) if outward else as_they_are,
    )
