"""Labelled events: copies, rewrites and near misses, one by one and through the store."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from model.urls import site_of
from pipelines.stories import Fingerprint, fingerprint, same_story
from store import PageState, open_store
from tests.store.readings import MORNING
from tests.stories.cases import Case, cases
from tests.stories.scores import score

CASES = cases()
#: Found when the rules were written: pairs 1.00 and .97; clusters in any order 1.00.
LEAST_PRECISION, LEAST_RECALL, LEAST_RAND = 0.98, 0.95, 0.97


def test_there_are_enough_of_them() -> None:
    assert len({case.event for case in CASES}) >= 25
    assert len(CASES) >= 80


def test_pairs_of_articles() -> None:
    pairs = list(combinations([(case, print_of(case)) for case in CASES], 2))
    wrong = [
        (left.reading.url, right.reading.url)
        for (left, ours), (right, theirs) in pairs
        if same_story(ours, theirs) and left.event != right.event
    ]
    missed = [
        (left.reading.url, right.reading.url)
        for (left, ours), (right, theirs) in pairs
        if not same_story(ours, theirs) and left.event == right.event
    ]
    wanted = sum(left.event == right.event for (left, _), (right, _) in pairs)
    found = wanted - len(missed)
    assert found / (found + len(wrong)) >= LEAST_PRECISION, wrong
    assert found / wanted >= LEAST_RECALL, missed


def test_sameness_is_mutual() -> None:
    prints = [print_of(case) for case in CASES]
    for left, right in combinations(prints, 2):
        assert same_story(left, right) == same_story(right, left)
    assert all(same_story(print_, print_) for print_ in prints)


@pytest.mark.parametrize("order", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_clusters_in_the_store(tmp_path: Path, order: int) -> None:
    arriving = sorted(CASES, key=lambda case: str(case.reading.article))
    random.Random(order).shuffle(arriving)
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        for case in arriving:
            store.save(case.reading, state_of(case))
        clusters = [str(store.explain(case.reading.url).story) for case in arriving]  # type: ignore[union-attr]
    found = score([case.event for case in arriving], clusters)
    assert found.adjusted_rand >= LEAST_RAND, (found, mixed(arriving, clusters))


def print_of(case: Case) -> Fingerprint:
    assert case.reading.article is not None
    return fingerprint(case.reading.article, case.reading.agreements)


def state_of(case: Case) -> PageState:
    url = case.reading.url
    return PageState(url=url, site=site_of(url), fetched_at=MORNING, outcome="partnership")


def mixed(arriving: list[Case], clusters: list[str]) -> list[tuple[str, str]]:
    """Name the stories that hold several events, and the events in several stories."""
    pairs = {(case.event, cluster) for case, cluster in zip(arriving, clusters, strict=True)}
    events = [event for event, _ in pairs]
    stories = [cluster for _, cluster in pairs]
    return sorted(pair for pair in pairs if events.count(pair[0]) > 1 or stories.count(pair[1]) > 1)
