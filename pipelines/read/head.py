"""What a page's ``meta`` and ``link`` elements say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.read.tree import Element


class Head(NamedTuple):
    """Values by lower-case name (``og:title``, ``canonical``), in the order of the page."""

    meta: dict[str, list[str]]
    links: dict[str, list[str]]

    def first(self, *names: str) -> str | None:
        """Give the first value of the first name that has one."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def link(self, relation: str) -> str | None:
        """Give the address of the first ``link`` with this relation."""
        return next(iter(self.links.get(relation, ())), None)


def head_of(tree: Element) -> Head:
    """Read all ``meta`` elements, wherever broken markup put them, and ``link`` relations."""
    head = Head({}, {})
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        if content:
            for name in _names(element):
                head.meta.setdefault(name, []).append(content)
    for element in tree.iter("link"):
        address = (element.get("href") or "").strip()
        if address:
            for relation in (element.get("rel") or "").lower().split():
                head.links.setdefault(relation, []).append(address)
    return head


def _names(element: Element) -> Iterator[str]:
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        if name:
            yield name
