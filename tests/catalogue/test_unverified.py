"""A site that nobody saw answer is asked for its front page, and for more only if it is news."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.run import crawl
from model.config import Settings
from store import open_store
from tests.crawl import zoo
from tests.crawl.conftest import settings_of

pytestmark = pytest.mark.slow

SHOP = (
    "<html lang='en'><title>Shoe shop</title><body><h1>Cheap running shoes</h1>"
    "<p>Buy two pairs of shoes this week and get free delivery to your home.</p>"
    "<p>All our shoes are made of leather and come with a warranty of two years.</p></body></html>"
)
FIRST_LOOK = {"/", "/robots.txt"}


def settings_with(directory: Path, site: zoo.Site, *, verified: bool) -> Settings:
    own = {"url": site.url, "verified": verified}
    told = settings_of(directory).model_dump(exclude_unset=True)
    return Settings.model_validate(told | {"sites": [own], "data": directory})


def asked(site: zoo.Site, settings: Settings, *, sites: list[str] | None = None) -> set[str]:
    """What one crawl with a new store asks of a site."""
    site.forget()
    settings.data.mkdir()
    with open_store(settings.store_url, settings.data) as store:
        crawl(settings, store, sites=sites)
    return set(site.asked)


def test_more_is_asked_of_a_shop_only_for_who_vouches_for_it(tmp_path: Path) -> None:
    with zoo.serve({"/": zoo.Reply(SHOP)}) as site:
        listed = asked(site, settings_with(tmp_path / "listed", site, verified=False))
        vouched = asked(site, settings_with(tmp_path / "vouched", site, verified=True))
        named = asked(
            site, settings_with(tmp_path / "named", site, verified=False), sites=[site.url]
        )

    assert listed == FIRST_LOOK
    assert vouched == named > FIRST_LOOK
