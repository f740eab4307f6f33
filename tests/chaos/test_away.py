"""Elasticsearch is away, full, or started anew: commands go on, say so, and it catches up."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from elasticsearch import Elasticsearch

import search
from model.exceptions import SearchError
from search import draining, index_status
from tests.chaos.processes import BATCH, COMMIT
from tests.chaos.world import World, assert_nothing_wrong
from tests.commands.conftest import STORIES, configured, lines, pantau
from tests.crawl import zoo
from tests.crawl.test_crawl import SIGNED, small_site
from tests.elasticsearch.node import Node

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_an_import_while_elasticsearch_is_away(node: Node, tmp_path: Path) -> None:
    environment = _with_elasticsearch(tmp_path, node.url)
    url = node.url
    node.kill()
    answer = pantau(environment, "import", "-", "--json", stdin=lines(*STORIES))
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["stories"] == 2
    told = answer.stderr.decode()
    assert url in told
    assert "Nothing is lost" in told
    status = pantau(environment, "index", "status", "--json")
    assert status.returncode == 1
    assert json.loads(status.stdout)["waiting"] == 2
    assert url in json.loads(status.stdout)["problem"]
    assert pantau(environment, "search", "lapas").returncode != 0
    node.start()
    assert pantau(environment, "index", "sync").returncode == 0
    found = pantau(environment, "search", "lapas", "--json")
    assert json.loads(found.stdout)["total"] >= 1
    verified = json.loads(pantau(environment, "index", "verify", "--json").stdout)
    assert (verified["stories"], verified["missing_count"], verified["mended"]) == (2, 0, True)


def test_elasticsearch_goes_away_in_the_middle_of_a_crawl(node: Node, tmp_path: Path) -> None:
    environment = _with_elasticsearch(tmp_path, node.url)
    assert pantau(environment, "index", "sync").returncode == 0
    pages = small_site()

    def last_seen(_request: object) -> zoo.Reply:
        node.kill()
        return zoo.Reply(zoo.partnership())

    pages[SIGNED] = last_seen
    with zoo.serve(pages) as site:
        crawl = ("crawl", "--site", site.url, "--allow-private", "--json")
        answer = pantau(environment, *crawl)
        assert answer.returncode == 0
        assert json.loads(answer.stdout)["totals"]["kept"] == 1
        told = answer.stderr.decode()
        assert f"Elasticsearch at {node.url} cannot be reached" in told
        assert "Nothing is lost" in told
        for asked in (("status",), ("index", "status")):
            told = json.loads(pantau(environment, *asked, "--json").stdout)
            problem = (told.get("index") or told)["problem"]
            assert f"Elasticsearch at {node.url} cannot be reached" in problem
            assert told.get("queued", told.get("waiting")) == 1
        assert len(json.loads(pantau(environment, "stories", "--json").stdout)) == 1
        # A crawl that finds it away from the beginning, and one that finds it back.
        pages[SIGNED] = zoo.Reply(zoo.partnership())
        assert pantau(environment, *crawl).returncode == 0
        node.start()
        answer = pantau(environment, *crawl)
    assert answer.returncode == 0
    assert "Nothing is lost" not in answer.stderr.decode()
    status = json.loads(pantau(environment, "index", "status", "--json").stdout)
    assert (status["stories"], status["waiting"], status["problem"]) == (1, 0, None)
    assert json.loads(pantau(environment, "search", "lapas", "--json").stdout)["total"] == 1


def test_a_full_disk_blocks_writes(remote: World, node: Node) -> None:
    with remote.engine() as engine, Elasticsearch(node.url) as client:
        search.sync(remote.store, engine)
        index = f"{remote.prefix}-*"
        block = "index.blocks.read_only_allow_delete"
        client.indices.put_settings(index=index, settings={block: True})
        remote.save(range(3))
        with pytest.raises(SearchError, match=r"read-only|disk"):
            search.sync(remote.store, engine)
        assert index_status(remote.store, engine).waiting >= 3
        assert len(search.matching_ids(engine, "lapas")) == len(remote.numbers)
        client.indices.put_settings(index=index, settings={block: None})
        search.sync(remote.store, engine)
    remote.assert_index_is_right()


@pytest.fixture(name="small_steps")
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "COMMIT", COMMIT)
    monkeypatch.setattr(draining, "BATCH", BATCH)


def test_the_node_starts_anew_in_the_middle_of_a_rebuild(
    remote: World, node: Node, small_steps: None
) -> None:
    with remote.engine() as engine:
        search.sync(remote.store, engine)
        before = engine.current
    outcome: list[str] = []
    rebuilding = threading.Thread(target=_rebuild, args=[remote, outcome])
    rebuilding.start()
    _wait_until_half_done(remote)
    node.restart()
    rebuilding.join()
    with remote.engine() as engine:
        # Done by itself, or else told why, with the old index in use.
        assert outcome[0] == "done" or (node.url in outcome[0] and engine.current == before)
        search.rebuild(remote.store, engine)
        assert engine.builds() == [engine.current]
    assert_nothing_wrong(remote.verified())
    remote.assert_index_is_right()


def _rebuild(world: World, outcome: list[str]) -> None:
    try:
        with world.engine() as engine:
            search.rebuild(world.store, engine)
    except SearchError as error:
        outcome.append(str(error))
    else:
        outcome.append("done")


def _wait_until_half_done(world: World) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        newest = world.store.indexing.builds("elasticsearch")[-1]
        if 0 < world.store.indexing.waiting(newest) < len(world.numbers) // 2:
            return
    raise AssertionError("the rebuild does not begin")


def _with_elasticsearch(directory: Path, url: str) -> dict[str, str]:
    """The environment of commands that use Elasticsearch at ``url``."""
    environment = configured(directory)
    config = Path(environment["PANTAU_CONFIG"])
    values: dict[str, Any] = yaml.safe_load(config.read_text())
    prefix = f"chaos-{uuid4().hex[:8]}"
    section = {"hosts": [url], "prefix": prefix, "retries": 1, "timeout": 20}
    values["search"] = {"engine": "elasticsearch", "elasticsearch": section}
    config.write_text(yaml.safe_dump(values))
    return environment
