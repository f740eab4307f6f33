"""Whatever goes wrong with a server is one sentence: where, what, and what to do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from model.config import ElasticsearchSettings, SearchSettings, Settings
from model.exceptions import SearchError
from search import tree
from search.elasticsearch import ElasticsearchEngine, open_elasticsearch, server
from search.elasticsearch.paging import read
from search.engine import Refused
from search.query import understand
from search.schema import Document
from tests.elasticsearch import cluster
from tests.elasticsearch.proxy import Answer, Proxy, Request, Rule, proxied
from tests.search.library import all_documents, story, told

Open = Callable[..., ElasticsearchEngine]
PASSWORD = "sangat-rahasia"


def error(kind: str, reason: str, **more: Any) -> dict[str, Any]:
    cause = {"type": kind, "reason": reason, **more}
    return {"error": {"root_cause": [cause], **cause}, "status": 0}


def always(status: int, body: object, **more: Any) -> Rule:
    return lambda _request: Answer(status, body, **more)


def where(path: str, status: int, body: object) -> Rule:
    """A rule for requests whose path has ``path`` in it."""
    return lambda request: Answer(status, body) if path in request.path else None


def info(number: str, **headers: str) -> Rule:
    body = {"version": {"number": number}, "tagline": "You Know, for Search"}
    shown = headers or {"x-elastic-product": "Elasticsearch"}
    return lambda request: Answer(200, body, shown) if request.path == "/" else None


def item(status: int, kind: str, reason: str, **more: Any) -> Rule:
    """The server takes a bulk, but says this of each document in it."""

    def rule(request: Request) -> Answer | None:
        if not request.path.startswith("/_bulk"):
            return None
        fault = {"type": kind, "reason": reason, **more}
        one = {"index": {"_id": "s1", "status": status, "error": fault}}
        count = sum(b'"_index"' in line for line in request.body.splitlines())
        return Answer(200, {"errors": True, "items": [one] * count})

    return rule


@pytest.fixture
def open_at(prefix: str, tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(url: str, **values: Any) -> ElasticsearchEngine:
            found = cluster.section(url) | {"prefix": prefix, "retries": 1, "timeout": 30} | values
            elasticsearch = ElasticsearchSettings.model_validate(found)
            search = SearchSettings(engine="elasticsearch", elasticsearch=elasticsearch)
            return stack.enter_context(open_elasticsearch(Settings(data=tmp_path, search=search)))

        yield opened


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy server is asked again at once."""
    monkeypatch.setattr(server, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr("search.elasticsearch.writing.FIRST_PAUSE", 0.01)


@pytest.fixture
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    with proxied(elasticsearch_url) as running:
        yield running


@pytest.fixture
def engine(proxy: Proxy, open_at: Open) -> ElasticsearchEngine:
    return open_at(proxy.url)


def put(engine: ElasticsearchEngine, build: str, documents: list[Document]) -> list[Refused]:
    with engine.writer(build) as writer:
        writer.put(documents)
        return writer.commit()


DISK = "index [p] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]"
FORBIDDEN = (
    "action [indices:data/read/search] is unauthorized for user [ani] with roles [kosong], this "
    "action is granted by the index privileges [read,all]"
)

ANSWERS = {
    "wrong password": (
        always(401, error("security_exception", "unable to authenticate user [ani]")),
        r"refuses the login: check search\.elasticsearch\.basic_auth or .*api_key",
    ),
    "missing privilege": (
        where("_search", 403, error("security_exception", FORBIDDEN)),
        r"does not allow .*indices:data/read/search.*index privileges read, all",
    ),
    "missing licence": (
        where("_search", 403, error("security_exception", "current license is non-compliant")),
        "lacks the licence",
    ),
    "too busy": (
        where("_search", 429, error("es_rejected_execution_exception", "rejected")),
        "too busy.*try again later",
    ),
    "read-only": (
        where("_search", 403, error("cluster_block_exception", "blocked by: [FORBIDDEN/8/x]")),
        "does not let .* remove the block",
    ),
    "red": (
        where("_search", 503, error("no_shard_available_action_exception", "")),
        "cannot use the index now.*cluster health",
    ),
    "no master": (
        always(503, error("master_not_discovered_exception", "")),
        "cannot use the index now.*cluster health",
    ),
    "starting, behind a gateway": (
        always(502, "<h1>Bad Gateway</h1>", headers={}),
        "cannot use the index now",
    ),
    "too old": (info("7.17.29"), r"is Elasticsearch 7\.17\.29: Pantau works with 8\.19 and 9"),
    "a little too old": (info("8.18.8"), r"is Elasticsearch 8\.18\.8: .*8\.19"),
    "a page that is not there": (always(404, "tidak ada", headers={}), "not Elasticsearch"),
    "a page elsewhere": (always(302, "", headers={"location": "/masuk"}), "not Elasticsearch"),
    "no answer but a refusal": (always(400, "", headers={}), "not Elasticsearch"),
    "not yet started": (
        always(503, error("cluster_block_exception", "blocked by: [state not recovered]")),
        "cannot use the index now.*starting",
    ),
    "closed": (
        where("_search", 400, error("index_closed_exception", "closed", index="pantau-1")),
        "has pantau-1 closed: open it",
    ),
    "a version that is none": (info("terbaru"), "not Elasticsearch"),
    "OpenSearch": (info("2.19.0", server="x"), "not Elasticsearch.*OpenSearch"),
    "another client": (
        always(400, error("media_type_header_exception", "Accept version must be 9")),
        "version of the Python client.*8.19",
    ),
    "something else on the web": (always(200, "<p>hai</p>", headers={}), "not Elasticsearch"),
    "too many words": (
        where("_search", 400, error("too_many_nested_clauses", "maxClauseCount is set to 1024")),
        "query too large: search for fewer words",
    ),
    "too large": (
        where(
            "_search",
            413,
            "",
        ),
        "request too large",
    ),
    "a fault of its own": (
        where("_search", 500, error("null_pointer_exception", "oops")),
        "status 500, null_pointer_exception.*oops",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_that_tell_what_is_wrong(
    name: str, proxy: Proxy, engine: ElasticsearchEngine
) -> None:
    proxy.rule, sentence = ANSWERS[name]
    with pytest.raises(SearchError, match=sentence) as caught:
        engine.search(tree.Everything(), 1, "date")
    assert proxy.url in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_away(elasticsearch_url: str, open_at: Open) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        engine = open_at(f"http://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(SearchError, match=r"cannot be reached .*is it running"):
        _ = engine.current


def test_a_server_that_does_not_answer(proxy: Proxy, open_at: Open) -> None:
    proxy.rule = always(200, {}, delay=1.0)
    engine = open_at(proxy.url, timeout=0.2)
    with pytest.raises(SearchError, match=r"did not answer in time.*timeout"):
        _ = engine.current


def test_a_connection_that_is_cut(proxy: Proxy, engine: ElasticsearchEngine) -> None:
    proxy.rule = always(200, {"version": {"number": "9.0.0"}}, cut=True)
    with pytest.raises(SearchError, match=r"cannot be reached|not Elasticsearch"):
        _ = engine.current


@pytest.mark.parametrize("retries", [0, 1])
def test_a_server_without_tls(retries: int, proxy: Proxy, open_at: Open) -> None:
    engine = open_at(proxy.url.replace("http:", "https:"), retries=retries)
    with pytest.raises(SearchError, match=r"https://127\.0\.0\.1.* no TLS: write http://"):
        _ = engine.current


def test_a_file_that_is_no_certificate(open_at: Open, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("bukan sertifikat")
    with pytest.raises(SearchError, match=r"search\.elasticsearch\.ca_certs .*ca\.pem is no cert"):
        open_at("https://127.0.0.1:1", ca_certs=str(file))


@pytest.mark.parametrize("login", [{"basic_auth": "ani:sandi–é"}, {"api_key": "sandi–é"}])
def test_a_login_that_no_request_carries(login: dict[str, str], open_at: Open) -> None:
    (name,) = login
    with pytest.raises(SearchError, match=rf"search\.elasticsearch\.{name} has letters") as caught:
        open_at("http://127.0.0.1:1", **login)
    assert "sandi" not in str(caught.value)


@pytest.mark.parametrize("login", [{"basic_auth": f"ani:{PASSWORD}"}, {"api_key": PASSWORD}])
def test_secrets_are_not_told(
    login: dict[str, str], proxy: Proxy, open_at: Open, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.rule = always(401, error("security_exception", "no"))
    engine = open_at(proxy.url, **login)
    with pytest.raises(SearchError) as caught:
        _ = engine.current
    assert PASSWORD not in f"{caught.value!r} {engine.name} {caplog.text}"
    assert "authorization" in {name.lower() for name in proxy.seen[0].headers}


# Writing


@pytest.mark.parametrize("status", [429, 403])
def test_a_full_disk_stops_all(status: int, proxy: Proxy, engine: ElasticsearchEngine) -> None:
    build = engine.begin()
    proxy.rule = item(status, "cluster_block_exception", DISK, index="pantau-stories-1")
    with pytest.raises(SearchError, match=r"pantau-stories-1 read-only.*disk.*index sync"):
        put(engine, build, all_documents())
    proxy.rule = lambda _request: None
    assert put(engine, build, all_documents()) == []


@pytest.mark.parametrize("kind", ["document_parsing_exception", "strict_dynamic_mapping_exception"])
def test_a_document_that_is_not_taken_is_named(
    kind: str, proxy: Proxy, engine: ElasticsearchEngine
) -> None:
    build = engine.begin()
    proxy.rule = item(400, kind, "failed to parse field [text]")
    assert put(engine, build, told(story("s1", "Lapas"))) == [
        Refused("s1", "failed to parse field [text]")
    ]


STOPPED = {
    "busy": (item(429, "es_rejected_execution_exception", "rejected"), "too busy"),
    "no shard": (item(503, "unavailable_shards_exception", "primary"), "cannot use the index"),
    "no index": (item(404, "index_not_found_exception", "no"), "does not have.*index rebuild"),
    "no right": (where("_bulk", 403, error("security_exception", "no")), "docs/elasticsearch.md"),
    "away": (where("_bulk", 502, ""), "cannot use the index now"),
}


@pytest.mark.parametrize("name", STOPPED)
def test_what_meets_every_document_stops_all(
    name: str, proxy: Proxy, engine: ElasticsearchEngine
) -> None:
    build = engine.begin()
    proxy.rule, sentence = STOPPED[name]
    with pytest.raises(SearchError, match=sentence):
        put(engine, build, all_documents())


def test_a_busy_server_is_given_time(proxy: Proxy, engine: ElasticsearchEngine) -> None:
    build = engine.begin()
    busy = [True]

    def rule(request: Request) -> Answer | None:
        if busy and request.path.startswith(("/_bulk", "/_search")):
            busy.pop()
            return Answer(429, error("es_rejected_execution_exception", "rejected"))
        return None

    proxy.rule = rule
    assert put(engine, build, all_documents()) == []
    engine.use(build)
    assert not busy
    busy.append(True)
    assert engine.stories(understand("kediri")) == {"s03"}


def test_too_much_at_once_is_sent_in_parts(proxy: Proxy, engine: ElasticsearchEngine) -> None:
    build = engine.begin()

    def rule(request: Request) -> Answer | None:
        bulk = request.path.startswith("/_bulk")
        return Answer(413, "") if bulk and len(request.body) > 4_000 else None

    proxy.rule = rule
    large = told(story("s99", "Lapas", "kata " * 1_000))
    assert put(engine, build, [*all_documents(), *large]) == [
        Refused(
            "s99",
            f"larger than Elasticsearch at {proxy.url} takes in one request: raise "
            "http.max_content_length there, or the limit of the proxy before it",
        )
    ]
    assert len(list(engine.held(build))) == len(all_documents())


# What others did to the indices


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with cluster.connect(elasticsearch_url) as connected:
        yield connected


def test_an_index_in_place_of_an_alias(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    client.indices.create(index=f"{prefix}-stories")
    sentence = f"an index where an alias.*{prefix}-stories.*delete or rename it"
    with pytest.raises(SearchError, match=sentence):
        _ = engine.current
    build = engine.begin()
    with pytest.raises(SearchError, match=sentence):
        engine.use(build)


def test_missing_templates_are_put_back(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    engine.forget(engine.begin())
    for part in ("stories", "agreements"):
        client.indices.delete_index_template(name=f"{prefix}-{part}")
    for part in ("texts", "values"):
        client.cluster.delete_component_template(name=f"{prefix}-{part}")
    build = engine.begin()
    assert put(engine, build, all_documents()) == []
    engine.use(build)
    assert engine.stories(understand("kediri")) == {"s03"}


def test_another_template_in_the_way_is_told(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    client.indices.put_index_template(
        name=f"{prefix}-lain", index_patterns=[f"{prefix}-*"], priority=9_000
    )
    with pytest.raises(SearchError, match="another template"):
        engine.begin()
    assert engine.builds() == []


def test_a_template_of_the_same_rank_is_told(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    for part in ("stories", "agreements"):
        client.options(ignore_status=404).indices.delete_index_template(name=f"{prefix}-{part}")
    client.indices.put_index_template(
        name=f"{prefix}-lain", index_patterns=[f"{prefix}-*"], priority=500
    )
    with pytest.raises(SearchError, match=f"index template {prefix}-lain .*same priority.*remove"):
        engine.begin()


def test_a_build_that_lost_an_index_is_not_in_use(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    build = engine.begin()
    engine.use(build)
    client.indices.delete(index=f"{prefix}-agreements-{build}")
    assert engine.current is None
    assert engine.builds() == [build]
    with pytest.raises(SearchError, match="rebuild"), engine.writer(build):
        pass
    engine.forget(engine.begin())


def test_a_view_that_is_gone_is_opened_anew(
    client: Elasticsearch, prefix: str, engine: ElasticsearchEngine
) -> None:
    build = engine.begin()
    assert put(engine, build, all_documents()) == []
    engine.use(build)
    everything = [match.story for match in engine.search(understand("lapas"), 99, "date").matches]
    first = engine.search(understand("lapas"), 2, "date")
    second = engine.search(understand("lapas"), 2, "date", first.after)
    client.close_point_in_time(id=_view_of(second.after))
    third = engine.search(understand("lapas"), 2, "date", second.after)
    assert [match.story for match in third.matches] == everything[4:6]


def _view_of(after: str | None) -> str:
    assert after is not None
    view = read(after, "date").view
    assert view is not None
    return view
