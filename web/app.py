"""The web application: its parts put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from importlib import metadata

from fastapi import Depends, FastAPI
from starlette.types import ASGIApp

from keeping.presence import serving
from model.accounts import Role
from model.config import Settings
from search import open_engine
from store import open_store
from web import api, feeds, health, metrics, pages, unsubscribing
from web.access import login
from web.access.cookies import Cookies
from web.access.csrf import only_own_forms
from web.access.hosts import OwnHosts
from web.access.users import demand
from web.context import Context
from web.frame import openapi, problems
from web.frame.access_log import AccessLog
from web.frame.conditional import Conditional
from web.frame.headers import SecurityHeaders
from web.frame.too_large import TooLarge
from web.frame.visitors import Visitors
from web.warming import warm

#: Bytes of the body of a request at most: no form of ours comes near it.
MOST_BYTES = 1_000_000

Clock = Callable[[], datetime]


class _Application(FastAPI):
    """FastAPI, with what every answer goes through outside of its own limits too."""

    secure = False

    def build_middleware_stack(self) -> ASGIApp:
        return SecurityHeaders(TooLarge(super().build_middleware_stack()), secure=self.secure)


def create_app(settings: Settings, clock: Clock) -> FastAPI:
    """Make the application; it opens store and search engine when it starts.

    Args:
        settings: The settings in force.
        clock: Tells the time in UTC.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with opened(settings, clock) as context:
            warm(context)
            app.state.context = context
            yield

    app = _Application(
        title="Pantau",
        version=metadata.version("pantau"),
        lifespan=lifespan,
        max_body_size=MOST_BYTES,
        openapi_url="/api/openapi.json",
        # Their pages load scripts from other hosts.
        docs_url=None,
        redoc_url=None,
    )
    app.secure = settings.web.is_secure
    app.state.cookies = cookies = Cookies(secure=settings.web.is_secure)
    problems.install(app)
    openapi.install(app)
    readers, forms = Depends(demand(Role.READER)), Depends(only_own_forms)
    app.include_router(health.router)
    app.include_router(unsubscribing.router)
    app.include_router(login.router, dependencies=[forms])
    app.include_router(feeds.router, dependencies=[readers])
    app.include_router(metrics.router, dependencies=[readers])
    app.include_router(api.router, dependencies=[forms, readers])
    # Each page says itself for whom it is: everybody may have the files that pages load.
    app.include_router(pages.router, dependencies=[forms])
    # The last one added sees a request first, and its answer last.
    app.add_middleware(Visitors, cookies=cookies)
    app.add_middleware(Conditional)
    app.add_middleware(OwnHosts, settings=settings.web)
    app.add_middleware(AccessLog)
    return app


@contextmanager
def opened(settings: Settings, clock: Clock) -> Iterator[Context]:
    """Open store and search engine for the time of the block.

    Raises:
        StoreError: the store cannot be opened, or a restore is at work.
        SearchError: the search engine cannot be opened.
    """
    with (
        serving(settings.data),
        open_store(settings.store_url, settings.data, settings.archive_dir) as store,
        open_engine(settings) as engine,
    ):
        yield Context(settings, store, engine, clock)
