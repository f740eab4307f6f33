"""One page through the whole chain: read, judge, record."""

from __future__ import annotations

import logging
from typing import NamedTuple

from model.exceptions import PageError
from model.records import CORRECTION, Article, Correction, Label, Page, Reading
from model.spending import Spent
from pipelines.judge import judge
from pipelines.judge.model import Model
from pipelines.read import read
from pipelines.read.links import links_in
from pipelines.record import record
from pipelines.stories.corrections import correction_of, with_links

_log = logging.getLogger(__name__)

#: Reason given for a page that no reader was made for; the rest of the error names what happened.
READER_FAILED = "reader_failed"


class Timed(NamedTuple):
    """A reading, and the seconds that each step took."""

    reading: Reading
    seconds: dict[str, float]


def process(page: Page, model: Model | None = None) -> Reading:
    """Read, judge and record ``page``, with its ``parts`` as one article.

    ``model`` is the judge's, that of this release where none is given.
    Never raises: what went wrong is the reading's ``error``.
    """
    return timed(page, model).reading


def timed(page: Page, model: Model | None = None) -> Timed:
    """Do as :func:`process` does, and say how long each step took."""
    spent = Spent()
    return Timed(_processed(page, model, spent), spent.seconds)


def _processed(page: Page, model: Model | None, spent: Spent) -> Reading:
    try:
        with spent.on("read"):
            article = read(page)
        with spent.on("judge"):
            judgement = judge(article, model)
        with spent.on("record"):
            agreements = (
                record(article, page.fetched_at) if judgement.label is Label.PARTNERSHIP else ()
            )
        correction = _correction(page, article)
    except PageError as error:
        return Reading(url=page.url, error=str(error))
    except Exception as error:  # noqa: BLE001 - one page must not end a run of thousands
        _log.warning("cannot read %s", page.url, exc_info=True)
        return Reading(url=page.url, error=f"{READER_FAILED}: {type(error).__name__}: {error}")
    return Reading(
        url=page.url,
        article=article,
        judgement=judgement,
        agreements=agreements,
        correction=correction,
    )


def _correction(page: Page, article: Article) -> Correction | None:
    found = correction_of(article, page.url)
    if found is None or page.plain or not found.is_of_another:
        return found
    return with_links(found, links_in(page, article.text), article, page.url)


def reason(reading: Reading) -> str:
    """Say in a short name why ``reading`` is not kept, or how it is: its label or the drop."""
    if reading.error is not None:
        return reading.error.partition(":")[0]
    if reading.article is not None and reading.article.language != "id":
        return "language"
    if reading.correction is not None and reading.correction.is_of_another:
        return CORRECTION
    if reading.judgement is None or reading.judgement.label is Label.OTHER:
        return "not_relevant"
    return str(reading.judgement.label)
