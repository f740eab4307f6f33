"""A first look at sites, or another one, through the crawler."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.run import crawl
from model.report import SiteReport
from pantau.options import App
from pantau.output import note
from store import Store


def probe(app: App, store: Store, urls: Sequence[str]) -> None:
    """Look what the sites at ``urls`` have, and whether they answer; ask for no article.

    What was found goes into the store, as in a crawl.

    Raises:
        StoreError: the store cannot be written.
    """
    if urls:
        crawl(app.settings, store, sites=urls, probe=True, progress=_progress)


def _progress(site: SiteReport) -> None:
    note(f"{site.site}: {site.error or 'looked at'}")
