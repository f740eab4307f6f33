"""What must be said of sites at a moment, and how well that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.crawling.score import Round
from benchmarks.crawling.site import Site, Trouble

SILENT, BLOCKED, MOVED, UNREACHABLE = "silent", "blocked", "moved", "unreachable"
#: Words for health that are scored.
SCORED = (SILENT, BLOCKED, MOVED, UNREACHABLE)
#: A site is silent without doubt after so long, or after so many times its usual gap.
_GRACE = timedelta(days=4)
_GAPS = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one word was used of sites.

    ``right`` and ``missed`` are those it was due for after the last crawl, ``wrong`` those of which
    it was said after any crawl though it was not true then.
    """

    right: int
    wrong: int
    missed: int


def verdicts(sites: Sequence[Site], rounds: Sequence[Round]) -> dict[str, Verdict] | None:
    """Judge what was said of sites; None where nothing is said of any.

    A move counts as said from when it was told: a crawl may take the new address as its own.
    """
    told = [(one.now, _by_site(sites, one.measured.outcome.health)) for one in rounds]
    if all(said is None for _, said in told):
        return None
    return {
        word: _verdict(sites, word, [(now, _named(words, word)) for now, words in told])
        for word in SCORED
    }


def _named(words: Mapping[int, str] | None, word: str) -> set[int]:
    return {number for number, said in (words or {}).items() if said == word}


def _verdict(
    sites: Sequence[Site], word: str, said: Sequence[tuple[datetime, set[int]]]
) -> Verdict:
    """Judge a word by the sites that it was said of after each crawl."""
    now, last = said[-1]
    if word == MOVED:
        last = set().union(*(some for _, some in said))
    due = {site.number for site in sites if _is_due(site, word, now)}
    wrong = {
        site.number
        for then, some in said
        for site in sites
        if site.number in some and not _is_true(site, word, then)
    }
    return Verdict(len(last & due), len(wrong), len(due - last))


def _by_site(sites: Sequence[Site], said: Mapping[str, str] | None) -> dict[int, str] | None:
    if said is None:
        return None
    by_host = {host: site.number for site in sites for host in site.hosts}
    named = ((by_host.get(name.partition(":")[0]), word) for name, word in said.items())
    return {number: word for number, word in named if number is not None}


def _is_due(site: Site, word: str, now: datetime) -> bool:
    """Say whether a word must be said of a site by now."""
    if word == SILENT:
        grace = max(_GRACE, _GAPS * timedelta(days=1 / site.habit.per_day))
        return site.silent_since is not None and now - site.silent_since >= grace
    # One day out of reach is no fault yet.
    return word != UNREACHABLE and _is_true(site, word, now)


def _is_true(site: Site, word: str, now: datetime) -> bool:
    """Say whether a word, due or early, is true of a site."""
    match word:
        case "silent":
            return site.silent_since is not None and now > site.silent_since
        case "blocked":
            return site.has(Trouble.BLOCK, now)
        case "moved":
            return site.face(now).host != site.faces[0].host
        case _:
            return site.down(now) is not None
