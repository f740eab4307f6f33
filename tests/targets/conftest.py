"""Targets for tests; those in WordPress share one server for the whole run.

Where WordPress is not installed, tests that need it skip, unless ``PANTAU_TEST_REQUIRE=1``: then
they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn, Protocol

import pytest

from tests.targets import kinds
from tests.targets.target import Target
from tests.targets.wordpress import programs, server


class Run(Protocol):
    """Run the target of a name with so many posts until the test ends."""

    def __call__(self, name: str, posts: int) -> Target: ...


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], server.Server]]:
    """Gives the test run's WordPress server."""
    run, owner = tmp_path_factory.getbasetemp(), os.getpid()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if is_worker:
        # Workers end one by one, or crash; the server lasts as long as the process that runs them.
        run, owner = run.parent, os.getppid()

    def running() -> server.Server:
        if missing := programs.missing():
            _unavailable(f"WordPress needs what is not installed: {', '.join(missing)}")
        return server.shared(run, owner)

    yield running
    if not is_worker:
        server.stop_started()


@pytest.fixture
def run_target(tmp_path: Path, wordpress: Callable[[], server.Server]) -> Iterator[Run]:
    """Runs targets, each with a directory of its own."""
    with ExitStack() as stack:

        def run(name: str, posts: int) -> Target:
            return stack.enter_context(kinds.running(name, posts, tmp_path / name, wordpress))

        yield run


def _unavailable(reason: str) -> NoReturn:
    if os.environ.get("PANTAU_TEST_REQUIRE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
