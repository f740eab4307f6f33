"""Addresses that somebody names: fetched, read, and kept where they tell of a partnership."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from crawler.fetch import fetch_pages
from desk.intake import GivenPages, Intake, take_in, with_chrome
from keeping.room import room_of
from model.config import Settings
from model.exceptions import FetchError
from model.records import Page, Reading
from pipelines.judge.model import Model
from pipelines.workers import Workers
from store import Store


def add(
    settings: Settings,
    store: Store,
    model: Model,
    urls: Sequence[str],
    clock: Callable[[], datetime],
) -> Intake:
    """Fetch pages by their address, as politely as a crawl, and take them in."""
    return take(settings, store, model, fetched(settings, urls), clock)


def take(
    settings: Settings,
    store: Store,
    model: Model,
    pages: Iterator[Page | Reading],
    clock: Callable[[], datetime],
) -> Intake:
    """Read pages on every core, and save what was read as it comes."""
    given = GivenPages()
    crawl = settings.crawl
    archives = settings.archive.enabled and room_of(settings).archives
    with Workers(crawl.workers, crawl.page_seconds, model) as workers:
        readings = workers.process_all(given.noted(with_chrome(store, pages)))
        return take_in(store, readings, clock(), given, archives=archives)


def fetched(settings: Settings, urls: Sequence[str]) -> Iterator[Page | Reading]:
    """Fetch each address: a page, or a reading that says why it could not be had."""
    for url, answer in zip(urls, fetch_pages(settings, urls), strict=True):
        yield Reading(url=url, error=str(answer)) if isinstance(answer, FetchError) else answer
