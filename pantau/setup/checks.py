"""What a new installation tries before it is left alone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from alerts.channels import opener
from alerts.sample import sample_digest
from crawler.catalogue import chosen
from model.config import Settings
from model.exceptions import PantauError
from papers.letterhead import letterhead_of
from papers.pdf import html_file, pdf_file


class Check(NamedTuple):
    """Something that was tried, whether it works, and what was seen."""

    name: str
    ok: bool
    told: str


def checks(settings: Settings, targets: Iterable[str], now: datetime) -> Iterator[Check]:
    """Try what the settings say: outlets, data directory, letterhead, and a message to targets."""
    yield _tried("outlets", lambda: _outlets(settings))
    yield _tried("data", lambda: _data(settings))
    yield _tried("letterhead", lambda: _letterhead(settings))
    for target in targets:
        yield _tried(target, lambda: _message(settings, target, now))  # noqa: B023 - asked at once


def _tried(name: str, work: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, told=work())
    except (PantauError, OSError) as error:
        return Check(name, ok=False, told=str(error))


def _outlets(settings: Settings) -> str:
    sites = chosen(settings)
    national = sum(site.province is None for site in sites)
    own = sum(site.province in settings.office.provinces for site in sites)
    return f"{len(sites)} are watched: {own} of the office's provinces, {national} national"


def _data(settings: Settings) -> str:
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.data):
        return f"{settings.data} can be written"


def _letterhead(settings: Settings) -> str:
    size = len(pdf_file(html_file("paper.html", {"head": letterhead_of(settings.office)})))
    return f"a sheet with it makes a PDF of {size // 1000 + 1} kB"


def _message(settings: Settings, target: str, now: datetime) -> str:
    with opener(settings) as channels:
        channel = channels(target, allow_private=False)
        channel.send(sample_digest(now, settings.alerts.zone, None))
    return "a test message was handed over"
