"""What a crawl of the replica found, how late, and what it asked for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from benchmarks.crawling.contestant import Measured
from benchmarks.crawling.exchange import Sort
from benchmarks.crawling.journal import Journal
from benchmarks.crawling.site import Post, Site


@dataclass(frozen=True, slots=True)
class Round:
    """One crawl at a moment of simulated time."""

    now: datetime
    measured: Measured
    journal: Journal


@dataclass(frozen=True)
class Score:
    """Of one contestant: ``due`` are the relevant posts that it could have found.

    ``found`` says when each relevant post was kept, those published before the start too.
    ``wrong`` counts kept addresses that are no relevant post's, ``twice`` those of posts that are
    kept under another address too.
    """

    due: dict[int, Post]
    found: dict[int, datetime]
    wrong: int
    twice: int
    rounds: tuple[Round, ...]

    @property
    def recall(self) -> float:
        """The share of what is due that was found."""
        return len(self.due.keys() & self.found.keys()) / max(1, len(self.due))

    @property
    def delays(self) -> list[timedelta]:
        """From publication to store, shortest first, of what is due and found."""
        known = self.due.keys() & self.found.keys()
        return sorted(self.found[number] - self.due[number].published for number in known)

    @property
    def sorts(self) -> Counter[Sort]:
        """Requests by what was asked for."""
        return sum((one.journal.sorts for one in self.rounds), Counter())

    def requests(self, first: int = 0) -> int:
        """Requests of all rounds from ``first`` on."""
        return sum(one.journal.requests for one in self.rounds[first:])

    @property
    def octets(self) -> int:
        """Bytes of all answers' bodies, not packed."""
        return sum(one.journal.octets for one in self.rounds)

    @property
    def seconds(self) -> float:
        """Real time of all rounds."""
        return sum(one.measured.seconds for one in self.rounds)

    @property
    def busy_seconds(self) -> float:
        """Processor time of all rounds."""
        return sum(one.measured.busy_seconds for one in self.rounds)


def score(sites: Sequence[Site], start: datetime, rounds: Sequence[Round]) -> Score:
    """Compare what was kept with what there was to find from ``start`` on."""
    times = [one.now for one in rounds]
    relevant = {post.number for site in sites for post in site.posts if post.is_relevant}
    found: dict[int, datetime] = {}
    wrong: set[str] = set()
    numbers: list[int] = []
    for one in rounds:
        numbers = _kept(sites, one, wrong)
        for number in numbers:
            if number in relevant:
                found.setdefault(number, one.now)
    due = {
        post.number: post
        for site in sites
        for post in site.posts
        if post.is_relevant and post.published >= start and _could_be_had(site, post, times)
    }
    twice = len(numbers) - len(set(numbers))
    return Score(due, found, len(wrong), twice, tuple(rounds))


def _kept(sites: Sequence[Site], one: Round, wrong: set[str]) -> list[int]:
    """The numbers of the posts kept by the end of a round.

    Of a crawl that reads nothing, all that was told to it: as if it judged without a fault.
    """
    kept = one.measured.outcome.kept
    if kept is None:
        return list(one.journal.first)
    by_host = {host: site for site in sites for host in site.hosts}
    numbers = []
    for url in kept:
        post = _post_at(by_host, url)
        if post is None or not post.is_relevant:
            wrong.add(url)
        else:
            numbers.append(post.number)
    return numbers


def _post_at(by_host: dict[str, Site], url: str) -> Post | None:
    """The post whose address ``url`` is, or was before a redesign."""
    parts = urlsplit(url)
    site = by_host.get((parts.hostname or "").removeprefix("www."))
    if site is None:
        return None
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    posts = (site.post_at(face, target) for face in site.faces)
    return next((post for post in posts if post is not None), None)


def _could_be_had(site: Site, post: Post, times: Iterable[datetime]) -> bool:
    """Say whether any crawl came while the post was up and its site answered."""
    return any(post.is_up(now) and site.down(now) is None for now in times)
