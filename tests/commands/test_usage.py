"""Exit codes that scripts can trust, and refusals in plain words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pantau.cli import COMMANDS, cli
from tests.commands.conftest import Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_the_common_options(command: str) -> None:
    groups = {
        "agreements": "list",
        "kliping": "show",
        "alerts": "run",
        "evaluate": "judge",
        "index": "sync",
        "kibana": "import",
        "schedule": "list",
        "sites": "list",
        "subscribe": "list",
        "users": "list",
        "store": "copy",
        "stories": "list",
    }
    arguments = [command, groups[command]] if command in groups else [command]

    answer = CliRunner().invoke(cli, [*arguments, "--help"])

    assert answer.exit_code == 0
    for option in ("--config", "--data", "--json", "--help"):
        assert option in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serach"], "serach"),
        (["stories", "--label", "kept"], "--label"),
        (["search"], "QUERY"),
        (["search", "unit:"], "column"),
        (["search", 'pelatihan "barista'], "column 11"),
        (["search", "regensi:Garut"], "regensi"),
        (["search", "lapas", "--since", "besok"], "besok"),
        (["crawl"], "sites"),
        (["crawl", "--site", "ftp://koranbanten.example/"], "ftp://koranbanten.example/"),
        (["config", "check", "--config", "/nowhere/config.yaml"], "/nowhere/config.yaml"),
        (["add", "berita.html"], "berita.html"),
        (["import", "/nowhere/pages.jsonl"], "/nowhere/pages.jsonl"),
    ],
)
def test_wrong_usage_is_exit_code_two_and_says_what(
    run: Run, arguments: list[str], said: str
) -> None:
    answer = run(*arguments)

    assert answer.returncode == 2, answer.stderr.decode()
    assert said in answer.stderr.decode()
    assert b"Traceback" not in answer.stderr
    assert answer.stdout == b""


def test_a_wrong_configuration_names_key_and_line(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "wrong.yaml"
    config.write_text("crawl:\n  delay: fast\n", encoding="utf-8")

    answer = run("config", "check", "--config", config)

    assert answer.returncode == 2
    assert f"{config}, line 2: crawl.delay" in answer.stderr.decode()


def test_config_shows_each_setting_with_its_origin(run: Run) -> None:
    answer = run("config", "--json", PANTAU_CRAWL__RETRIES="3", PANTAU_STORE__URL="sqlite:///r.db")

    settings = {item["key"]: item for item in json.loads(answer.stdout)}
    assert settings["crawl.retries"] == {
        "key": "crawl.retries",
        "value": 3,
        "origin": "PANTAU_CRAWL__RETRIES",
    }
    assert settings["crawl.workers"]["origin"].endswith("line 2")
    assert settings["crawl.max_pages"]["origin"] == "default"
    assert settings["store.url"]["value"] == "**********"


def test_a_data_directory_that_cannot_be_made_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    answer = run("status", "--data", tmp_path / "file" / "data")

    assert answer.returncode == 1
    assert "cannot be made" in answer.stderr.decode()


def test_a_reader_that_goes_away_is_no_error(run: Run, environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pantau", "config"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(30) == 0
