"""An index of which a part is missing: everything says so in a sentence, and nothing is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from model.exceptions import SearchError
from search import index_status, matching_ids, rebuild, search_stories, sync, verify
from search.engine import SearchEngine
from tests.chaos.world import World
from tests.elasticsearch.node import Node

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: What everything says, with the address before it and what to do after it.
SENTENCE = r"^Elasticsearch at http\S+ cannot use the index now.*cluster health \(red, .*is lost\.$"


@pytest.fixture
def engine(remote: World) -> Iterator[SearchEngine]:
    # Shorter than the server waits for a part that is missing.
    remote.settings["search"]["elasticsearch"]["timeout"] = 20
    with remote.engine() as opened:
        sync(remote.store, opened)
        yield opened


@pytest.fixture(params=["stories", "agreements"])
def lost(
    request: pytest.FixtureRequest, node: Node, remote: World, engine: SearchEngine
) -> Iterator[str]:
    """The part of the index in use whose only copy is gone, as with a disk that is lost."""
    with Elasticsearch(node.url, request_timeout=60) as client:
        ((index, told),) = client.indices.get(index=f"{remote.prefix}-{request.param}").items()
        files = node.directory / "data" / "indices" / told["settings"]["index"]["uuid"] / "0"
        client.indices.close(index=index)
        shutil.rmtree(files)
        client.indices.open(index=index, wait_for_active_shards=0)
        assert client.cluster.health(index=index)["status"] == "red"
        yield request.param
        # The node is not ready for the next test while it has a red index.
        client.indices.delete(index=index, ignore_unavailable=True)


def test_a_red_index_is_told_and_made_anew(remote: World, engine: SearchEngine, lost: str) -> None:
    remote.save(range(3))
    with pytest.raises(SearchError, match=SENTENCE):
        sync(remote.store, engine)
    status = index_status(remote.store, engine)
    assert (status.waiting, status.set_aside) == (3, ())
    assert re.search(SENTENCE, status.problem or "")
    with pytest.raises(SearchError, match=SENTENCE):
        verify(remote.store, engine)
    if lost == "stories":
        # No empty answer, which would be taken for one.
        with pytest.raises(SearchError, match=SENTENCE):
            search_stories(remote.store, engine, "lapas")
        with pytest.raises(SearchError, match=SENTENCE):
            matching_ids(engine, "lapas")
    rebuild(remote.store, engine)
    assert index_status(remote.store, engine).problem is None
    remote.assert_index_is_right()
