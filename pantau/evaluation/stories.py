"""How well articles are put into stories, measured on articles labelled by their event."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import comb
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import BaseModel

from model.urls import site_of
from pantau.evaluation.events import LabelledArticle
from pantau.output import print_table
from store import PageState, Store, open_store

#: The labelled events of the checkout.
EVENTS = Path(__file__).resolve().parent.parent.parent / "tests" / "stories" / "events"
#: Orders of arrival that are tried, each drawn at random.
ORDERS = 3
_FETCHED = datetime(2026, 7, 1, tzinfo=UTC)


class ClusterScores(BaseModel):
    """All between 0 and 1; the adjusted Rand index is 0 for clusters made by chance.

    ``precision`` and ``recall`` are of pairs of articles that are put into one story.
    """

    adjusted_rand: float
    precision: float
    recall: float


class SetScores(BaseModel):
    """What one set of events gave: the mean over the orders of arrival, and the least of them.

    ``same_partition`` is the adjusted Rand index between the stories of the first order and those
    of the others: 1 where the order of arrival makes no difference. ``split`` events are in
    several stories and ``joined`` ones share a story with another, in the first order.
    """

    name: str
    events: int
    articles: int
    mean: ClusterScores
    least_adjusted_rand: float
    same_partition: float
    split: tuple[str, ...]
    joined: tuple[tuple[str, ...], ...]


class Clusters(NamedTuple):
    """The label and the story of each article, place by place."""

    events: list[str]
    stories: list[str]


def evaluate_sets(
    sets: Mapping[str, Sequence[LabelledArticle]], orders: int = ORDERS
) -> tuple[SetScores, ...]:
    """Put each set into stores of its own, in several orders, and compare stories with labels."""
    return tuple(_evaluate(name, articles, orders) for name, articles in sets.items())


def cluster(articles: Sequence[LabelledArticle], order: int) -> Clusters:
    """Put ``articles`` into an empty store in an order drawn with this seed.

    The answer is in the order of ``articles``, whatever the order of arrival.
    """
    arriving = list(articles)
    random.Random(order).shuffle(arriving)  # noqa: S311 - to be drawn again
    with (
        TemporaryDirectory() as directory,
        open_store(f"sqlite:///{directory}/pantau.db", Path(directory)) as store,
    ):
        for told in arriving:
            store.save(told.reading, state_of(told))
        stories = [_story(store, told) for told in articles]
    return Clusters([told.event for told in articles], stories)


def score(labels: Sequence[str], clusters: Sequence[str]) -> ClusterScores:
    """Compare ``clusters`` with ``labels``, place by place."""
    both = _pairs(list(zip(labels, clusters, strict=True)))
    wanted, found = _pairs(labels), _pairs(clusters)
    by_chance = wanted * found / comb(len(labels), 2)
    most = (wanted + found) / 2 - by_chance
    return ClusterScores(
        adjusted_rand=(both - by_chance) / most if most else 1.0,
        precision=both / found if found else 1.0,
        recall=both / wanted if wanted else 1.0,
    )


def show(results: Sequence[SetScores]) -> None:
    """Print scores for people."""
    print_table(
        ["set", "events", "articles", "ARI", "least", "precision", "recall", "any order"],
        [_row(result) for result in results],
        title="Articles put into stories",
    )
    wrong = [row for result in results for row in _mistakes(result)]
    if wrong:
        print_table(["set", "mistake", "events"], wrong)


def _row(result: SetScores) -> tuple[object, ...]:
    mean = result.mean
    rates = (mean.adjusted_rand, result.least_adjusted_rand, mean.precision, mean.recall)
    told = [f"{rate:.3f}" for rate in (*rates, result.same_partition)]
    return (result.name, result.events, result.articles, *told)


def _mistakes(result: SetScores) -> Iterator[tuple[str, str, str]]:
    for name in result.split:
        yield result.name, "in several stories", name
    for names in result.joined:
        yield result.name, "in one story", ", ".join(names)


def _evaluate(name: str, articles: Sequence[LabelledArticle], orders: int) -> SetScores:
    found = [cluster(articles, order) for order in range(orders)]
    scores = [score(one.events, one.stories) for one in found]
    first = found[0]
    others = [score(first.stories, one.stories).adjusted_rand for one in found[1:]]
    return SetScores(
        name=name,
        events=len(set(first.events)),
        articles=len(articles),
        mean=_mean(scores),
        least_adjusted_rand=min(one.adjusted_rand for one in scores),
        same_partition=fmean(others) if others else 1.0,
        split=_split(first),
        joined=_joined(first),
    )


def _mean(scores: Sequence[ClusterScores]) -> ClusterScores:
    fields = ClusterScores.model_fields
    return ClusterScores(**{name: fmean(getattr(one, name) for one in scores) for name in fields})


def _split(found: Clusters) -> tuple[str, ...]:
    places = Counter(event for event, _ in set(zip(*found, strict=True)))
    return tuple(sorted(event for event, count in places.items() if count > 1))


def _joined(found: Clusters) -> tuple[tuple[str, ...], ...]:
    events: dict[str, set[str]] = {}
    for event, story in zip(*found, strict=True):
        events.setdefault(story, set()).add(event)
    return tuple(sorted(tuple(sorted(names)) for names in events.values() if len(names) > 1))


def state_of(told: LabelledArticle) -> PageState:
    """Return the state of a page that was fetched for the first time with this article."""
    read = told.reading
    assert read.judgement is not None
    return PageState(
        url=read.url,
        site=site_of(read.url),
        fetched_at=_FETCHED,
        outcome=read.judgement.label,
    )


def _story(store: Store, told: LabelledArticle) -> str:
    explained = store.explain(told.reading.url)
    assert explained is not None
    return str(explained.story)


def _pairs(groups: Sequence[object]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())
