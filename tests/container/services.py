"""``compose.yaml``, with passwords in the place of its variables."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

FILE = ROOT / "compose.yaml"
#: A variable that must have a value; $$ is a dollar sign.
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+):\?[^}]+\}")


def written(file: Path) -> dict[str, str]:
    """Let the project write passwords into ``file``, and read it as compose does."""
    subprocess.run([ROOT / "scripts" / "passwords", file], check=True)
    return dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines())


def services(passwords: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Give the services as compose understands them."""
    content = VARIABLE.sub(lambda found: passwords[found[1]], FILE.read_text(encoding="utf-8"))
    loaded = yaml.safe_load(content)["services"]
    assert isinstance(loaded, dict)
    return loaded
