"""The pages over Elasticsearch: what a person does, with the node there, gone, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from model.config import Settings, load
from model.records import Label
from search import open_engine, sync
from store import open_store
from tests.elasticsearch.conftest import unavailable
from tests.elasticsearch.node import Node, NodeError
from tests.store.readings import agreement, reading, state, text_about
from tests.web.serving import asking

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

_STORIES = 6
_HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of the tests' own, which they stop and start."""
    try:
        with Node(tmp_path_factory.mktemp("node")) as node:
            yield node
    except NodeError as error:
        unavailable(str(error))


@pytest.fixture
def settings(node: Node, tmp_path: Path) -> Settings:
    """Settings over a store whose stories are in an index of the node."""
    options = {
        "data": tmp_path,
        "catalogue.enabled": False,
        "search.engine": "elasticsearch",
        "search.elasticsearch.hosts": [node.url],
        "search.elasticsearch.retries": 0,
    }
    settings = load(None, options).settings
    with open_store(settings.store_url, settings.data, settings.archive_dir) as store:
        for number in range(_STORIES):
            unit, partner = f"Lapas Kelas IIB Melati{number}", f"Pemerintah Kota Anggrek{number}"
            read = reading(
                f"https://a.example/{number}",
                label=Label.CANDIDATE if number == 0 else Label.PARTNERSHIP,
                agreements=(agreement(unit, partner),),
                text=text_about(unit, partner, seed=number),
            )
            store.save(read, state(read, outcome="candidate" if number == 0 else "partnership"))
        with open_engine(settings) as engine:
            sync(store, engine)
    return settings


def page(client: httpx.Client, path: str, status: int = 200) -> str:
    answer = client.get(path, headers=_HTML)
    assert answer.status_code == status, answer.text
    return answer.text


def test_what_people_look_for_is_found(settings: Settings) -> None:
    with asking(settings) as client:
        assert f"{_STORIES} berita" in page(client, "/cari?q=lapas")
        assert "<mark>" in page(client, "/cari?q=lapas")
        assert f"{_STORIES - 1} berita" in page(client, "/berita")
        assert "1 berita" in page(client, "/cari?q=melati2")
        register = page(client, "/register?q=anggrek3")
        assert "Anggrek3" in register
        assert "Anggrek4" not in register
        assert "ada yang kurang di akhir" in page(client, "/cari?q=lapas AND", 400)
        feed = client.get("/feed.json", params={"q": "lapas"}).json()
        assert len(feed["items"]) == _STORIES
        found = client.get("/api/v1/search?q=lapas&facet=kind&limit=2").json()
        assert (found["total"], len(found["hits"])) == (_STORIES, 2)
        follows = {"q": "lapas", "limit": 2, "after": found["after"]}
        assert client.get("/api/v1/search", params=follows).json()["hits"]


def test_without_the_node_a_plain_page_says_so_and_the_rest_works(
    settings: Settings, node: Node
) -> None:
    with asking(settings) as client:
        assert f"{_STORIES} berita" in page(client, "/cari?q=lapas")
        node.kill()
        try:
            for path in ("/cari?q=lapas", "/berita", "/register?q=lapas"):
                told = page(client, path, 503)
                assert "Traceback" not in told
                assert "Tidak ada data yang hilang" in told
            for path in ("/", "/cari", "/register", "/tinjau", "/media", "/langganan", "/riwayat"):
                page(client, path)
            assert client.get("/readyz").status_code == 503
            assert client.get("/healthz").status_code == 200
            assert client.get("/api/v1/search?q=lapas").status_code == 503
            assert "pantau_index_up 0.0" in client.get("/metrics").text
            # What is decided meanwhile waits in the store.
            item = client.get("/api/v1/review").json()["items"][0]
            verdict = {"decision": "keep", "revision": item["revision"]}
            kept = client.post(f"/api/v1/review/{item['id']}", json=verdict)
            assert kept.status_code == 200
        finally:
            node.start()
        assert f"{_STORIES} berita" in page(client, "/berita")
        assert client.get("/readyz").status_code == 200
