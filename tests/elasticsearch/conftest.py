"""Real Elasticsearch servers for tests.

Without them, the tests skip, unless ``PANTAU_TEST_REQUIRE=1``: then they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.elasticsearch import cluster
from tests.elasticsearch.node import MAIN, Node, NodeError

#: Fixtures that give addresses of clusters; a test that writes asks for one of them.
ADDRESSES = ("elasticsearch_url", "each_elasticsearch_url")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Gives the address of the test run's node of a version."""
    run, owner = tmp_path_factory.getbasetemp(), os.getpid()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if is_worker:
        # Workers end one by one, or crash; a node lasts as long as the process that runs them.
        run, owner = run.parent, os.getppid()

    def address(version: str) -> str:
        try:
            return cluster.shared(version, run, owner)
        except NodeError as error:
            unavailable(str(error))

    yield address
    if not is_worker:
        cluster.stop_started()


@pytest.fixture(scope="session")
def elasticsearch_url(running: Callable[[str], str]) -> str:
    """The address of the user's cluster, or of a node of the newest version."""
    return cluster.external() or running(MAIN)


@pytest.fixture(scope="session", params=cluster.SPOKEN_TO)
def each_elasticsearch_url(request: pytest.FixtureRequest, running: Callable[[str], str]) -> str:
    """The same, for each line of versions that Pantau works with."""
    external = cluster.external()
    if external is None:
        return running(request.param)
    if request.param != MAIN:
        pytest.skip(f"{cluster.VARIABLE} names one cluster, of one version")
    return external


@pytest.fixture(scope="session")
def prefix_on(running: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
    """Gives how all names begin that this process makes in a cluster; removed in the end.

    That is before the nodes of the run end.
    """
    with ExitStack() as stack:
        made: dict[str, str] = {}

        def given(url: str) -> str:
            if url not in made:
                made[url] = stack.enter_context(cluster.clean(url))
            return made[url]

        yield given


@pytest.fixture
def prefix(request: pytest.FixtureRequest, prefix_on: Callable[[str], str]) -> Iterator[str]:
    """How all names begin that a test makes in the cluster it asked for, which has none yet.

    Only Pantau's templates may be there, from the test before.
    """
    asked = [name for name in ADDRESSES if name in request.fixturenames]
    if not asked:
        yield "pantau-test-nowhere"
        return
    (url,) = map(request.getfixturevalue, asked)
    yield prefix_on(url)
    cluster.empty(url, prefix_on(url))


@pytest.fixture
def make_node(tmp_path: Path) -> Iterator[Callable[..., Node]]:
    """Makes a node of the test's own, not started yet; takes what ``Node`` takes by name."""
    if cluster.external():
        pytest.skip(f"nothing is killed while {cluster.VARIABLE} names a cluster")
    made: list[Node] = []

    def make(**options: Any) -> Node:
        try:
            made.append(Node(tmp_path / f"node-{len(made)}", **options))
        except NodeError as error:
            unavailable(str(error))
        return made[-1]

    yield make
    for node in made:
        node.stop()


@pytest.fixture
def own_node(make_node: Callable[..., Node]) -> Node:
    """A running node of the newest version that the test may kill."""
    node = make_node()
    node.start()
    return node


def unavailable(reason: str) -> NoReturn:
    if os.environ.get("PANTAU_TEST_REQUIRE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
