"""``pantau config check``, as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.outlet_files import read_catalogue
from tests.commands.conftest import Run


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "chosen.yaml"


def test_it_counts_the_sites(run: Run, config: Path) -> None:
    config.write_text(
        "catalogue: {types: [official], names: [detikcom]}\n"
        "sites: [{url: 'https://anggrek.example/'}]\n",
        encoding="utf-8",
    )

    told = run("config", "check", "--config", config)
    counted = run("config", "check", "--config", config, "--json")

    report = json.loads(counted.stdout)
    assert report["ok"] is True
    assert report["sites"] == report["types"]["official"] + report["types"]["press"]
    assert (report["own"], report["unverified"]) == (1, report["sites"] - 1)
    assert report["catalogue"] == len(read_catalogue().outlets)
    assert f"{report['sites']} sites, 1 of them your own" in told.stdout.decode()


def test_a_choice_of_nothing_is_exit_code_two(run: Run, config: Path) -> None:
    config.write_text("catalogue:\n  groups: [Tribun Netwrok]\n", encoding="utf-8")

    for command in (["config", "check"], ["crawl"], ["crawl", "--site", "anggrek.example"]):
        answer = run(*command, "--config", config)

        assert answer.returncode == 2
        assert f"{config}, line 2: catalogue.groups.0: " in answer.stderr.decode()


def test_it_names_every_fault_of_the_catalogue(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "bali.yaml").write_text(
        "province: Balii\noutlets:\n  - {url: anggrek, name: Anggrek}\n", encoding="utf-8"
    )
    monkeypatch.setattr("pantau.commands.config.read_catalogue", lambda: read_catalogue(sites))

    told = run("config", "check")
    counted = run("config", "check", "--json")

    assert (told.returncode, counted.returncode) == (2, 2)
    for number, key in (1, "province"), (3, "outlets.0.url"):
        assert f"{sites / 'bali.yaml'}, line {number}: {key}: " in told.stderr.decode()
    assert json.loads(counted.stdout)["ok"] is False
    assert len(json.loads(counted.stdout)["faults"]) == 2
