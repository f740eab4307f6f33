"""Berita: one story with the evidence of each field, all who told it, and why it was kept."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk.register import status
from model.exceptions import NotFoundError
from model.records import JAKARTA, ArticleRef, Judgement, Label, Signal
from store import Case
from web.pages import evidence, links
from web.pages.view import Seen, View

router = APIRouter()

#: Signals that are shown on either side.
_SIGNALS = 6
#: Probabilities of a partnership from which on people are told that it is so.
_HIGH, _MEDIUM = 0.9, 0.5


class Telling(NamedTuple):
    """An article of a story, beside the one that told it first."""

    article: ArticleRef
    is_first: bool
    #: How much later than the first it came, in whole hours; null where that is not known.
    hours: int | None
    #: Whether its headline is another than the story's.
    is_retitled: bool


class Why(NamedTuple):
    """What spoke for and against a story, strongest first, and how sure that makes the judge."""

    speaks_for: list[Signal]
    speaks_against: list[Signal]
    confidence: str


@router.get("/berita/{story}")
def show(view: Seen, story: str, q: str | None = None) -> Response:
    """Show one story; an id that leads to another one leads there."""
    case = view.context.store.case(story)
    if case is None:
        raise NotFoundError(f"no story has the id {story}")
    if case.story.id != story:
        return RedirectResponse(links.inside("berita", case.story.id, q=q), 301)
    return _shown(view, case, q)


def _shown(view: View, case: Case, q: str | None) -> HTMLResponse:
    identity = case.story.id
    store = view.context.store
    agreements = store.agreements(stories=[identity])
    later = store.later.of_story(identity)
    today = view.now.astimezone(JAKARTA).date()
    return view.page(
        "story.html",
        "review" if case.story.label is Label.CANDIDATE else "stories",
        story=case.story,
        case=case,
        agreements=agreements,
        marked=evidence.marked(case.story.title, case.story.text, agreements),
        evidence=evidence,
        statuses={one.id: status(one, today) for one in agreements},
        tellings=tellings(case.story.articles, case.story.title),
        why=why(case.judgement),
        history=store.history(identity),
        later=later,
        followed={
            one.id: one for one in store.agreements(ids=[found.agreement for found in later])
        },
        q=q,
    )


def tellings(articles: tuple[ArticleRef, ...], title: str) -> list[Telling]:
    """Set each article beside the first."""
    first = articles[0] if articles else None
    return [
        Telling(
            article=one,
            is_first=one is first,
            hours=_hours(first.published if first else None, one.published),
            is_retitled=_plain(one.title) != _plain(title),
        )
        for one in articles
    ]


def why(judgement: Judgement) -> Why:
    """Tell what spoke for and against."""
    signals = sorted(judgement.signals, key=lambda one: -abs(one.weight))
    probability = judgement.probability
    level = "high" if probability >= _HIGH else "medium" if probability >= _MEDIUM else "low"
    return Why(
        [one for one in signals if one.weight > 0][:_SIGNALS],
        [one for one in signals if one.weight < 0][:_SIGNALS],
        level,
    )


def _hours(first: datetime | None, other: datetime | None) -> int | None:
    if first is None or other is None or other <= first:
        return None
    return int((other - first).total_seconds() // 3600)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
