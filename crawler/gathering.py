"""An article that is cut into pages: its parts are asked for one by one, then read as one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from crawler.plan.asking import Ask
from model.records import Page
from model.urls import site_of
from pipelines.items import PageItem
from pipelines.read.parts import further_parts
from pipelines.text.prison_words import mentions_prison

#: Parts asked for of one article, beside the first.
MOST_PARTS = 10


@dataclass
class Gathering:
    """The first part of an article, on its way to the store, and what is known of the others."""

    ask: Ask
    item: PageItem
    left: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _parts: list[Page] = field(default_factory=list)

    def look(self, page: Page) -> None:
        """Note the parts that follow ``page``, on its own site."""
        body = page.body
        if isinstance(body, bytes) and not self._parts and not mentions_prison(body):
            # It will be dropped unless a later part tells of prisons, which is not worth asking.
            return
        room = MOST_PARTS - len(self._parts) - len(self.left)
        fresh = [
            url
            for url in further_parts(body, page.url, _charset(page.content_type))
            if url not in self._seen and site_of(url) == site_of(page.url)
        ][: max(room, 0)]
        self._seen.update(fresh)
        self.left += fresh

    def next(self) -> Ask:
        """The request for the next part."""
        return Ask(self.left.pop(0), part_of=self.ask)

    def take(self, page: Page) -> None:
        """Take a part that came."""
        self._parts.append(page)
        if not self.left:
            self.look(page)

    def joined(self) -> PageItem:
        """The article's page with the parts that came."""
        page = self.item.page.model_copy(update={"parts": tuple(self._parts)})
        return replace(self.item, page=page)


def _charset(content_type: str | None) -> str | None:
    _, mark, name = (content_type or "").lower().partition("charset=")
    return name.partition(";")[0].strip(" \"'") or None if mark else None
