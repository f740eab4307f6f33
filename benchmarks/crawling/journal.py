"""What the sites of the replica were asked for, and which posts they told whom and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.crawling.exchange import Reply, Sort


@dataclass
class Journal:
    """Counts of requests; ``first`` is when the whole text of a post was first told.

    ``asked`` counts the requests of each site by sort, ``pages`` those for each post's page.
    """

    requests: int = 0
    octets: int = 0
    sorts: Counter[Sort] = field(default_factory=Counter)
    sites: Counter[int] = field(default_factory=Counter)
    first: dict[int, datetime] = field(default_factory=dict)

    def note(self, site: int | None, reply: Reply, now: datetime) -> None:
        """Note an answer given at ``now``."""
        self.requests += 1
        self.octets += len(reply.body)
        self.sorts[reply.sort] += 1
        if site is not None:
            self.sites[site] += 1
        for number in reply.told:
            self.first.setdefault(number, now)
