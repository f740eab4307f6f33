"""Pages and counts of a search, the index at a glance, and stories that are deleted for good."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import STORIES, Run, lines
from tests.commands.test_store_commands import answered

#: Nothing listens on port 9 of this machine.
AWAY = {
    "PANTAU_SEARCH__ENGINE": "elasticsearch",
    "PANTAU_SEARCH__ELASTICSEARCH__HOSTS": "http://127.0.0.1:9",
    "PANTAU_SEARCH__ELASTICSEARCH__RETRIES": "0",
}


def test_a_search_is_read_page_by_page(run: Run, imported: dict[str, Any]) -> None:
    first = answered(run, "search", "kerja sama", "--limit", 1)
    second = answered(run, "search", "kerja sama", "--limit", 1, "--after", first["after"])

    assert first["total"] == second["total"] == 2
    assert {first["hits"][0]["id"], second["hits"][0]["id"]} == {
        story["id"] for story in answered(run, "stories")
    }
    assert second["after"] is None
    shown = run("search", "kerja sama", "--limit", 1)
    assert f"--after {first['after']}" in shown.stderr.decode()


def test_a_page_that_is_none_is_refused(run: Run, imported: dict[str, Any]) -> None:
    answer = run("search", "lapas", "--after", "tidak-ada")

    assert answer.returncode in {1, 2}
    assert "no page of this search" in answer.stderr.decode()


def test_what_is_found_is_counted_by_field(run: Run, imported: dict[str, Any]) -> None:
    found = answered(run, "search", "kerja sama", "--facet", "kind", "--facet", "year")

    assert found["facets"] == {
        "kind": [
            {"value": "nota_kesepahaman", "count": 1},
            {"value": "perjanjian_kerja_sama", "count": 1},
        ],
        "year": [{"value": "2026", "count": 2}],
    }
    assert "nota_kesepahaman" in run("search", "kerja sama", "--facet", "kind").stdout.decode()
    assert run("search", "kerja sama", "--facet", "warna").returncode == 2


def test_the_index_at_a_glance(run: Run, imported: dict[str, Any]) -> None:
    status = answered(run, "index", "status")

    assert (status["stories"], status["agreements"], status["waiting"]) == (2, 2, 0)
    assert status["build"] in status["builds"]
    assert status["problem"] is None
    assert status["build"] in run("index", "status").stdout.decode()


def test_an_index_that_is_lost_is_told_and_mended(
    run: Run, imported: dict[str, Any], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "data" / "index")

    assert run("index", "status").returncode == 1
    verified = answered(run, "index", "verify")
    assert (verified["stories"], verified["agreements"], verified["mended"]) == (2, 2, True)
    assert "holds what the store does" in run("index", "verify").stdout.decode()


def test_the_old_index_is_kept_where_that_is_wanted(run: Run, imported: dict[str, Any]) -> None:
    before = answered(run, "index", "status")["build"]

    assert answered(run, "index", "rebuild", "--keep-old")["indexed"] == 2

    after = answered(run, "index", "status")
    assert after["builds"] == [before, after["build"]]


def test_stories_over_age_are_kept_but_not_found(run: Run, imported: dict[str, Any]) -> None:
    keep = {"PANTAU_SEARCH__KEEP__PARTNERSHIP": "1"}

    assert json.loads(run("index", "sync", "--json", **keep).stdout)["indexed"] == 2
    assert json.loads(run("search", "*", "--json", **keep).stdout)["total"] == 0
    assert len(answered(run, "stories")) == 2


def test_a_deleted_story_never_comes_back(run: Run, imported: dict[str, Any]) -> None:
    gone = answered(run, "search", "puskesmas")["hits"][0]["id"]

    assert run("delete", gone).returncode != 0
    assert answered(run, "search", "puskesmas")["total"] == 1
    assert answered(run, "delete", gone, "--yes") == {"deleted": gone}
    again = json.loads(run("import", "-", "--json", stdin=lines(*STORIES)).stdout)

    assert (again["stories"], again["dropped"]) == (0, {"deleted": 1, "not_relevant": 1})
    assert answered(run, "search", "puskesmas")["total"] == 0
    assert [story["title"] for story in answered(run, "stories")] == [STORIES[1]["title"]]
    assert len(answered(run, "agreements")) == 1
    assert run("show", gone).returncode == 1
    assert run("delete", gone, "--yes").returncode == 1


@pytest.mark.slow
def test_an_engine_that_is_away_fails_no_import(run: Run) -> None:
    answer = run("import", "-", "--json", stdin=lines(*STORIES), **AWAY)

    assert answer.returncode == 0
    assert json.loads(answer.stdout)["stories"] == 2
    told = answer.stderr.decode()
    assert "127.0.0.1:9" in told
    assert "Nothing is lost" in told
    status = run("status", "--json", **AWAY)
    assert status.returncode == 0
    assert json.loads(status.stdout)["indexed"] is None
    assert json.loads(status.stdout)["queued"] == 2
    assert "127.0.0.1:9" in json.loads(status.stdout)["index"]["problem"]
    assert run("search", "lapas", **AWAY).returncode == 1
    assert answered(run, "search", "puskesmas")["total"] == 1
