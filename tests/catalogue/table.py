"""The table of counts in ``docs/sites.md``.

``python -m tests.catalogue.table`` writes it anew after a change to the catalogue.
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.catalogue import NATIONAL
from crawler.outlet_files import read_catalogue
from model.outlets import OUTLET_TYPES
from pipelines.text.regions import provinces
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "sites.md"
TABLE = re.compile(r"\| province \|.*?\n(?=\n)", re.DOTALL)


def table() -> str:
    """The counts by province and type, as lines of Markdown."""
    outlets = read_catalogue().outlets
    counts = Counter((outlet.province or NATIONAL, outlet.type) for outlet in outlets)
    totals = Counter(outlet.type for outlet in outlets)
    rows = [
        ("province", *OUTLET_TYPES),
        ("---", *["--:" for _ in OUTLET_TYPES]),
        *((name, *(counts[name, kind] or "" for kind in OUTLET_TYPES)) for name in _places()),
        ("**all**", *(totals[kind] for kind in OUTLET_TYPES)),
    ]
    return "".join(f"| {' | '.join(str(cell) for cell in row)} |\n" for row in rows)


def _places() -> tuple[str, ...]:
    return (*provinces(), NATIONAL)


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
