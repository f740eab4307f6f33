"""Mentions in Indonesian text."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def cases(file: str) -> list[tuple[str, str]]:
    """The lines "text => expected" of a file of cases."""
    lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" => ") for line in lines if line and not line.startswith("#")]
    return [(text, expected) for text, _, expected in rows]
