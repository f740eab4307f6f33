"""Killed in the middle of a sync, Pantau or the node: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import threading
import time
from contextlib import suppress

import pytest
from elasticsearch import Elasticsearch

import search
from model.exceptions import SearchError
from search import draining
from search.draining import is_agreement
from tests.chaos.processes import BATCH, COMMIT, Command, following
from tests.chaos.world import World, assert_nothing_wrong
from tests.elasticsearch.node import Node

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

KILLS = 20
#: Each costs a start of the node, which takes seconds; the variable asks for more.
NODE_KILLS = int(os.environ.get("PANTAU_TEST_NODE_KILLS", "6"))
#: One process in so many makes the whole index anew.
REBUILDS = 4
#: How much sooner the next one is killed at the latest, where one came to its end.
_SOONER = 0.8
#: After so many kills all is compared; in between, what one leaves meets the next.
CHECKS = 5


def test_pantau_is_killed_again_and_again(world: World, chance: random.Random) -> None:
    commands: tuple[Command, ...] = ("rebuild", "sync")
    seconds = {command: _undisturbed(world, command) for command in commands}
    killed = 0
    for number in range(KILLS):
        world.change(chance)
        command = commands[bool(number % REBUILDS)]
        with following(command, world.settings) as process:
            time.sleep(chance.uniform(0, seconds[command]))
            if process.is_alive():
                killed += 1
            else:
                # The machine is less busy than it was.
                seconds[command] *= _SOONER
        if number % CHECKS == CHECKS - 1:
            assert_nothing_wrong(world.verified())
    assert killed >= KILLS // 2
    world.assert_index_is_right()
    with world.engine() as engine:
        # Beside the one in use lies what killed rebuilds left, until one comes to its end.
        search.rebuild(world.store, engine)
        assert engine.builds() == world.store.indexing.builds(engine.kind) == [engine.current]


def test_the_node_is_killed_again_and_again(
    remote: World, node: Node, chance: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draining, "COMMIT", COMMIT)
    monkeypatch.setattr(draining, "BATCH", BATCH)
    _sync(remote)
    remote.requeue()
    start = time.perf_counter()
    _sync(remote)
    seconds = time.perf_counter() - start
    for number in range(NODE_KILLS):
        remote.change(chance)
        syncing = threading.Thread(target=_sync, args=[remote])
        syncing.start()
        time.sleep(chance.uniform(0, seconds))
        node.kill()
        node.start()
        syncing.join()
        if number % CHECKS == CHECKS - 1:
            assert_nothing_wrong(remote.verified())
    remote.assert_index_is_right()


def test_verify_sees_what_was_tampered_with(remote: World, node: Node) -> None:
    with remote.engine() as engine:
        search.sync(remote.store, engine)
        build = engine.current
    index = f"{remote.prefix}-stories-{build}"
    gone, older, *_ = [name for name, _ in remote.store.versions() if not is_agreement(name)]
    foreign = "s" + 11 * "z"
    with Elasticsearch(node.url) as client:
        written = client.get(index=index, id=older)["_source"]
        client.delete(index=index, id=gone)
        client.delete(index=index, id=older)
        for name in (older, foreign):
            # In a version of its own, not the store's.
            client.index(index=index, id=name, document={**written, "id": name})
    found = remote.verified()
    assert (found.missing, found.stale, found.extra) == ((gone,), (older,), (foreign,))
    assert found.mended
    remote.assert_index_is_right()


def _undisturbed(world: World, command: Command) -> float:
    world.requeue()
    with following(command, world.settings) as process:
        start = time.perf_counter()
        process.join(60)
        assert process.exitcode == 0
        return time.perf_counter() - start


def _sync(world: World) -> None:
    # What could not be indexed waits.
    with suppress(SearchError), world.engine() as engine:
        search.sync(world.store, engine)
