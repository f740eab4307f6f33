"""The made-up archive that benchmarks work on is what saving its articles one by one makes."""

from __future__ import annotations

from pathlib import Path

from benchmarks import archive
from benchmarks.news import story_of
from store import Store, Told, open_store

COUNT = 40


def test_filled_at_once_or_saved_one_by_one(address: str, tmp_path: Path) -> None:
    saved_address = f"sqlite:///{tmp_path / 'saved.db'}"
    archive.fill(address, COUNT)
    with (
        open_store(address, tmp_path) as filled,
        open_store(saved_address, tmp_path) as saved,
    ):
        for number in range(COUNT):
            for telling in story_of(number):
                saved.save(telling.reading, archive.state_of(telling))
        archive.check(filled, COUNT)
        assert filled.counts() == saved.counts()
        assert list(map(content, everything(filled))) == list(map(content, everything(saved)))


def test_more_can_be_saved(address: str, tmp_path: Path) -> None:
    archive.fill(address, COUNT)
    new = story_of(COUNT)[0]
    with open_store(address, tmp_path) as store:
        known = {told.version for told in everything(store)}
        name = store.save(new.reading, archive.state_of(new)).story
        assert name
        assert [told.version > max(known) for told in store.told([name])] == [True]
        assert store.counts().pages == store.counts().articles


def everything(store: Store) -> list[Told]:
    return sorted(
        store.told([name for name, _ in store.versions()]),
        key=lambda told: told.story.articles[0].url,
    )


def content(told: Told) -> object:
    """All but the ids, which are drawn at random, and the version."""
    story = told.story.model_dump(exclude={"id", "agreements"})
    return story, [kept.model_dump(exclude={"id", "stories"}) for kept in told.agreements]
