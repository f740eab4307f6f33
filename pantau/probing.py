"""A first look at a site, or another one, through the crawler."""

from __future__ import annotations

from crawler.run import crawl
from model.urls import site_of
from pantau.options import App, now
from store import SiteState, Store, Visit

#: Pages read of a site that is only looked at.
_PAGES = 5


def probe(app: App, store: Store, url: str) -> SiteState:
    """Look at the site at ``url``: what it has, and whether it answers; return what is known now.

    The visit is noted, as in a crawl.

    Raises:
        StoreError: the store cannot be written.
    """
    before = store.site(site_of(url)) or SiteState(site=site_of(url), url=url)
    crawling = app.settings.crawl.model_copy(update={"max_pages": _PAGES})
    settings = app.settings.model_copy(update={"crawl": crawling})
    report = crawl(settings, store, sites=[url])
    (funnel,) = report.sites
    visit = Visit(
        run=report.run,
        site=before.site,
        at=now(),
        requests=funnel.requested,
        discovered=funnel.discovered,
        new=funnel.discovered - funnel.dropped.get("known", 0),
        fetched=max(funnel.requested - funnel.failed, 0),
        articles=funnel.articles,
        kept=funnel.kept,
        candidates=funnel.candidates,
        failed=funnel.failed,
        error=funnel.error.partition(":")[0] if funnel.error else None,
    )
    store.add_visit(visit)
    state = before.model_copy(update={"probed_at": visit.at})
    store.put_site(state)
    return state
