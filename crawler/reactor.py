"""Twisted's reactor in a thread of its own.

A reactor runs once in a process. Here it is started with the first crawl and kept, so that one
process may crawl many times: a schedule, a page fetched for ``pantau read``, a test.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor, is_asyncio_reactor_installed

_T = TypeVar("_T")

_PATH = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
_THREADS = 32

_starting = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None


def run(
    make: Callable[[], Coroutine[Any, Any, _T]], stop: Callable[[], Coroutine[Any, Any, None]]
) -> _T:
    """Run the coroutine that ``make`` gives in the reactor's thread and wait for its result.

    When the waiting is interrupted (Ctrl-C), ``stop`` is run there, the coroutine is given time to
    end, and the interruption is raised again.
    """
    loop = _started()
    work: Future[_T] = asyncio.run_coroutine_threadsafe(_call(make), loop)
    try:
        return work.result()
    except BaseException:
        if not work.done():
            asyncio.run_coroutine_threadsafe(stop(), loop)
            _wait(work)
        raise


async def _call(make: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    return await make()


def _wait(work: Future[Any]) -> None:
    from concurrent.futures import wait  # noqa: PLC0415 - only on the way out

    wait([work], timeout=15)


def _started() -> asyncio.AbstractEventLoop:
    global _loop  # noqa: PLW0603 - a process has one reactor
    with _starting:
        if _loop is None:
            _loop = _start()
        return _loop


def _start() -> asyncio.AbstractEventLoop:
    ready: Future[asyncio.AbstractEventLoop] = Future()

    def serve() -> None:
        try:
            asyncio.set_event_loop(asyncio.new_event_loop())
            install_reactor(_PATH)
            if not is_asyncio_reactor_installed():
                raise RuntimeError("another reactor is installed already")  # noqa: TRY301
            from twisted.internet import reactor  # noqa: PLC0415 - installed just now

            any_reactor: Any = reactor
            any_reactor.suggestThreadPoolSize(_THREADS)
            loop = asyncio.get_event_loop()
            any_reactor.callWhenRunning(ready.set_result, loop)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            ready.set_exception(error)
            return
        any_reactor.run(installSignalHandlers=False)

    threading.Thread(target=serve, name="crawl-reactor", daemon=True).start()
    return ready.result()
