"""First looks at sites that somebody asked for on a page."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from store import Store
from web.context import Context
from web.errands import Errand, Errands

_LOOKS: WeakKeyDictionary[Store, Errands[None]] = WeakKeyDictionary()


def look_at(context: Context, site: str) -> Errand[None] | None:
    """Return the last look at a site; null where there was none since the start."""
    return _looks(context).of(site)


def start_look(context: Context, site: str, url: str) -> None:
    """Look at a site soon, unless that is to be done already.

    Raises:
        InputError: too many looks wait.
    """

    def work() -> None:
        # Scrapy takes a second to load, and most who open a page look at no site.
        from crawler.run import crawl  # noqa: PLC0415

        crawl(context.settings, context.store, sites=[url], probe=True, clock=context.clock)

    _looks(context).start(site, work)


def _looks(context: Context) -> Errands[None]:
    """The looks of the application that ``context`` is of."""
    return _LOOKS.setdefault(context.store, Errands(context.clock))
