"""What an outlet changed is told in short lines; noise and better reading are no edits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import Label, Reading
from pipelines.stories.edits import changes, is_edit
from tests.store.readings import MORNING, agreement, reading

TEXT = "Lapas Cempaka meneken PKS. Wali Kota hadir."


def told(**fields: Any) -> Reading:
    return reading(**{"text": TEXT, **fields})


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ({}, {"text": TEXT + " Acara di aula."}, ["text +3 words"]),
        ({}, {"text": "Lapas Cempaka meneken PKS."}, ["text -3 words"]),
        ({}, {"text": TEXT.replace("Wali Kota", "Bupati")}, ["text +1 -2 words"]),
        ({}, {"text": "Wali Kota hadir. Lapas Cempaka meneken PKS."}, ["text in another order"]),
        ({}, {"title": "Lapas Cempaka batal teken PKS"}, ["title changed"]),
        (
            {},
            {"text": "Batal.", "label": Label.OTHER},
            [
                "text +1 -7 words",
                "agreements changed: agreement removed",
                "partnership before, other now",
            ],
        ),
        (
            {"agreements": (agreement(scope=("Las",)),)},
            {"text": "x", "agreements": (agreement(scope=("Boga",), signed_on=None),)},
            [
                "text +1 -7 words",
                "agreements changed: scope added, scope removed, signed_on",
            ],
        ),
    ],
)
def test_what_changed(before: dict[str, Any], after: dict[str, Any], lines: list[str]) -> None:
    assert is_edit(told(**before), told(**after))
    assert list(changes(told(**before), told(**after))) == lines


@pytest.mark.parametrize(
    "after",
    [
        {"text": TEXT.upper().replace(".", " …\n")},
        {"tags": ("a",), "authors": ("b",), "language": "ms"},
        {"agreements": ()},
        {"label": Label.CANDIDATE},
        {"published": MORNING + timedelta(hours=1)},
    ],
)
def test_what_is_no_edit(after: dict[str, Any]) -> None:
    assert not is_edit(told(), told(**after))


def test_what_could_not_be_read_is_no_edit() -> None:
    assert not is_edit(told(), Reading(url="x", error="not_article"))
    assert not is_edit(Reading(url="x", error="not_article"), told())


WORDS = st.lists(
    st.sampled_from("lapas pks wali kota, Bupati hadir. aula\n".split(" ")), max_size=9
)


@settings(max_examples=100, deadline=None)
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_an_edit_has_something_to_tell(before: str, after: str) -> None:
    """Both ways alike: what one way adds, the other takes away."""
    old, new = told(text=f"Lapas {before}"), told(text=f"Lapas {after}")
    assert is_edit(old, new) == is_edit(new, old) == bool(changes(old, new))
    assert not is_edit(old, old)
    assert changes(old, old) == ()
    forth, back = (next(iter(changes(*pair)), "") for pair in ((old, new), (new, old)))
    counted = [sorted(part.strip("+-") for part in line.split()[1:-1]) for line in (forth, back)]
    assert counted[0] == counted[1]
