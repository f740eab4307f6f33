"""``/links``: pages that somebody found elsewhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from desk.intake import Verdict
from desk.pasted import addresses_in
from model.exceptions import InputError
from model.records import Record
from web.access.users import Reviewer
from web.context import Web
from web.following import follow

router = APIRouter(tags=["links"])

#: Addresses of one request, each of which takes a second or more.
MOST = 20


class Message(Record):
    """A text as it was pasted; every web address in it is read."""

    text: Annotated[str, Field(min_length=1, max_length=100_000)]


class TakenLink(Record):
    """What a page is; ``outcome`` is its label, or why it was dropped."""

    url: str
    verdict: Verdict
    outcome: str
    story: str | None
    error: str | None


class TakenLinks(Record):
    """What became of the addresses of a message, in their order."""

    links: tuple[TakenLink, ...]


@router.post("/links")
def add(context: Web, message: Message, reviewer: Reviewer) -> TakenLinks:  # noqa: ARG001
    """Fetch and read every address of a message, and keep what tells of a partnership.

    The answer comes when all are read: a second or more for each.
    """
    urls = addresses_in(message.text)
    if not urls:
        raise InputError("no web address was found in the text")
    if len(urls) > MOST:
        raise InputError(f"{len(urls)} addresses in one request: give {MOST} at most")
    # Scrapy takes a second to load, and most programs add nothing.
    from desk.adding import add as take  # noqa: PLC0415

    intake = take(context.settings, context.store, context.model, urls, context.clock)
    follow(context)
    return TakenLinks(links=tuple(TakenLink(**page.model_dump()) for page in intake.pages))
