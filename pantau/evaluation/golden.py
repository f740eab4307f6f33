"""Golden pages: saved pages, with what a careful reader takes from each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from model.exceptions import InputError
from model.records import Page

#: The golden pages of the checkout.
PAGES = Path(__file__).resolve().parent.parent.parent / "tests" / "pages"
#: When a page without a time was fetched: late enough for every golden page.
_FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)
_LABELS = "gold.jsonl"


class People(NamedTuple):
    """Who wrote a story, who edited it, who sent it."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]
    sources: tuple[str, ...]


class Golden(NamedTuple):
    """A page and its labels; what nobody labelled is None.

    ``people`` are the authors, editors and sources. ``reason`` is set, and ``text`` empty, where
    the page is no article.
    """

    name: str
    page: Page
    text: str
    title: str | None = None
    published: datetime | None = None
    people: People | None = None
    reason: str | None = None


def golden_pages(directory: Path) -> list[Golden]:
    """Load the golden pages of ``directory``, in the order of their names.

    Either each case is a directory below it, ``<site>/<case>/page.html`` beside ``article.json``
    (or ``refusal.json`` with the ``reason`` why there is no article), or a file ``gold.jsonl`` has
    a line ``{"id", "url", "text", "title"?, "published"?}`` for each page ``<id>.html`` or
    ``<id>.html.gz`` beside it.

    Raises:
        InputError: there is no golden page, or one of them cannot be used.
    """
    labels = directory / _LABELS
    try:
        pages = list(_listed(labels) if labels.exists() else _nested(directory))
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise InputError(f"{directory}: not golden pages: {error!r}") from error
    if not pages:
        raise InputError(f"{directory}: no golden page in it")
    return pages


def _nested(directory: Path) -> Iterator[Golden]:
    for file in sorted(directory.glob("*/*/*.json")):
        saved: dict[str, Any] = json.loads(file.read_text("utf-8"))
        page = Page(body=file.with_name("page.html").read_bytes(), **saved["page"])
        name = f"{file.parent.parent.name}/{file.parent.name}"
        if "reason" in saved:
            yield Golden(name, page, "", reason=saved["reason"])
        else:
            article = saved["article"]
            people = People(*(tuple(article[name]) for name in People._fields))
            published = _moment(article["published"])
            yield Golden(name, page, article["text"], article["title"], published, people)


def _listed(labels: Path) -> Iterator[Golden]:
    for line in labels.read_text("utf-8").splitlines():
        known: dict[str, Any] = json.loads(line)
        page = Page(
            url=known.get("url") or f"https://example.id/berita/{known['id']}/",
            body=_body(labels.parent, str(known["id"])),
            fetched_at=_FETCHED_AT,
        )
        published = _moment(known.get("published"))
        title = known.get("title") or None
        yield Golden(str(known["id"]), page, known["text"], title, published)


def _body(directory: Path, name: str) -> bytes:
    packed = directory / f"{name}.html.gz"
    if packed.exists():
        return gzip.decompress(packed.read_bytes())
    return (directory / f"{name}.html").read_bytes()


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
