"""What a focused crawl must hold to on every kind of site: find nearly all, and ask for little."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.targets import kinds
from tests.targets.conftest import Run
from tests.targets.measure import measure

# Ten seconds each, but the servers of a busy machine take their time.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: A site that answers neither API, feed, sitemap nor search has nothing to focus by but its lists,
#: and these alone are a tenth of it.
_WITHOUT_FOCUS = "wp-mute"
_POSTS = 600
_KINDS = [name for name in kinds.NAMES if name != _WITHOUT_FOCUS]


@pytest.mark.parametrize("name", _KINDS)
def test_nearly_all_is_found_for_little(name: str, run_target: Run, tmp_path: Path) -> None:
    target = run_target(name, _POSTS)
    figures = measure(target, tmp_path / "data", policy="focused")
    assert figures.recall >= 0.98, figures.missed
    assert figures.share <= 0.15, figures
    assert len(figures.again) <= 5, figures.again
    assert [path for path in (*figures.asked, *figures.again) if target.forbids(path)] == []


def test_lists_alone_are_walked_where_nothing_else_answers(run_target: Run, tmp_path: Path) -> None:
    target = run_target(_WITHOUT_FOCUS, 200)
    figures = measure(target, tmp_path / "data", policy="focused")
    assert figures.recall >= 0.98, figures.missed
    assert figures.share <= 0.5, figures
