"""Those who read the golden pages: Pantau, and the extractors it is measured beside."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from model.exceptions import PageError
from model.records import Page
from pantau.evaluation.golden import People
from pipelines.read import read
from pipelines.read.charset import decode
from pipelines.read.extraction import justext_lines


class Answer(NamedTuple):
    """What somebody read on a page; what it does not look for is None.

    ``reason`` says why it takes the page for no article.
    """

    text: str
    title: str | None = None
    published: datetime | None = None
    people: People | None = None
    extractor: str | None = None
    reason: str | None = None


Contestant = Callable[[Page], Answer]


def contestants() -> dict[str, Contestant]:
    """Return who takes part, Pantau first; readability where it is installed (``make dev``)."""
    taking_part: dict[str, Contestant] = {
        "pantau": read_page,
        "trafilatura": _trafilatura,
        "trafilatura precision": _trafilatura_precision,
        "justext": _justext,
    }
    if find_spec("readability") is not None:
        taking_part["readability"] = _readability
    return taking_part


def read_page(page: Page) -> Answer:
    """Read a page as Pantau does."""
    try:
        article = read(page)
    except PageError as error:
        return Answer("", reason=error.reason)
    people = People(article.authors, article.editors, article.sources)
    return Answer(article.text, article.title, article.published, people, article.extractor)


def _trafilatura(page: Page) -> Answer:
    return _extracted(page, Extractor(output_format="python", with_metadata=True, comments=False))


def _trafilatura_precision(page: Page) -> Answer:
    options = Extractor(output_format="python", with_metadata=True, comments=False, precision=True)
    return _extracted(page, options)


def _extracted(page: Page, options: Extractor) -> Answer:
    document = bare_extraction(_html(page), options=options)
    text, title, day = (getattr(document, name, None) for name in ("text", "title", "date"))
    published = datetime.fromisoformat(day) if day else None
    return Answer(text or "", title or "", published)


def _justext(page: Page) -> Answer:
    return Answer("\n".join(justext_lines(_html(page))))


def _readability(page: Page) -> Answer:
    # Measured only: what Pantau runs on does without it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lxml import html  # noqa: PLC0415
        from readability import Document  # noqa: PLC0415

        document = Document(_html(page))
        tree = html.fromstring(document.summary())
    lines = (" ".join(str(line).split()) for line in tree.itertext())
    return Answer("\n".join(line for line in lines if line), document.short_title())


def _html(page: Page) -> str:
    return page.body if isinstance(page.body, str) else decode(page.body, page.content_type)
