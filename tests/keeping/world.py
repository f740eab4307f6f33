"""A store with something in every corner, and all that it holds, to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from keeping import making
from keeping.manifest import Backup
from keeping.restoring import Place, Restored, restore
from model.accounts import Role, User
from model.alerts import Wanted
from model.audit import Act, Deed
from model.records import Decision
from model.report import CrawlReport
from pipelines import chain
from store import SiteState, Store, Visit, copying, open_store
from store.database import Database
from tests.archive.pages import numbered, state_of
from tests.store.erasing import GONE
from tests.store.readings import reading, state

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
#: Articles that are archived; every third is edited, so that it has a version.
PAGES = 6

Rows = dict[str, list[str]]


@dataclass
class World:
    """A store that is open, where it is, and where its backups go."""

    store: Store
    url: str
    data: Path
    backups: Path
    config: Path
    now: datetime = NOW

    @property
    def place(self) -> Place:
        """Where a backup of it is restored to."""
        return Place(self.url, self.data, self.data / "archive")

    def back_up(self, keep: int | None = None) -> Backup:
        """Make a backup, an hour after the one before."""
        self.now += timedelta(hours=1)
        kept = making.Kept(self.data, self.data / "archive", self.config, "[]\n")
        return making.make(self.store, kept, self.backups, self.now, _silent, keep=keep)

    def restore(self, backup: Backup, *, force: bool = False) -> Restored:
        """Restore a backup, a minute later."""
        self.now += timedelta(minutes=1)
        return restore(backup, self.place, "rina", self.now, _silent, force=force)

    def rows(self) -> Rows:
        """Every row of every table that is copied, but for the log of what people did."""
        return rows_at(self.url)

    def save(self, number: int) -> str:
        """Save and archive one more article; return the id of its story."""
        one = numbered(number)
        read = chain.process(one)
        saved = self.store.save(read, state_of(one, read), one)
        assert saved.story is not None
        return saved.story

    def bodies(self) -> dict[str, object]:
        """Every archived page by its address, as it is read back."""
        archive = self.store.archive
        return {one.url: archive.page(one).body for one in archive.captures()}


@contextmanager
def world_at(url: str, directory: Path, *, filled: bool = False) -> Iterator[World]:
    """Open a store that is ``filled``, or fill it."""
    config = directory / "config.yaml"
    config.write_text("data: data\n", encoding="utf-8")
    data = directory / "data"
    with open_store(url, data) as store:
        world = World(store, url, data, directory / "backups", config)
        if not filled:
            _fill(world)
        yield world


def rows_at(url: str) -> Rows:
    """Every row of every table of a store that is copied, but for the audit log, in one order."""
    database = Database(url)
    try:
        with database.read() as connection:
            return {
                table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                for table in copying.tables()
                if table.name != "audit"
            }
    finally:
        database.close()


def _fill(world: World) -> None:
    store = world.store
    stories = [world.save(number) for number in range(PAGES)]
    edited = reading(title="Judul lama")
    store.save(edited, state(edited))
    edited = reading(title="Judul baru", text="Isi yang lain sama sekali dari yang dahulu.\n" * 9)
    store.save(edited, state(edited))
    store.decide(stories[0], Decision.KEEP, "rina", NOW, "jelas")
    store.decide(stories[1], Decision.DROP, "rina", NOW)
    store.accounts.add(User(name="Rina", role=Role.ADMIN), "$argon2id$made-up", NOW)
    wanted = Wanted(name="Banten", query="province:Banten", to=("mailto:humas@example.id",))
    store.subscriptions.add(wanted, NOW)
    run = store.begin_run(NOW)
    store.finish_run(CrawlReport(run=run), NOW)
    store.put_site(SiteState(site="kabar.example", url="https://kabar.example/", added=True), [])
    store.add_visit(Visit(run=run, site="kabar.example", at=NOW))
    store.audit.write(Deed(act=Act.EXPORT, by="rina", at=NOW, subject="register"))
    store.erasing.story(stories[2], GONE)
    (world.data / "model.json").write_text('{"made": "up"}', encoding="utf-8")


def _silent(what: str, count: int) -> None:
    """Hear nothing."""
