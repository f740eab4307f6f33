"""Stories that follow an agreement, and others that only look so, held against a register."""

from __future__ import annotations

import pytest

from pipelines.following import follow_ups, telling_of
from tests.following.stories import Told, found, register, stories

_FOLLOW_UPS = stories("follow_ups.yaml")
_LOOK_ALIKES = stories("look_alikes.yaml")
#: Of the stories that follow an agreement, so many must be found for sure.
_LEAST_FOUND = 0.95


def _title(told: Told) -> str:
    return told.article.title


@pytest.mark.parametrize("told", _FOLLOW_UPS, ids=_title)
def test_a_story_is_never_surely_of_another_agreement(told: Told) -> None:
    sure = [one for one in found(told) if one.sure]
    assert {one.agreement for one in sure} <= {told.follows}
    for one in sure:
        assert one.aspect == told.aspect
        assert one.evidence in f"{told.article.title}\n{told.article.text}"


@pytest.mark.parametrize("told", _FOLLOW_UPS, ids=_title)
def test_what_is_not_sure_is_suggested(told: Told) -> None:
    assert told.follows in {one.agreement for one in found(told)}


@pytest.mark.parametrize("told", _LOOK_ALIKES, ids=_title)
def test_a_look_alike_is_never_sure(told: Told) -> None:
    assert [one.agreement for one in found(told) if one.sure] == []


def test_most_follow_ups_are_found_for_sure() -> None:
    sure = [any(one.sure for one in found(told)) for told in _FOLLOW_UPS]
    assert sum(sure) >= _LEAST_FOUND * len(sure)
    assert len(_FOLLOW_UPS) >= 40
    assert len(_LOOK_ALIKES) >= 40


def test_of_two_papers_of_one_pair_none_is_sure_but_what_took_the_others_place() -> None:
    told = _FOLLOW_UPS[0]
    (own,) = [one for one in register() if one.id == told.follows]
    other = own.model_copy(update={"id": "other", "signed_on": own.signed_on})
    telling = telling_of(told.article)
    assert [one.sure for one in follow_ups(telling, [own, other])] == [False, False]
    older = other.model_copy(update={"renewed_by": (own.id,)})
    assert {one.agreement: one.sure for one in follow_ups(telling, [own, older])} == {
        own.id: True,
        "other": False,
    }
