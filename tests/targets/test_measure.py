"""The yardstick: what it reports of a crawl that fetches everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.targets.conftest import Run
from tests.targets.measure import measure

pytestmark = pytest.mark.slow


def test_a_crawl_of_everything_finds_and_asks_for_everything(
    run_target: Run, tmp_path: Path
) -> None:
    target = run_target("wp-plain", 80)
    figures = measure(target, tmp_path, policy="everything")
    assert (figures.wanted, figures.kept, figures.read) == (2, 2, 2)
    assert figures.stories == 80
    assert figures.missed == {}
    assert figures.share > 1
    assert not any(target.is_post(path) for path in figures.again)


def test_what_a_crawl_does_not_reach_is_named(run_target: Run, tmp_path: Path) -> None:
    target = run_target("wp-plain", 80)
    figures = measure(target, tmp_path, policy="everything", max_pages=1)
    assert figures.stories == 1
    assert figures.kept <= 1
    assert len(figures.missed) == figures.wanted - figures.kept
    assert set(figures.missed) <= set(target.wanted)
