"""Every query in KQL is one that Kibana understands."""

from __future__ import annotations

import pytest

from search.kibana.objects import committed
from tests.kibana.asked import asked
from tests.kibana.kql import KqlError, fields, to_query

QUERIES = sorted({kql for each in asked(committed()) for kql in each.queries if kql})


@pytest.mark.parametrize("kql", QUERIES)
def test_the_queries_of_the_objects_are_understood(kql: str) -> None:
    to_query(kql)
    assert list(fields(kql))


def test_and_binds_tighter_than_or() -> None:
    assert to_query('kind : "a" or act : "b" and not year : *') == {
        "bool": {
            "should": [
                _one({"match_phrase": {"kind": "a"}}),
                {
                    "bool": {
                        "filter": [
                            _one({"match_phrase": {"act": "b"}}),
                            {"bool": {"must_not": _one({"exists": {"field": "year"}})}},
                        ]
                    }
                },
            ],
            "minimum_should_match": 1,
        }
    }


def test_days_are_reckoned_in_the_readers_zone() -> None:
    limits = {"lte": "now+90d/d", "time_zone": "Asia/Jakarta"}
    assert to_query("valid_until <= now+90d/d") == _one({"range": {"valid_until": limits}})


def _one(query: dict[str, object]) -> dict[str, object]:
    return {"bool": {"should": [query], "minimum_should_match": 1}}


@pytest.mark.parametrize(
    "kql",
    [
        "label :",
        "label",
        ': "partnership"',
        'label : "candidate" and',
        'label : "candidate" label : "other"',
        '(label : "candidate"',
        'label : "candidate',
        "valid_until >= and valid_until",
        "label = candidate",
        "valid_until : now\\",
    ],
)
def test_faults_are_found(kql: str) -> None:
    with pytest.raises(KqlError):
        to_query(kql)
