"""The saved pages, found by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from model.records import Page

DIRECTORY = Path(__file__).parent


class Case(NamedTuple):
    """One saved page: its name, the page, and the article that reading it must give.

    ``misses`` are the fields of ``article`` that a careful reader sees and reading does not yet.
    """

    name: str
    page: Page
    article: dict[str, Any]
    misses: frozenset[str]
    file: Path


class Refusal(NamedTuple):
    """One saved page that is no article, and the reason that reading it must give."""

    name: str
    page: Page
    reason: str


def cases() -> Iterator[Case]:
    """Load every saved article, in the order of their names."""
    for file in sorted(DIRECTORY.glob("*/*/article.json")):
        saved = json.loads(file.read_text("utf-8"))
        misses = frozenset(saved.get("misses", ()))
        yield Case(_name(file), _page(file, saved), saved["article"], misses, file)


def refusals() -> Iterator[Refusal]:
    """Load every saved page that is no article, in the order of their names."""
    for file in sorted(DIRECTORY.glob("*/*/refusal.json")):
        saved = json.loads(file.read_text("utf-8"))
        yield Refusal(_name(file), _page(file, saved), saved["reason"])


def _page(file: Path, saved: dict[str, Any]) -> Page:
    return Page(body=file.with_name("page.html").read_bytes(), **saved["page"])


def _name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.parent.name}"
