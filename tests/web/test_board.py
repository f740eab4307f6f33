"""How sites do is told once for many requests, and never as it was before something was noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.health import State
from model.config import Settings, load
from store import SiteState, SiteStatus, Store, Visit, open_store
from web.board import Board

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "config.yaml"
    config.write_text("data: data\ncatalogue: {enabled: false}\n", encoding="utf-8")
    return load(config).settings


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url, settings.data, settings.archive_dir) as store:
        for name in "abcdefgh":
            store.put_site(SiteState(site=f"{name}.example", url=f"https://{name}.example/"))
        yield store


def states(board: Board, now: datetime) -> dict[str, State]:
    return {one.state.site: one.health.state for one in board.sites(now)}


def test_what_is_noted_of_a_site_is_told_at_once(settings: Settings, store: Store) -> None:
    board = Board(settings, store)
    before = board.sites(NOON)
    assert {one.health.state for one in before} == {State.NEW}
    assert all(one is other for one, other in zip(before, board.sites(NOON), strict=True))

    for _ in range(3):
        store.add_visit(Visit(run=1, site="b.example", at=NOON, error="dns"))
    store.put_site(SiteState(site="c.example", url="https://c.example/", status=SiteStatus.PAUSED))
    store.put_site(SiteState(site="z.example", url="https://z.example/"))

    told = states(board, NOON)
    assert (told["b.example"], told["c.example"]) == (State.DNS, State.PAUSED)
    assert told["z.example"] is State.NEW
    changed = [one for one in board.sites(NOON) if one not in before]
    assert {one.state.site for one in changed} == {"b.example", "c.example", "z.example"}


def test_time_alone_tells_too_some_sites_with_each_request(
    settings: Settings, store: Store
) -> None:
    for name in "abcdefgh":
        store.add_visit(Visit(run=1, site=f"{name}.example", at=NOON, discovered=1, fetched=1))
    board = Board(settings, store)
    board.sites(NOON)

    later = NOON + timedelta(hours=2)
    first, second = board.sites(NOON), board.sites(later)
    assert sum(one is not other for one, other in zip(first, second, strict=True)) == 5
    third = board.sites(later)
    assert sum(one is not other for one, other in zip(first, third, strict=True)) == 8

    much_later = board.sites(NOON + timedelta(days=5))
    assert all("Last asked 5 days ago" in one.health.reason for one in much_later)
