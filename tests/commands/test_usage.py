"""Exit codes that scripts can trust, and refusals in plain words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pantau.cli import COMMANDS, cli
from pantau.grouping import LazyGroup
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


def _listed(group: click.Group, context: click.Context) -> dict[str, str]:
    """What the help of a group says of its commands."""
    formatter = click.HelpFormatter(width=1000, max_width=1000)
    group.format_commands(context, formatter)
    rows = formatter.getvalue().splitlines()[1:]
    return dict(row.split(maxsplit=1) for row in rows)


def test_the_help_of_a_group_says_of_each_command_what_its_own_help_does() -> None:
    context = click.Context(cli)
    own = [cli.get_command(context, name) for name in COMMANDS]

    for group in (cli, *(one for one in own if isinstance(one, LazyGroup))):
        named = {name: group.get_command(context, name) for name in group.list_commands(context)}
        told = {name: one.get_short_help_str(1000) for name, one in named.items() if one}
        assert _listed(group, context) == told


@pytest.mark.parametrize("arguments", [["--help"], ["agreements", "--help"], ["evaluate", "-h"]])
def test_the_help_of_a_group_imports_none_of_its_commands(arguments: list[str]) -> None:
    code = (
        "import sys; from pantau.cli import cli; cli.main(sys.argv[1:], standalone_mode=False);"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, *arguments]

    answer = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "Commands:" in answer.stdout
    loaded = set(answer.stdout.split("\n")[-2].split())
    assert loaded.isdisjoint({"store", "search", "pydantic", "sqlalchemy", "rich"})
