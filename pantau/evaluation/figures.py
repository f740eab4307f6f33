"""The figures that must hold: each as it was measured last, below which nothing may fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from model.exceptions import InputError

_LEAST, _MOST = "at least", "at most"
_HEAD = """\
# What Pantau reaches on the test parts, and must hold: a test refuses less. `make figures` writes
# this anew; whoever lowers a bound says why.
"""


class Figure(NamedTuple):
    """A measure; of an error, less is better."""

    value: float
    less_is_better: bool = False

    def __str__(self) -> str:
        return f"{_MOST if self.less_is_better else _LEAST} {self.value:.4f}"

    def holds(self, bound: Figure) -> bool:
        """Whether this is no worse than ``bound``."""
        ours, theirs = round(self.value, 4), bound.value
        return ours <= theirs if bound.less_is_better else ours >= theirs


#: By part ("record"), then by name.
Figures = Mapping[str, Mapping[str, Figure]]


class Drop(NamedTuple):
    """A figure that does not hold; ``now`` is null where it is not measured any more."""

    name: str
    bound: Figure
    now: Figure | None

    def __str__(self) -> str:
        now = f"{self.now.value:.4f}" if self.now else "not measured"
        return f"{self.name}: {now}, must be {self.bound}"


def read(path: Path) -> Figures:
    """Read bounds from a file.

    Raises:
        InputError: it cannot be read, or holds something else.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            part: {name: _parsed(bound) for name, bound in bounds.items()}
            for part, bounds in content.items()
        }
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, ValueError) as error:
        raise InputError(f"{path}: no file of figures: {error}") from error


def write(path: Path, measured: Figures) -> None:
    """Write what was measured as the bounds from now on."""
    content = {
        part: {name: str(figure) for name, figure in sorted(figures.items())}
        for part, figures in sorted(measured.items())
    }
    text = yaml.safe_dump(content, sort_keys=False, default_flow_style=False)
    path.write_text(_HEAD + text, encoding="utf-8")


def drops(bounds: Figures, measured: Figures) -> Iterator[Drop]:
    """Yield the figures that are worse than their bounds, or are not measured any more."""
    for part, wanted in bounds.items():
        for name, bound in wanted.items():
            now = measured.get(part, {}).get(name)
            if now is None or not now.holds(bound):
                yield Drop(f"{part}.{name}", bound, now)


def unbound(bounds: Figures, measured: Figures) -> list[str]:
    """Return figures that are measured and have no bound yet."""
    return [
        f"{part}.{name}"
        for part, figures in measured.items()
        for name in figures
        if name not in bounds.get(part, {})
    ]


def _parsed(bound: str) -> Figure:
    words, _, value = bound.rpartition(" ")
    if words not in {_LEAST, _MOST}:
        raise ValueError(f"{bound!r} is no bound such as 'at least 0.9'")
    return Figure(float(value), less_is_better=words == _MOST)
