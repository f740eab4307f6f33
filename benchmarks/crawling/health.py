"""What must be said of sites at a moment, and how well that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.crawling.score import Round
from benchmarks.crawling.site import Site, Trouble

SILENT, BLOCKED, MOVED = "silent", "blocked", "moved"
#: Words for health that are scored.
SCORED = (SILENT, BLOCKED, MOVED)
#: A site is silent without doubt after so long, or after so many times its usual gap.
_GRACE = timedelta(days=4)
_GAPS = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one word was used of sites: rightly, wrongly, and not though it was due."""

    right: int
    wrong: int
    missed: int


def verdicts(sites: Sequence[Site], rounds: Sequence[Round]) -> dict[str, Verdict] | None:
    """Judge what was said of sites at the end; None where nothing is said of any.

    A move counts as said from when it was told: a crawl may take the new address as its own.
    """
    told = [_by_site(sites, one.measured.outcome.health) for one in rounds]
    if all(said is None for said in told):
        return None
    last = told[-1] or {}
    ever_moved = {site for said in told if said for site, word in said.items() if word == MOVED}
    found = {}
    for word in SCORED:
        said = ever_moved if word == MOVED else {site for site in last if last[site] == word}
        must = {site.number for site in sites if _is_due(site, word, rounds[-1].now)}
        may = must | {site.number for site in sites if _may_be(site, word)}
        found[word] = Verdict(len(said & must), len(said - may), len(must - said))
    return found


def _by_site(sites: Sequence[Site], said: Mapping[str, str] | None) -> dict[int, str] | None:
    if said is None:
        return None
    by_host = {host: site.number for site in sites for host in site.hosts}
    named = ((by_host.get(name.partition(":")[0]), word) for name, word in said.items())
    return {number: word for number, word in named if number is not None}


def _is_due(site: Site, word: str, now: datetime) -> bool:
    if word == SILENT:
        grace = max(_GRACE, _GAPS * timedelta(days=1 / site.habit.per_day))
        return site.silent_since is not None and now - site.silent_since >= grace
    if word == BLOCKED:
        return site.has(Trouble.BLOCK, now)
    return site.face(now).host != site.faces[0].host


def _may_be(site: Site, word: str) -> bool:
    """Say whether a word that is not due is no mistake either: it may be early."""
    return word == SILENT and site.silent_since is not None
