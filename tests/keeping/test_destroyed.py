"""Everything is destroyed in the middle of a crawl, and restored: all is there, and it goes on."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keeping import making
from keeping.restoring import Place, restore
from model.accounts import Role, User
from model.alerts import Wanted
from model.config import Settings
from model.records import Decision, Label
from search import open_engine, rebuild, search_stories
from store import Store, open_store
from tests.crawl import zoo
from tests.crawl.conftest import settings_of
from tests.crawl.test_interruption import kill, start
from tests.keeping.world import Rows, rows_at

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PATHS = [f"/berita/{number}/lapas-teken-perjanjian-kerja-sama" for number in range(24)]
#: Made by people, not by crawls: what a restore must not lose.
OURS = ("review", "reviewed", "subscription", "web_user", "audit")
ASKED = "lapas AND kerja"


def site_of(count: int) -> dict[str, zoo.Page]:
    pages: dict[str, zoo.Page] = {
        path: zoo.Reply(zoo.partnership(number), after=0.15)
        for number, path in enumerate(PATHS[:count])
    }
    return {"/": zoo.front(*PATHS[:count]), **pages}


def addresses(store: Store) -> list[str]:
    stories = [*store.stories(Label.PARTNERSHIP), *store.stories(Label.OTHER)]
    return sorted(article.url for story in stories for article in story.articles)


def answers(settings: Settings) -> list[str]:
    """What a search finds, in its order, after the index was made anew."""
    with open_store(settings.store_url, settings.data) as store, open_engine(settings) as engine:
        rebuild(store, engine)
        return [hit.id for hit in search_stories(store, engine, ASKED, limit=50).hits]


def decide(store: Store, now: datetime) -> None:
    """Do what people do while crawls go on."""
    first, second, *_ = store.stories(Label.PARTNERSHIP)
    store.decide(first.id, Decision.KEEP, "rina", now)
    store.decide(second.id, Decision.DROP, "rina", now)
    store.accounts.add(User(name="Rina", role=Role.ADMIN), "$argon2id$made-up", now)
    wanted = Wanted(name="Semua", query="lapas", to=("mailto:humas@example.id",))
    store.subscriptions.add(wanted, now)


def test_all_comes_back_and_the_crawl_goes_on(tmp_path: Path) -> None:
    data, now = tmp_path / "data", datetime.now(UTC)
    settings = settings_of(data)
    place = Place(settings.store_url, data, settings.archive_dir)
    with zoo.serve(site_of(8)) as site:
        assert start(data, site).wait() == 0
        with open_store(settings.store_url, data) as store:
            decide(store, now)
        site.pages.update(site_of(len(PATHS)))
        site.forget()
        crawling = start(data, site)
        while len([path for path in site.asked if path in PATHS]) < 6:
            time.sleep(0.02)
            assert crawling.poll() is None

        with open_store(settings.store_url, data) as store:
            kept = making.Kept(data, settings.archive_dir, None, "[]\n")
            backup = making.make(store, kept, tmp_path / "backups", now, lambda *_: None)
        before = rows_at(f"sqlite:///{backup.path('store.db')}")
        assert crawling.poll() is None
        kill(crawling)
        shutil.rmtree(data)

        restored = restore(backup, place, "rina", now, lambda *_: None)
        after = rows_at(settings.store_url)
        assert after == before
        held = backup.manifest.counts
        assert restored.counts == {**held, "audit": held["audit"] + 1}
        assert_all_is_there(settings, after)
        found = answers(settings)
        assert found

        # What was found after the backup is found once more, and nothing twice.
        assert start(data, site).wait() == 0
        with open_store(settings.store_url, data) as store:
            assert addresses(store) == sorted(site.at(path) for path in PATHS)
            assert store.archive.missing() == 0
        assert set(found) <= set(answers(settings))


def assert_all_is_there(settings: Settings, rows: Rows) -> None:
    for name in ("page", "story", "article", "agreement", "archived", "run", "visit", "site"):
        assert rows[name], name
    for name in OURS[:-1]:
        assert rows[name], name
    with open_store(settings.store_url, settings.data) as store:
        held = {one.url: store.archive.page(one).body for one in store.archive.captures()}
        assert sorted(held) == addresses(store)
        assert store.archive.missing() == 0
        assert all(b"perjanjian kerja sama" in bytes(body) for body in held.values())  # type: ignore[arg-type]
