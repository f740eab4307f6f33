"""``compose.yaml``: valid, pinned, bounded, closed to the outside, true to Pantau's settings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from model.config import load
from pantau.cli import cli
from tests.conftest import ROOT
from tests.container.services import FILE, VARIABLE, services, written

OURS = ("dashboards", "pantau")


@pytest.fixture(scope="module")
def passwords(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("passwords") / ".env")


@pytest.fixture(scope="module")
def stack(passwords: dict[str, str]) -> dict[str, dict[str, Any]]:
    return services(passwords)


def test_it_fits_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    checked = subprocess.run([*command, FILE], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_images_are_pinned_or_built_here(stack: dict[str, dict[str, Any]]) -> None:
    for name, service in stack.items():
        if name in OURS:
            assert service["build"] == "."
        else:
            assert re.fullmatch(r"\w+:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}", service["image"]), name


def test_elasticsearch_and_kibana_are_of_one_version(stack: dict[str, dict[str, Any]]) -> None:
    versions = {
        stack[name]["image"].split("@")[0].split(":")[1] for name in ("elasticsearch", "kibana")
    }

    assert len(versions) == 1


def test_what_stays_up_is_watched_and_what_runs_once_is_not_restarted(
    stack: dict[str, dict[str, Any]],
) -> None:
    once = {name for name, service in stack.items() if service["restart"] == "no"}

    assert once == {"security", "dashboards"}
    for name in stack.keys() - once - {"pantau"}:
        assert stack[name]["healthcheck"]["test"], name
    # Pantau's own are watched by the image's health check.
    assert re.search("^HEALTHCHECK .+CMD", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_memory_is_bounded_and_the_heap_leaves_half(stack: dict[str, dict[str, Any]]) -> None:
    assert all(_megabytes(service["mem_limit"]) for service in stack.values())

    options = stack["elasticsearch"]["environment"]["ES_JAVA_OPTS"]
    smallest, largest = re.findall(r"-Xm[sx](\w+)", options)
    assert _megabytes(smallest) == _megabytes(largest)
    assert _megabytes(largest) * 2 <= _megabytes(stack["elasticsearch"]["mem_limit"])


def test_ports_are_open_to_this_machine_alone(stack: dict[str, dict[str, Any]]) -> None:
    ports = [port for service in stack.values() for port in service.get("ports", [])]

    assert len(ports) == 3
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in ports)


def test_volumes_are_declared_and_mounted_files_are_here(stack: dict[str, dict[str, Any]]) -> None:
    sources = {volume.split(":")[0] for service in stack.values() for volume in service["volumes"]}
    named = {source for source in sources if not source.startswith(".")}

    assert named == set(yaml.safe_load(FILE.read_text())["volumes"])
    assert all((ROOT / source).is_file() for source in sources - named)


def test_every_variable_is_a_password_that_is_written(passwords: dict[str, str]) -> None:
    text = FILE.read_text(encoding="utf-8")

    assert set(VARIABLE.findall(text)) == set(passwords)
    # None that compose would replace by nothing.
    assert "$" not in VARIABLE.sub("", text).replace("$$", "")


def test_no_service_waits_for_one_that_is_not_there(stack: dict[str, dict[str, Any]]) -> None:
    for service in stack.values():
        for name, needed in service.get("depends_on", {}).items():
            expected = {
                "service_healthy": stack[name].get("healthcheck"),
                "service_completed_successfully": stack[name]["restart"] == "no",
                "service_started": True,
            }
            assert expected[needed["condition"]]


@pytest.mark.parametrize("name", OURS)
def test_pantau_is_told_settings_that_it_has(
    name: str, stack: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in list(os.environ):
        if variable.startswith("PANTAU_"):
            monkeypatch.delenv(variable)
    for variable, value in stack[name]["environment"].items():
        monkeypatch.setenv(variable, value)

    configuration = load(ROOT / "config.yaml")

    assert set(stack[name]["environment"]) <= set(configuration.origins.values())
    search = configuration.settings.search
    assert search.engine == "elasticsearch"
    assert search.elasticsearch.addresses == ["http://elasticsearch:9200"]
    assert search.elasticsearch.basic_auth is not None


def test_the_dashboard_is_put_there_by_commands_that_exist(
    stack: dict[str, dict[str, Any]],
) -> None:
    (line,) = stack["dashboards"]["command"]

    for command in line.split(" && "):
        program, *arguments = command.split()
        assert program == "pantau"
        assert CliRunner().invoke(cli, [*arguments, "--help"]).exit_code == 0, command


def test_pantau_has_the_time_to_end_that_it_needs(stack: dict[str, dict[str, Any]]) -> None:
    assert stack["pantau"]["command"][0] == "up"
    assert int(stack["pantau"]["stop_grace_period"].removesuffix("s")) > 10


def test_without_docker_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat"):
        (tools / tool).symlink_to(str(shutil.which(tool)))

    done = subprocess.run(
        [checkout / "scripts" / "up"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("install docker and docker-compose-plugin")
    assert not (checkout / ".env").exists()


def _megabytes(size: str) -> int:
    found = re.fullmatch(r"(\d+)([mg])", size)
    assert found is not None, size
    return int(found[1]) * {"m": 1, "g": 1024}[found[2]]
