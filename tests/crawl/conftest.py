"""A store, settings for the zoo, and the crawl that both go into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from crawler.run import crawl
from model.config import Settings
from model.report import CrawlReport, Funnel, SiteReport
from store import Store, open_store
from tests.crawl import zoo


class Crawl(Protocol):
    """Crawl the sites given, with settings of ``crawl`` by name."""

    def __call__(self, *sites: zoo.Site | str, **options: Any) -> CrawlReport: ...


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(settings_of(tmp_path).store_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def crawl_sites(tmp_path: Path, store: Store) -> Crawl:
    def run(*sites: zoo.Site | str, **options: Any) -> CrawlReport:
        extra = {
            name: options.pop(name)
            for name in ("since", "all_pages", "progress", "clock")
            if name in options
        }
        addresses = [site.url if isinstance(site, zoo.Site) else site for site in sites]
        report = crawl(settings_of(tmp_path, **options), store, sites=addresses, **extra)
        for site in (*report.sites, report.totals):
            assert_adds_up(site)
        return report

    return run


@pytest.fixture
def crawl_site(crawl_sites: Crawl) -> Callable[..., SiteReport]:
    """Crawl one site and give its part of the report."""
    return lambda site, **options: crawl_sites(site, **options).sites[0]


def settings_of(data: Path, **crawl_options: Any) -> Settings:
    options = {
        "policy": "everything",
        "delay": 0,
        "timeout": 3,
        "retries": 0,
        "workers": 1,
        "allow_private": ["127.0.0.1"],
    }
    return Settings.model_validate(
        {"data": data, "crawl": options | crawl_options, "catalogue": {"enabled": False}}
    )


def assert_adds_up(funnel: Funnel) -> None:
    """Every page discovered is kept, a candidate, or dropped for one reason."""
    outcomes = funnel.kept + funnel.candidates + sum(funnel.dropped.values())
    assert funnel.discovered == outcomes, funnel
    assert funnel.requested <= funnel.discovered, funnel
    assert funnel.failed <= sum(funnel.dropped.values()), funnel
    assert funnel.kept + funnel.candidates <= funnel.articles <= funnel.requested, funnel
