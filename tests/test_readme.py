"""The README against the product: its commands are there, and none is left out."""

from __future__ import annotations

import re
import shlex

from click.testing import CliRunner

from pantau.cli import COMMANDS, cli
from search.query import understand
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_table() -> None:
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `"))

    assert [name for name in COMMANDS if not re.search(rf"`{name}\b", table)] == []


def test_every_command_line_is_understood() -> None:
    lines = re.findall(r"^\.venv/bin/pantau (.*?)(?:\s+#.*)?$", README, re.MULTILINE)

    assert lines
    for line in lines:
        answer = CliRunner().invoke(cli, [*shlex.split(line), "--help"])
        assert answer.exit_code == 0, (line, answer.output)
        assert answer.output.startswith("Usage: "), line


def test_the_query_is_one() -> None:
    (query,) = re.findall(r"pantau search '(.+)'", README)

    assert understand(query)


def test_documents_that_are_named_are_there() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([\w/.-]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_files_that_are_named_are_there() -> None:
    there = {path.name for path in ROOT.rglob("*.*") if ".venv" not in path.parts}
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        named = re.findall(r"`[\w/.]*?([\w-]+\.(?:py|yaml|tsv|json|md|toml))`", page.read_text())
        assert [name for name in named if name not in there] == [], page.name
