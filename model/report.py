"""What a crawl did: the funnel, site by site, with a named reason for every drop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pydantic import AwareDatetime, BaseModel, Field


class Funnel(BaseModel):
    """Counts of pages at each step of a crawl.

    ``discovered`` pages are known to exist, ``requested`` ones were asked for, ``articles`` were
    read as news stories, ``kept`` and ``candidates`` were judged so; ``dropped`` counts the rest
    by reason. ``requests`` counts all requests, for robots.txt and lists too; ``new`` pages were
    not known before. ``audited`` pages were off topic by title and address and are asked for all
    the same, as a sample; ``audit_kept`` of them were kept.
    """

    discovered: int = 0
    requested: int = 0
    not_modified: int = 0
    failed: int = 0
    articles: int = 0
    kept: int = 0
    candidates: int = 0
    requests: int = 0
    new: int = 0
    audited: int = 0
    audit_kept: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)

    def undrop(self, reason: str) -> None:
        """Take back that a page was dropped for ``reason``."""
        self.dropped[reason] -= 1
        if not self.dropped[reason]:
            del self.dropped[reason]

    def drop(self, reason: str) -> None:
        """Count one page dropped for ``reason``."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1


#: The counts of a funnel that are added up as they are.
_COUNTED = tuple(name for name in Funnel.model_fields if name != "dropped")


class SiteReport(Funnel):
    """The funnel of one site.

    ``error`` says in a sentence why the site as a whole failed, ``reason`` is its short name.
    """

    site: str
    error: str | None = None
    reason: str | None = None


class Totals(Funnel):
    """The funnel of all sites, and the partnership stories and agreements that the store gained.

    ``seconds`` are those spent on each step (``model.spending``).
    """

    sites: int = 0
    stories: int = 0
    agreements: int = 0
    seconds: dict[str, float] = Field(default_factory=dict)


class Progress(BaseModel):
    """How far a crawl was at a moment: ``done`` of its ``sites``, and the funnel until then."""

    at: AwareDatetime
    sites: int
    done: int
    totals: Totals


class CrawlReport(BaseModel):
    """One finished crawl; ``run`` is its number in the store.

    ``not_archived`` pages were kept without their bytes, and ``stopped`` says why it ended before
    its time: in both cases the disk had too little room.
    """

    run: int
    not_archived: int = 0
    stopped: str | None = None
    sites: list[SiteReport] = Field(default_factory=list)
    totals: Totals = Field(default_factory=Totals)


def totals_of(
    sites: Iterable[SiteReport],
    *,
    stories: int,
    agreements: int,
    seconds: Mapping[str, float] = {},
) -> Totals:
    """Sum the funnels of ``sites``."""
    totals = Totals(stories=stories, agreements=agreements, seconds=dict(seconds))
    dropped: Counter[str] = Counter()
    for site in sites:
        totals.sites += 1
        for name in _COUNTED:
            setattr(totals, name, getattr(totals, name) + getattr(site, name))
        dropped.update(site.dropped)
    totals.dropped = dict(dropped.most_common())
    return totals
