"""Figures for Prometheus: those of the store, as its own parser reads them."""

from __future__ import annotations

from datetime import timedelta

import httpx
from prometheus_client.parser import text_string_to_metric_families

from model.config import Settings
from tests.web.serving import Clock, asking


def figures(client: httpx.Client) -> dict[tuple[str, str], float]:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name.removeprefix("pantau_"), next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_figures_are_those_of_the_store(client: httpx.Client) -> None:
    found = figures(client)
    run = client.get("/api/v1/runs").json()["runs"][0]["totals"]

    assert found["records", "agreements"] == client.get("/api/v1/agreements").json()["total"]
    assert found["last_run_pages", "kept"] == run["kept"]
    assert found["last_run_gained", "stories"] == run["stories"]
    dropped = {name: value for (sort, name), value in found.items() if "dropped" in sort}
    assert dropped == run["dropped"]
    assert found["index_queue", "waiting"] == 0
    assert found["index_up", ""] == 1
    totals = client.get("/api/v1/sites").json()["totals"]
    assert found["sites", "normal"] + found["sites", "new"] == totals["total"]
    assert 0 < found["last_run_duration_seconds", ""] < 600


def test_the_age_of_the_last_run_grows(settings: Settings) -> None:
    clock = Clock()
    with asking(settings, clock) as client:
        before = figures(client)["last_run_age_seconds", ""]
        clock.now += timedelta(hours=30)
        after = figures(client)["last_run_age_seconds", ""]

    assert after - before == 30 * 3600
