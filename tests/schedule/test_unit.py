"""The systemd unit: what it runs exists, and has the time to end that it needs."""

from __future__ import annotations

import configparser
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.exceptions import ConfigError
from pantau.cli import cli
from pantau.schedule.supervisor import GRACE
from tests.conftest import ROOT

UNIT = ROOT / "deploy" / "pantau.service"


@pytest.fixture(scope="module")
def service() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(UNIT, encoding="utf-8")
    return parser["Service"]


def test_it_runs_a_command_that_exists(service: configparser.SectionProxy) -> None:
    program, *arguments = shlex.split(service["ExecStart"])

    assert Path(program).name == "pantau"
    assert CliRunner().invoke(cli, [*arguments, "--help"]).exit_code == 0


def test_it_waits_longer_than_the_end_may_take(service: configparser.SectionProxy) -> None:
    assert int(service["TimeoutStopSec"]) > GRACE
    assert service["KillMode"] == "mixed"


def test_wrong_settings_are_not_tried_again(service: configparser.SectionProxy) -> None:
    assert service["RestartPreventExitStatus"] == str(ConfigError.exit_code)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_it(tmp_path: Path) -> None:
    # The program is not installed where the unit expects it.
    text = UNIT.read_text(encoding="utf-8").replace("/srv/pantau/.venv/bin/pantau", "/bin/true")
    unit = tmp_path / "pantau.service"
    unit.write_text(text, encoding="utf-8")

    checked = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )

    assert [line for line in checked.stderr.splitlines() if "pantau.service" in line] == []
