"""What every handler is handed: settings, store, search engine, the time, and who asks.

Handlers are plain functions, which FastAPI runs in threads; they share one store and one engine::

    @router.get("/berita/{story}")
    def show(story: str, context: Web, user: CurrentUser) -> HTMLResponse: ...
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from desk.sites import Watched, other_outlets
from model.config import Settings
from pipelines.judge.model import Model, load_model
from search import Retention, SearchEngine
from store import Counts, Store
from web.board import Board
from web.kept import Kept
from web.kept_reports import KeptReports
from web.uploads import Uploads


class Context:
    """All that the web page works with, opened once for all requests.

    ``clock`` tells the time in UTC.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        engine: SearchEngine,
        clock: Callable[[], datetime],
    ) -> None:
        self.settings, self.store, self.engine, self.clock = settings, store, engine, clock
        self._board = Board(settings, store)
        self._counts = Kept(lambda _: store.counts())
        #: Reports of months.
        self.reports = KeptReports(store, settings)
        self._other_outlets = Kept(lambda _: other_outlets(settings, store))
        #: Spreadsheets that somebody looks at before they are brought in.
        self.uploads = Uploads()

    @property
    def retention(self) -> Retention:
        """How old stories may be in the search index now."""
        return Retention.of(self.settings.search.keep, self.clock())

    def watched(self) -> list[Watched]:
        """How every site is doing, removed ones too."""
        return self._board.sites(self.clock())

    def other_outlets(self) -> frozenset[str]:
        """The sites that are known to be no press, at most a minute ago."""
        return self._other_outlets.at(self.clock())

    def counts(self) -> Counts:
        """How much the store held, at most a minute ago."""
        return self._counts.at(self.clock())

    @cached_property
    def model(self) -> Model:
        """The judge's model in force when it is first asked for."""
        return load_model(self.settings.data)


def context_of(connection: HTTPConnection) -> Context:
    """Return what the application opened when it started."""
    context = connection.app.state.context
    assert isinstance(context, Context)
    return context


Web = Annotated[Context, Depends(context_of)]


def _store(context: Web) -> Store:
    return context.store


def _engine(context: Web) -> SearchEngine:
    return context.engine


def _settings(context: Web) -> Settings:
    return context.settings


def _now(context: Web) -> datetime:
    return context.clock()


StoreInUse = Annotated[Store, Depends(_store)]
EngineInUse = Annotated[SearchEngine, Depends(_engine)]
SettingsInForce = Annotated[Settings, Depends(_settings)]
Now = Annotated[datetime, Depends(_now)]
