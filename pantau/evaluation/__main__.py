"""``python -m pantau.evaluation``: hold what is measured now to the figures that were written down.

With ``--write`` they are written down anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pantau.evaluation import figures
from pantau.evaluation.parts import measured
from pantau.output import print_table

FILE = Path(__file__).resolve().parent.parent.parent / "tests" / "figures.yaml"


def main() -> int:
    """Measure, print a table, and return 1 where a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the figures down anew")
    parser.add_argument("--file", type=Path, default=FILE, help="the file of figures")
    options = parser.parse_args()
    now = measured()
    bounds = figures.read(options.file) if options.file.exists() else {}
    fallen = {drop.name for drop in figures.drops(bounds, now)}
    print_table(
        ["figure", "must be", "is", ""],
        [
            (name, str(bound), f"{figure.value:.4f}", "fell" if name in fallen else "")
            for part, found in now.items()
            for short, figure in found.items()
            for name, bound in [(f"{part}.{short}", bounds.get(part, {}).get(short, ""))]
        ],
    )
    if options.write:
        figures.write(options.file, now)
        return 0
    return int(bool(fallen))


if __name__ == "__main__":
    raise SystemExit(main())
