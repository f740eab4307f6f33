"""A node that is killed, worlds on either engine, and the seed of what happens by chance."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.world import World, world_in
from tests.elasticsearch import cluster
from tests.elasticsearch.node import Node, NodeError

SEED_VARIABLE = "PANTAU_TEST_SEED"
STORIES = 120


@pytest.fixture(scope="session")
def started_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node for all tests here: each start takes seconds."""
    if cluster.external():
        pytest.skip(f"nothing is killed while {cluster.VARIABLE} names a cluster")
    try:
        node = Node(tmp_path_factory.mktemp("chaos") / "node")
    except NodeError as error:
        if os.environ.get("PANTAU_TEST_REQUIRE") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with node:
        yield node


@pytest.fixture
def node(started_node: Node) -> Node:
    """The node, running whatever the test before did to it."""
    if not started_node.runs:
        started_node.start()
    return started_node


@pytest.fixture
def chance() -> random.Random:
    """Chance by a seed that a failing test prints; the variable repeats it."""
    seed = os.environ.get(SEED_VARIABLE) or str(random.SystemRandom().randrange(10**9))
    print(f"{SEED_VARIABLE}={seed}")
    return random.Random(seed)


@pytest.fixture(params=["embedded", "elasticsearch"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A store of stories, with either engine."""
    node = request.getfixturevalue("node") if request.param == "elasticsearch" else None
    with world_in(tmp_path, node and node.url, STORIES) as made:
        yield made


@pytest.fixture
def remote(node: Node, tmp_path: Path) -> Iterator[World]:
    """A store of stories, with Elasticsearch."""
    with world_in(tmp_path, node.url, STORIES) as made:
        yield made
