"""The commands say the same whichever engine is configured, over one store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import STORIES, configured, lines, pantau
from tests.elasticsearch import cluster

#: Commands with the same answer from both engines; scores are compared apart.
ASKED = (
    ("search", "kerja sama"),
    ("search", "lapas OR bapas", "--sort", "date", "--limit", "1"),
    ("search", "menandatangani", "--facet", "province", "--facet", "unit", "--facet", "site"),
    ("search", "kind:MoU unit:bali", "--since", "2026-03-01", "--until", "2026-03-31"),
    ("stories", "--query", "udayana"),
    ("agreements", "--query", "party:puskesmas"),
    ("index", "verify"),
)
#: What names an engine, or a place in it.
OWN = {"build", "after"}


@pytest.fixture
def engines(each_elasticsearch_url: str, prefix: str, tmp_path: Path) -> dict[str, dict[str, str]]:
    """The environments of two Pantaus with one store: one for each engine."""
    plain = configured(tmp_path)
    section = cluster.section(each_elasticsearch_url) | {"prefix": prefix}
    variables = {
        f"PANTAU_SEARCH__ELASTICSEARCH__{name.upper()}": ",".join(value)
        if isinstance(value, list)
        else str(value)
        for name, value in section.items()
    }
    return {
        "embedded": plain,
        "elasticsearch": {**plain, "PANTAU_SEARCH__ENGINE": "elasticsearch", **variables},
    }


def answered(environment: dict[str, str], *arguments: str) -> Any:
    answer = pantau(environment, *arguments, "--json")
    assert answer.returncode == 0, answer.stderr.decode()
    assert not answer.stderr
    return json.loads(answer.stdout)


def without_own(answer: Any) -> Any:
    """An answer without what names an engine, and scores to three digits."""
    if isinstance(answer, dict):
        return {key: without_own(value) for key, value in answer.items() if key not in OWN}
    if isinstance(answer, list):
        return [without_own(value) for value in answer]
    return float(f"{answer:.3g}") if isinstance(answer, float) else answer


@pytest.mark.timeout(300)
def test_every_command_answers_alike(engines: dict[str, dict[str, str]]) -> None:
    kept = pantau(engines["elasticsearch"], "import", "-", "--json", stdin=lines(*STORIES))
    assert json.loads(kept.stdout)["stories"] == 2
    for asked in ASKED:
        plain = answered(engines["embedded"], *asked)
        found = answered(engines["elasticsearch"], *asked)
        assert without_own(found) == without_own(plain), asked
    status = {name: answered(each, "index", "status") for name, each in engines.items()}
    for name, told in status.items():
        assert (told["stories"], told["agreements"], told["waiting"]) == (2, 2, 0), name
        assert told["problem"] is None
    assert "Elasticsearch at http" in status["elasticsearch"]["engine"]


@pytest.mark.timeout(300)
def test_a_page_leads_to_the_next_and_what_is_deleted_is_gone(
    engines: dict[str, dict[str, str]],
) -> None:
    environment = engines["elasticsearch"]
    pantau(environment, "import", "-", stdin=lines(*STORIES))
    first = answered(environment, "search", "kerja sama", "--limit", "1")
    second = answered(
        environment, "search", "kerja sama", "--limit", "1", "--after", first["after"]
    )
    found = [page["hits"][0]["id"] for page in (first, second)]
    assert sorted(found) == sorted(story["id"] for story in answered(environment, "stories"))
    assert answered(environment, "delete", found[0], "--yes") == {"deleted": found[0]}
    assert answered(environment, "search", "kerja sama")["total"] == 1
    assert answered(environment, "index", "rebuild")["indexed"] == 1
    assert answered(environment, "index", "verify")["mended"]
