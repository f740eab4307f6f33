"""What is forgotten is gone from both indexes of a cluster, and from its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.commands.conftest import STORIES, lines, pantau
from tests.elasticsearch import cluster
from tests.elasticsearch.node import Node
from tests.elasticsearch.test_commands import answered, configured

#: Stand in the text and in the title of the agreement of the first story alone.
_WORD = "Zebrakuda"
_TOLD = f"{STORIES[0]['text']}\nAcara itu diberi nama sandi {_WORD} Melintang."
_SECRET = {**STORIES[0], "text": _TOLD}
_FORGET = ("--reason", "diminta keluarga", "--by", "sari", "--yes")


@pytest.fixture
def environment(own_node: Node, tmp_path: Path) -> dict[str, str]:
    """The environment of a Pantau that has a node of its own, with two stories indexed."""
    section = cluster.section(own_node.url) | {"prefix": "pantau-test-forget"}
    variables = {
        f"PANTAU_SEARCH__ELASTICSEARCH__{name.upper()}": ",".join(value)
        if isinstance(value, list)
        else str(value)
        for name, value in section.items()
    }
    told = {**configured(tmp_path), "PANTAU_SEARCH__ENGINE": "elasticsearch", **variables}
    assert pantau(told, "import", "-", stdin=lines(_SECRET, STORIES[1])).returncode == 0
    return told


def documents(node: Node) -> list[dict[str, Any]]:
    """All that the node holds in indexes of the test, whichever they are."""
    httpx.post(f"{node.url}/pantau-test-forget*/_refresh").raise_for_status()
    answer = httpx.get(f"{node.url}/pantau-test-forget*/_search", params={"size": 100})
    return [hit["_source"] for hit in answer.json()["hits"]["hits"]]


def holding(node: Node) -> list[str]:
    """The documents of the node that hold the word."""
    return [str(one) for one in documents(node) if _WORD.lower() in str(one).lower()]


def secret_story(environment: dict[str, str]) -> str:
    (hit,) = answered(environment, "search", _WORD)["hits"]
    return str(hit["id"])


@pytest.mark.server
@pytest.mark.timeout(300)
def test_what_is_forgotten_is_in_no_index_of_the_cluster(
    environment: dict[str, str], own_node: Node
) -> None:
    story, before = secret_story(environment), len(documents(own_node))
    assert holding(own_node)
    assert pantau(environment, "forget", story, *_FORGET).returncode == 0
    assert holding(own_node) == []
    # The story and its agreement, of two each.
    assert (before, len(documents(own_node))) == (4, 2)
    assert answered(environment, "index", "verify")["missing_count"] == 0


@pytest.mark.server
@pytest.mark.timeout(300)
def test_what_is_forgotten_while_the_cluster_is_down_goes_when_it_is_back(
    environment: dict[str, str], own_node: Node
) -> None:
    story = secret_story(environment)
    own_node.kill()
    answer = pantau(environment, "forget", story, *_FORGET)
    assert answer.returncode == 0
    assert "made anew" in answer.stderr.decode()
    own_node.restart()
    assert holding(own_node)
    assert pantau(environment, "index", "sync").returncode == 0
    assert holding(own_node) == []
    assert len(documents(own_node)) == 2
    assert answered(environment, "search", _WORD)["total"] == 0
