"""Labelled events: copies, rewrites and near misses, one by one and through the store."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from pantau.evaluation import figures
from pantau.evaluation.__main__ import FILE
from pantau.evaluation.events import LabelledArticle, load_sets
from pantau.evaluation.parts import figures_of_sets
from pantau.evaluation.stories import EVENTS, evaluate_sets, score, state_of
from pipelines.stories import Fingerprint, fingerprint, same_story
from store import open_store

SETS = load_sets(EVENTS)
BOUNDS = figures.read(FILE)["stories"]
#: What the sets are held to; ``pantau evaluate stories`` prints what they reach.
LEAST_RAND, LEAST_PRECISION = 0.94, 0.9


def test_there_are_enough_of_them() -> None:
    articles = [told for articles in SETS.values() for told in articles]
    assert len({told.event for told in articles}) >= 90
    assert len({told.reading.url for told in articles}) == len(articles) >= 240


@pytest.mark.parametrize("name", SETS)
def test_pairs_that_are_taken_for_one_event(name: str) -> None:
    found = [
        (left, right)
        for left, right in combinations(SETS[name], 2)
        if same_story(print_of(left), print_of(right))
    ]
    wrong = [(a.reading.url, b.reading.url) for a, b in found if a.event != b.event]
    assert len(found) - len(wrong) >= LEAST_PRECISION * len(found), wrong


def test_sameness_is_mutual() -> None:
    prints = [print_of(told) for told in SETS["rewrites"]]
    for left, right in combinations(prints, 2):
        assert same_story(left, right) == same_story(right, left)
    assert all(same_story(print_, print_) for print_ in prints)


def test_what_is_scored() -> None:
    events = ["a", "a", "a", "b", "b", "c"]
    assert score(events, [*"xxxyyz"]).adjusted_rand == 1.0
    joined = score(events, [*"xxxxxx"])
    assert (joined.adjusted_rand, joined.recall) == (0.0, 1.0)
    assert joined.precision == 4 / 15
    apart = score(events, [*"uvwxyz"])
    assert (apart.adjusted_rand, apart.precision, apart.recall) == (0.0, 1.0, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_clusters_in_the_store(name: str) -> None:
    (found,) = evaluate_sets({name: SETS[name]})
    assert found.mean.adjusted_rand >= LEAST_RAND, found
    assert found.same_partition >= LEAST_RAND, found
    now = figures_of_sets([found])
    bounds = {figure: BOUNDS[figure] for figure in now}
    fallen = "\n".join(map(str, figures.drops({"stories": bounds}, {"stories": now})))
    assert not fallen, f"{fallen}\nAfter a change of the labelled articles themselves: make figures"


def test_every_set_is_held_to_what_was_reached() -> None:
    assert set(BOUNDS) == {f"{name}_ari" for name in SETS}


def test_an_event_is_as_many_agreements_as_were_signed(tmp_path: Path) -> None:
    """One each, however many articles tell it; but for a ceremony of three and a round-up."""
    told_of = {told.reading.url: told.event for told in SETS["third_outlets"]}
    signed = {told.event for told in SETS["third_outlets"] if told.reading.agreements}
    with open_store(f"sqlite:///{tmp_path}/pantau.db", tmp_path) as store:
        for told in SETS["third_outlets"]:
            store.save(told.reading, state_of(told))
        entries = store.agreements()
    told_by = [{told_of[ref.url] for ref in entry.articles} for entry in entries]
    more = {"kalsel-kemenag": 2, "pamekasan-uim": 1}
    assert Counter(event for events in told_by for event in events) == Counter(signed) + Counter(
        more
    )
    shared = [events for events in told_by if len(events) > 1]
    assert shared == [{"pamekasan-uim", "sumenep-puskesmas"}]


_prints: dict[str, Fingerprint] = {}


def print_of(told: LabelledArticle) -> Fingerprint:
    if told.reading.url not in _prints:
        assert told.reading.article is not None
        made = fingerprint(told.reading.article, told.reading.agreements)
        _prints[told.reading.url] = made
    return _prints[told.reading.url]
