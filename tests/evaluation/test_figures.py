"""What was reached must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.exceptions import InputError
from pantau.evaluation import figures
from pantau.evaluation.__main__ import FILE
from pantau.evaluation.figures import Figure
from pantau.evaluation.parts import PARTS

#: Held set by set in tests/stories/test_labelled.py, where each is put into stores.
STORIES = "stories"


@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", sorted(PARTS.keys() - {STORIES}))
def test_no_figure_falls(part: str) -> None:
    now = {part: PARTS[part]()}
    bounds = {part: figures.read(FILE)[part]}
    fallen = "\n".join(map(str, figures.drops(bounds, now)))
    assert not fallen, f"{fallen}\nAfter a change of the labelled stories themselves: make figures"
    assert figures.unbound(bounds, now) == [], "make figures"


def test_every_part_that_must_hold_is_measured() -> None:
    assert set(figures.read(FILE)) == set(PARTS)


def test_a_drop_is_named(tmp_path: Path) -> None:
    file = tmp_path / "figures.yaml"
    was = {"a": {"f1": Figure(0.91234567), "gone": Figure(0.5), "error": Figure(0.1, True)}}
    figures.write(file, was)
    assert "f1: at least 0.9123\n" in file.read_text(encoding="utf-8")
    bounds = figures.read(file)
    assert list(figures.drops(bounds, was)) == []
    now = {"a": {"f1": Figure(0.9122), "new": Figure(1), "error": Figure(0.2, True)}}
    assert [str(drop) for drop in figures.drops(bounds, now)] == [
        "a.error: 0.2000, must be at most 0.1000",
        "a.f1: 0.9122, must be at least 0.9123",
        "a.gone: not measured, must be at least 0.5000",
    ]
    assert figures.unbound(bounds, now) == ["a.new"]
    better = {"a": {"f1": Figure(1), "gone": Figure(1), "error": Figure(0, True)}}
    assert list(figures.drops(bounds, better)) == []


@pytest.mark.parametrize("content", ["a: 1", "a: {f1: 0.9}", "a: {f1: about 0.9}", "[", "- a"])
def test_what_is_no_file_of_figures_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "figures.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="no file of figures"):
        figures.read(file)
