"""Reasons of drops: every one is explained where operators look."""

from __future__ import annotations

from crawler import reasons
from tests.conftest import ROOT


def test_the_page_on_crawling_explains_every_reason() -> None:
    page = (ROOT / "docs" / "crawling.md").read_text(encoding="utf-8")
    names = [value for name, value in vars(reasons).items() if name.isupper() and name[0] != "_"]

    assert [name for name in names if f"`{name}`" not in page] == []
