"""All that Kibana asks for Pantau's objects, asked of real servers with the real mapping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from model.config import Settings
from model.records import JAKARTA
from search import open_engine
from search.kibana.objects import committed
from search.kibana.source import PREFIX, source
from tests.elasticsearch import cluster
from tests.elasticsearch.conftest import each_elasticsearch_url, running
from tests.kibana.asked import Asked, asked
from tests.kibana.content import EXPIRING, recent_documents
from tests.kibana.kql import fields
from tests.search.library import fill

__all__ = ["each_elasticsearch_url", "running"]

pytestmark = pytest.mark.slow

ASKED = list(asked(committed()))
#: What field_caps calls the types that fit a use in Kibana.
_TEXTS = {"text", "keyword"}
_NUMBERS = {"integer", "long", "short", "byte", "float", "double", "half_float"}
_FITTING = {
    "string": _TEXTS,
    "number": _NUMBERS,
    "date": {"date"},
    "geo_point": {"geo_point"},
    "terms": {"keyword"} | _NUMBERS,
    "geo": {"geo_point"},
    "column": _TEXTS | _NUMBERS | {"date"},
    "sort": {"keyword", "date"} | _NUMBERS,
}

Caps = dict[str, dict[str, Any]]


class Cluster:
    """An Elasticsearch that holds the library, and how its names begin."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self.client, self.prefix = client, prefix

    def index(self, pattern: str) -> str:
        """The name here of what is ``pantau-…`` in the objects."""
        return self.prefix + pattern.removeprefix(PREFIX)

    def fields(self, pattern: str) -> Caps:
        """What Kibana learns of the fields of a data view: by type, one each."""
        told = self.client.field_caps(index=self.index(pattern), fields="*")["fields"]
        return {name: kind for name, kinds in told.items() for kind in kinds.values()}


@pytest.fixture(scope="module")
def filled(each_elasticsearch_url: str) -> Iterator[Cluster]:
    url = each_elasticsearch_url
    with cluster.clean(url) as prefix, cluster.connect(url) as client:
        section = {**cluster.section(url), "prefix": prefix}
        search = {"engine": "elasticsearch", "elasticsearch": section}
        with open_engine(Settings.model_validate({"search": search})) as engine:
            fill(engine, recent_documents())
        client.indices.refresh(index=f"{prefix}-*")
        yield Cluster(client, prefix)


@pytest.mark.parametrize("name", source().fields)
def test_a_shown_field_is_in_both_indices_with_a_fitting_type(filled: Cluster, name: str) -> None:
    for view in source().views.values():
        known = filled.fields(view.pattern(PREFIX))
        assert name in known
        assert known[name]["type"] in _FITTING[source().fields[name].type]


def test_time_fields_are_dates(filled: Cluster) -> None:
    for view in source().views.values():
        known = filled.fields(view.pattern(PREFIX))
        assert view.time is None or known[view.time]["type"] == "date"


@pytest.mark.parametrize("each", ASKED, ids=lambda each: each.name)
class TestEverythingShown:
    def test_its_fields_are_there_with_fitting_types(self, filled: Cluster, each: Asked) -> None:
        known = filled.fields(each.pattern)
        for field, use in each.fields:
            assert field in source().fields, "people see a name for it"
            assert known[field]["type"] in _FITTING[use], (field, use)
            assert use == "column" or known[field]["aggregatable"], (field, use)

    def test_its_filters_are_on_fields_that_can_be_searched(
        self, filled: Cluster, each: Asked
    ) -> None:
        known = filled.fields(each.pattern)
        for kql in each.queries:
            for field in fields(kql):
                assert known[field]["searchable"], (field, kql)

    def test_it_shows_something(self, filled: Cluster, each: Asked) -> None:
        answer = filled.client.search(index=filled.index(each.pattern), **each.body)
        assert answer["_shards"]["failed"] == 0
        assert answer["hits"]["total"]["value"] > 0
        for name, found in answer.get("aggregations", {}).items():
            assert _not_empty(found), name
        for hit in answer["hits"]["hits"]:
            assert hit["fields"]


def _not_empty(found: dict[str, Any]) -> bool:
    if "buckets" not in found:
        return bool(found.get("value") or found.get("doc_count"))
    buckets = found["buckets"]
    listed = list(buckets.values()) if isinstance(buckets, dict) else buckets
    return any(bucket["doc_count"] for bucket in listed)


def test_the_circles_of_the_map_lie_in_indonesia(filled: Cluster) -> None:
    [map_] = [each for each in ASKED if each.name == "panel map"]
    answer = filled.client.search(index=filled.index(map_.pattern), **map_.body)
    cells = answer["aggregations"]["cells"]["buckets"]
    assert sum(cell["doc_count"] for cell in cells) > len(cells) > 3
    for cell in cells:
        middle = cell["middle"]["location"]
        assert -11 < middle["lat"] < 6
        assert 95 < middle["lon"] < 141


def test_outlets_come_with_the_longest_silent_first(filled: Cluster) -> None:
    [sites] = [each for each in ASKED if each.name == "panel sites"]
    answer = filled.client.search(index=filled.index(sites.pattern), **sites.body)
    buckets = answer["aggregations"]["site"]["buckets"]
    latest = [bucket["latest"]["value"] for bucket in buckets]
    assert latest == sorted(latest)
    assert len(latest) > 3
    assert buckets[-1]["week"]["doc_count"] > 0 == buckets[0]["week"]["doc_count"]


def test_only_what_expires_soon_is_listed(filled: Cluster) -> None:
    [expiring] = [each for each in ASKED if each.name == "search pantau-expiring"]
    answer = filled.client.search(index=filled.index(expiring.pattern), **expiring.body)
    ends = {each.id: max(each.dates["valid_until"], default=None) for each in recent_documents()}
    today = datetime.now(JAKARTA).date()
    soon = {
        identity: end
        for identity, end in ends.items()
        if identity.startswith("a") and end and today <= end <= today + timedelta(days=90)
    }
    assert EXPIRING in soon
    assert [hit["_id"] for hit in answer["hits"]["hits"]] == sorted(soon, key=lambda a: soon[a])
