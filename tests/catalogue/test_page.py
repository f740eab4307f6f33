"""``docs/sites.md`` and ``config.yaml`` against the catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from crawler.catalogue import chosen
from crawler.outlet_files import read_catalogue
from model.config import Settings, load
from model.outlets import Outlet
from tests.catalogue.table import PAGE, TABLE, table
from tests.conftest import ROOT


def blocks() -> list[Any]:
    """What the page's blocks of YAML say."""
    text = PAGE.read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def test_the_counts_are_those_of_the_files() -> None:
    (written,) = TABLE.findall(PAGE.read_text(encoding="utf-8"))

    assert written == table(), "python -m tests.catalogue.table writes it anew"


def test_the_entries_shown_are_entries() -> None:
    (shown,) = [block for block in blocks() if "outlets" in block]

    entries = [Outlet(**entry, province=shown["province"]) for entry in shown["outlets"]]

    assert [entry for entry in entries if entry not in read_catalogue().outlets] == []


def test_the_configurations_shown_are_understood() -> None:
    shown = [block for block in blocks() if "outlets" not in block]

    assert len(shown) == 2
    for block in shown:
        assert chosen(Settings.model_validate(block))


def test_what_the_shipped_configuration_shows_is_understood(tmp_path: Path) -> None:
    shipped = (ROOT / "config.yaml").read_text(encoding="utf-8")
    shown = re.sub(r"^# ((?:catalogue|sites):(?:\n#  .*)+)", _shown, shipped, flags=re.MULTILINE)
    path = tmp_path / "config.yaml"
    path.write_text(shown, encoding="utf-8")

    configuration = load(path)

    assert configuration.settings.catalogue.names == ["detikcom", "antaranews.com"]
    assert configuration.settings.sites
    assert chosen(configuration.settings, configuration.origins)


def _shown(block: re.Match[str]) -> str:
    return block.group(1).replace("\n# ", "\n")
