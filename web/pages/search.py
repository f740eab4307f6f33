"""Cari and Berita: one box, counts that narrow, and addresses that can be handed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from model.exceptions import QueryError, SearchError
from model.records import Label
from search import FacetCount, Hit, SearchResult, search_stories
from search.engine import Sort
from search.highlight import Marks
from search.syntax import LONGEST_QUERY
from web.pages.problems import in_words
from web.pages.view import Seen, View

router = APIRouter()

#: Hits of a page.
_AT_ONCE = 20
#: Fields that a result is narrowed by, and what group of words each has.
FACETS: Final = {
    "province": None,
    "unit": None,
    "kind": "kind",
    "partner_kind": "party",
    "site": None,
    "year": None,
}
#: Values of a field that are shown.
_VALUES = 20
#: Characters of a value; a longer one is no name.
_LONGEST = 200
#: Letters for private use, which no text that people read has.
_BEFORE, _AFTER = "\ue000", "\ue001"


class Asked(BaseModel):
    """What an address of a search asks for; ``since`` and ``until`` are days in Asia/Jakarta."""

    q: str = ""
    sort: Sort | None = None
    after: str | None = None
    since: date | None = None
    until: date | None = None
    province: str | None = None
    unit: str | None = None
    kind: str | None = None
    partner_kind: str | None = None
    site: str | None = None
    year: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The values that the result is narrowed to."""
        found = {field: getattr(self, field) for field in FACETS}
        return {field: value for field, value in found.items() if value}

    @property
    def whole(self) -> str:
        """All that is asked as one query, for a subscription or a feed."""
        parts = [self.q.strip()] if self.q.strip() not in {"", "*"} else []
        if parts and self.chosen:
            parts = [f"({parts[0]})"]
        return " ".join([*parts, *(_term(*one) for one in self.chosen.items())]) or "*"


class Piece(NamedTuple):
    """A piece of a highlight, and whether it is what was found."""

    text: str
    is_found: bool


class Facet(NamedTuple):
    """A field with the values that occur most, and the one that was chosen."""

    field: str
    group: str | None
    values: list[FacetCount]
    chosen: str | None


@router.get("/cari")
def find(view: Seen, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Search, or tell how to."""
    if not asked.q.strip() and not asked.chosen:
        return _page(view, asked, None, section="search")
    return _found(view, asked, section="search", label=None)


@router.get("/berita")
def news(view: Seen, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """List all partnership stories, newest first."""
    sort = asked.sort or "date"
    return _found(view, asked.model_copy(update={"sort": sort}), "stories", Label.PARTNERSHIP)


def _found(view: View, asked: Asked, section: str, label: Label | None) -> HTMLResponse:
    context = view.context
    own = {"label": label.value} if label else {}
    try:
        result = search_stories(
            context.store,
            context.engine,
            asked.q.strip() or "*",
            limit=_AT_ONCE,
            sort=asked.sort or "relevance",
            since=asked.since,
            until=asked.until,
            marks=Marks(_BEFORE, _AFTER),
            after=asked.after,
            facets=tuple(FACETS),
            chosen={**asked.chosen, **own},
            retention=context.retention,
        )
    except QueryError as error:
        return _page(view, asked, None, section, problem=error, status=400)
    except SearchError as error:
        return _page(view, asked, None, section, away=str(error), status=503)
    return _page(view, asked, result, section)


def _page(  # noqa: PLR0913 - what may have come of a search
    view: View,
    asked: Asked,
    result: SearchResult | None,
    section: str,
    *,
    problem: QueryError | None = None,
    away: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    return view.page(
        "search.html",
        section,
        status,
        asked=asked,
        result=result,
        facets=list(_facets(asked, result)) if result else [],
        groups=FACETS,
        snippets=snippets,
        problem=in_words(problem, view.locale.language) if problem else None,
        column=problem.column if problem else 0,
        away=away,
        longest=LONGEST_QUERY,
    )


def _facets(asked: Asked, result: SearchResult) -> Iterator[Facet]:
    for field, group in FACETS.items():
        values = [one for one in result.facets.get(field, ()) if len(one.value) <= _LONGEST]
        if field == "year":
            values.sort(key=lambda one: one.value, reverse=True)
        if values:
            yield Facet(field, group, values[:_VALUES], asked.chosen.get(field))


def snippets(hit: Hit) -> tuple[list[Piece], list[list[Piece]]]:
    """Return the title and the fragments of a hit in pieces; what was found is told apart."""
    marked = [pieces(one) for one in hit.highlights]
    own = "".join(piece.text for piece in marked[0]) if marked else ""
    if own == " ".join(hit.title.split()):
        return marked[0], marked[1:]
    return [Piece(hit.title, is_found=False)], marked


def pieces(highlight: str) -> list[Piece]:
    """Cut a highlight at its marks."""
    found: list[tuple[str, bool]] = []
    is_found = False
    for letter in highlight:
        if letter in {_BEFORE, _AFTER}:
            is_found = letter == _BEFORE
        else:
            found.append((letter, is_found))
    groups = groupby(found, key=lambda one: one[1])
    return [Piece("".join(letter for letter, _ in group), key) for key, group in groups]


def _term(field: str, value: str) -> str:
    if field == "year":
        return f"published:{value}"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{field}:"{quoted}"'
