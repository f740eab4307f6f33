"""The commands, as people and programs use them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from model.config import Settings
from pantau.schedule.plans import plans_of
from pantau.schedule.upkeep import upkeep_faults
from tests.commands.conftest import Run, environment, import_once, imported, run

__all__ = ["environment", "import_once", "imported", "run"]


def answered(run: Run, *arguments: object, **variables: str) -> Any:
    answer = run(*arguments, "--json", **variables)
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def test_back_up_lose_all_and_restore(run: Run, imported: Any, tmp_path: Path) -> None:
    found = answered(run, "search", "puskesmas OR universitas")
    register = answered(run, "agreements")
    made = answered(run, "backup", tmp_path / "b")
    assert {"backup", "made", "version", "revision", "engine", "counts", "bytes"} <= made.keys()
    assert (made["counts"]["story"], made["counts"]["agreement"]) == (2, 2)
    assert answered(run, "backup", "--verify", tmp_path / "b")["ok"] is True

    shutil.rmtree(tmp_path / "data")
    restored = answered(run, "restore", tmp_path / "b")
    assert restored["indexed"] == 2
    assert restored["counts"]["story"] == 2
    assert restored["aside"] == []
    assert answered(run, "agreements") == register
    assert answered(run, "search", "puskesmas OR universitas") == found
    assert answered(run, "index", "verify")["mended"] is True


def test_what_is_there_is_moved_only_by_force(run: Run, imported: Any, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "b").returncode == 0
    refused = run("restore", tmp_path / "b")
    assert refused.returncode == 1
    assert b"is not empty" in refused.stderr
    forced = run("restore", tmp_path / "b", "--force")
    assert forced.returncode == 0
    assert b"moved aside" in forced.stdout


def test_a_damaged_one_is_named(run: Run, imported: Any, tmp_path: Path) -> None:
    made = answered(run, "backup", tmp_path / "b")
    (Path(made["backup"]) / "settings.json").unlink()
    told = run("backup", "--verify", tmp_path / "b", "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["faults"] == [
        "settings.json cannot be read: No such file or directory"
    ]
    refused = run("restore", tmp_path / "b", "--force")
    assert refused.returncode == 1
    assert b"is damaged, and nothing was restored" in refused.stderr


def test_where_to_is_a_setting(run: Run, imported: Any, tmp_path: Path) -> None:
    unset = run("backup")
    assert unset.returncode == 2
    assert b"backup.directory" in unset.stderr
    variables = {"PANTAU_BACKUP__DIRECTORY": str(tmp_path / "b"), "PANTAU_BACKUP__KEEP": "1"}
    assert answered(run, "status", **variables)["backup"]["made"] is None
    made = answered(run, "backup", **variables)
    status = answered(run, "status", **variables)
    assert status["backup"]["made"] == made["made"]
    assert status["disk"]["crawls"] is True
    assert b"last backup" in run("status", **variables).stdout
    assert answered(run, "status")["backup"] is None


def test_it_is_a_job_once_it_is_said_where_to(tmp_path: Path) -> None:
    jobs = {plan.name: plan for plan in plans_of(Settings())}
    assert jobs["backup"].enabled is False
    settings = Settings.model_validate({"backup": {"directory": tmp_path}})
    plan = {one.name: one for one in plans_of(settings)}["backup"]
    assert plan.enabled is True
    assert plan.command[-1] == "backup"
    settings.schedule.jobs.backup.enabled = False
    assert {one.name: one for one in plans_of(settings)}["backup"].enabled is False


def test_operators_are_told_when_it_is_too_old(run: Run, imported: Any, tmp_path: Path) -> None:
    settings = Settings.model_validate({"backup": {"directory": tmp_path / "b"}, "data": tmp_path})
    now, first = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    assert upkeep_faults(Settings(data=tmp_path), first, now) == {}
    assert upkeep_faults(settings, None, now) == {}
    told = upkeep_faults(settings, first, now)["backup"]
    assert told.startswith("No backup has been made for 19 days")
    made = answered(run, "backup", tmp_path / "b")
    moment = datetime.fromisoformat(made["made"])
    assert upkeep_faults(settings, first, moment) == {}


def test_operators_are_told_of_a_full_disk(tmp_path: Path) -> None:
    huge = {"stop_archiving_mb": 1e12, "stop_crawling_mb": 0}
    settings = Settings.model_validate({"data": tmp_path, "disk": huge})
    told = upkeep_faults(settings, None, datetime.now(UTC))["disk"]
    assert "no page is archived below" in told


def test_a_crawl_does_not_begin_on_a_full_disk(run: Run, tmp_path: Path) -> None:
    full = {"PANTAU_DISK__STOP_ARCHIVING_MB": "1e12", "PANTAU_DISK__STOP_CRAWLING_MB": "1e12"}
    answer = run("crawl", "--site", "https://a.example/", **full)
    assert answer.returncode == 1
    assert b"make room, then crawl again; nothing is lost" in answer.stderr
    assert b"Traceback" not in answer.stderr


def test_archiving_ends_before_crawling(run: Run) -> None:
    answer = run("config", PANTAU_DISK__STOP_CRAWLING_MB="5000")
    assert answer.returncode == 2
    assert b"stop_archiving_mb must not be below stop_crawling_mb" in answer.stderr


@pytest.mark.parametrize("name", ["copy.db", "dua kata.db"])
def test_the_store_is_copied(name: str, run: Run, imported: Any, tmp_path: Path) -> None:
    told = answered(run, "store", "copy", "sqlite:///${WHERE}", WHERE=str(tmp_path / name))
    assert told["tables"]["story"] == 2
    assert told["rows"] == sum(told["tables"].values())
    url = f"sqlite:///{tmp_path / name}"
    assert answered(run, "stories", PANTAU_STORE__URL=url) == answered(run, "stories")
    assert run("index", "verify", PANTAU_STORE__URL=url).returncode == 0
    again = run("store", "copy", url)
    assert again.returncode == 1
    assert b"holds data" in again.stderr
