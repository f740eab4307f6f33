"""The saved pages, found by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from model.records import Page

DIRECTORY = Path(__file__).parent


class Case(NamedTuple):
    """One saved page: its name, the page, and the article that reading it must give."""

    name: str
    page: Page
    article: dict[str, Any]
    file: Path


def cases() -> Iterator[Case]:
    """Load every saved page, in the order of their names."""
    for file in sorted(DIRECTORY.glob("*/*/article.json")):
        saved = json.loads(file.read_text("utf-8"))
        page = Page(body=file.with_name("page.html").read_bytes(), **saved["page"])
        name = f"{file.parent.parent.name}/{file.parent.name}"
        yield Case(name, page, saved["article"], file)
