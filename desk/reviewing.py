"""A story as a person decides on it: what the judge made of it, in short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel

from desk.leaving import mask_of
from model.records import Judgement, Label, Review, Signal
from pipelines.judge.wording import SIGNS
from pipelines.masking import Mask
from store import Case

#: Signals that are shown on either side.
_SHOWN = 3
#: Log-odds from which a signal is a reason by itself.
_WEIGHTY = 0.75


class Item(BaseModel):
    """A story to decide on, or that was decided on.

    ``label`` is what it is now. ``probability`` and ``model`` are of the judgement of the article
    that speaks for the story, ``speaks_for`` and ``speaks_against`` its strongest signals.
    ``sentence`` is where the strongest of them shows. ``revision`` is what whoever decides says
    they knew of (``Case.revision``). Times are in UTC.
    """

    id: str
    revision: int
    title: str
    published: datetime | None
    site: str
    url: str
    articles: int
    label: Label
    probability: float
    model: str | None
    speaks_for: list[Signal]
    speaks_against: list[Signal]
    sentence: str | None
    review: Review | None


def strongest(judgement: Judgement) -> tuple[list[Signal], list[Signal]]:
    """The strongest signals of a judgement, for and against, those that say most first.

    What a sentence tells is a reason that a person can check; how a story is worded, or that it
    tells no agreement, comes first only where nothing weighty is told.
    """
    signals = sorted(judgement.signals, key=lambda s: (not _is_told(s), -abs(s.weight)))
    speaks_for = [signal for signal in signals if signal.weight > 0][:_SHOWN]
    return speaks_for, [signal for signal in signals if signal.weight < 0][:_SHOWN]


def _is_told(signal: Signal) -> bool:
    """Whether ``signal`` is weighty and one of what sentences tell."""
    return signal.name not in SIGNS and abs(signal.weight) >= _WEIGHTY


def item_of(case: Case) -> Item:
    """Say in short what ``case`` is about."""
    story, judgement = case.story, case.judgement
    speaks_for, speaks_against = strongest(judgement)
    both = sorted([*speaks_for, *speaks_against], key=lambda signal: -abs(signal.weight))
    return Item(
        id=story.id,
        revision=case.revision,
        title=story.title,
        published=story.published,
        site=case.site,
        url=case.url,
        articles=len(story.articles),
        label=story.label,
        probability=judgement.probability,
        model=judgement.model,
        speaks_for=speaks_for,
        speaks_against=speaks_against,
        sentence=next((signal.evidence for signal in both if signal.evidence), None),
        review=story.review,
    )


def item_to_leave(case: Case) -> Item:
    """Say in short what ``case`` is about, as it may leave."""
    item, mask = item_of(case), mask_of(case.story)
    quotes, review = not case.story.noarchive, item.review
    return item.model_copy(
        update={
            "title": mask(item.title),
            "speaks_for": _masked(item.speaks_for, mask) if quotes else [],
            "speaks_against": _masked(item.speaks_against, mask) if quotes else [],
            "sentence": mask(item.sentence) if item.sentence and quotes else None,
            "review": review.model_copy(update={"note": None}) if review else None,
        }
    )


def _masked(signals: Iterable[Signal], mask: Mask) -> list[Signal]:
    return [signal.model_copy(update={"evidence": mask(signal.evidence)}) for signal in signals]
