"""The figures of contestants, side by side, with what they must come up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from benchmarks.crawling.exchange import Sort
from benchmarks.crawling.health import SCORED, Verdict
from benchmarks.crawling.score import Score
from benchmarks.crawling.site import Site
from benchmarks.crawling.trouble import Spoilt

#: The least recall, and the most pages asked for as a share of those of the plain crawl.
LEAST_RECALL = 0.98
MOST_PAGES = 0.15

Row = tuple[str, list[str]]


def table(scores: Mapping[str, Score], health: Mapping[str, dict[str, Verdict] | None]) -> str:
    """Figures by row, contestants by column."""
    every = list(scores.values())
    rows = [
        ("", list(scores)),
        ("relevant stories that could be found", [str(len(one.due)) for one in every]),
        ("  recall", [f"{one.recall:.3f}" for one in every]),
        ("  publication to store, median", [_hours(_at(one, 0.5)) for one in every]),
        ("  publication to store, 95 of 100", [_hours(_at(one, 0.95)) for one in every]),
        ("  kept though not relevant", [str(one.wrong) for one in every]),
        ("  kept under two addresses", [str(one.twice) for one in every]),
        ("requests", [f"{one.requests():,}" for one in every]),
        ("  of the first crawl", [f"{one.requests() - one.requests(1):,}" for one in every]),
        ("  of each later crawl, mean", [f"{_mean_later(one):,.0f}" for one in every]),
        (
            "  for each kept story",
            [f"{one.requests() / max(1, len(one.found)):.1f}" for one in every],
        ),
        *_by_sort(every),
        ("megabytes, not packed", [f"{one.octets / 1e6:,.0f}" for one in every]),
        *_health(health),
        ("seconds", [f"{one.seconds:.0f}" for one in every]),
        ("  of processors", [f"{one.busy_seconds:.0f}" for one in every]),
        ("MB of memory, its own process", [f"{_own(one):.0f}" for one in every]),
        ("MB of memory, with readers", [f"{_whole(one):.0f}" for one in every]),
    ]
    return _aligned(rows)


def missed(sites: Sequence[Site], one: Score) -> str:
    """Where the stories are that were not found: a line a site."""
    lines = []
    for site in sites:
        due = {post.number for post in site.posts} & one.due.keys()
        lost = due - one.found.keys()
        if lost:
            faces = " then ".join(
                " ".join([face.software, *sorted(face.options)]) for face in site.faces
            )
            troubles = ", ".join(str(spell.trouble) for spell in site.spells)
            lines.append(
                f"  {site.hosts[0]}: {len(lost)} of {len(due)} missed"
                f" ({faces}{'; ' if troubles else ''}{troubles})"
            )
    return "\n".join(lines)


def spoilt(outcome: Spoilt) -> str:
    """The ill sites, sort by sort."""
    rows: list[Row] = [("", ["sites", "told of", "rightly", "as"])]
    rows += [
        (f"  {name}", [str(one.sites), str(one.told), str(one.named), " ".join(sorted(one.words))])
        for name, one in outcome.ills.items()
    ]
    told = f"  recall of the sound sites {outcome.recall:.3f}, {outcome.seconds:.0f} s"
    return f"{_aligned(rows)}\n{told}"


def failures(
    ours: Score, plain: Score, health: dict[str, Verdict] | None, ill: Spoilt
) -> list[str]:
    """What falls short of what is asked of it, in words."""
    found = [
        f"sites told {word}: {one.wrong} wrong, {one.missed} missed"
        for word, one in (health or {}).items()
        if one.wrong or one.missed
    ]
    if ours.recall < LEAST_RECALL:
        found.append(f"recall {ours.recall:.3f} is under {LEAST_RECALL}")
    share = ours.sorts[Sort.PAGE] / max(1, plain.sorts[Sort.PAGE])
    if share > MOST_PAGES:
        found.append(f"{share:.0%} of the pages of the plain crawl are over {MOST_PAGES:.0%}")
    found += [
        f"{one.sites - one.told} of {one.sites} sites not told of: {name}"
        for name, one in ill.ills.items()
        if one.told < one.sites
    ]
    return found


def _by_sort(every: Sequence[Score]) -> list[Row]:
    sorts = [one.sorts for one in every]
    return [
        (f"  {sort}", [f"{counted[sort]:,}" for counted in sorts])
        for sort in Sort
        if any(counted[sort] for counted in sorts)
    ]


def _health(health: Mapping[str, dict[str, Verdict] | None]) -> list[Row]:
    return [
        (
            f"sites told {word}: right, wrong, missed",
            [_verdict(told, word) for told in health.values()],
        )
        for word in SCORED
    ]


def _verdict(told: dict[str, Verdict] | None, word: str) -> str:
    return "-" if told is None else f"{told[word].right}, {told[word].wrong}, {told[word].missed}"


def _at(one: Score, share: float) -> timedelta | None:
    delays = one.delays
    if not delays:
        return None
    return delays[int(share * (len(delays) - 1))]


def _hours(delay: timedelta | None) -> str:
    return "-" if delay is None else f"{delay / timedelta(hours=1):.1f} h"


def _mean_later(one: Score) -> float:
    return one.requests(1) / max(1, len(one.rounds) - 1)


def _own(one: Score) -> float:
    return max(part.measured.own_mb for part in one.rounds)


def _whole(one: Score) -> float:
    return max(part.measured.whole_mb for part in one.rounds)


def _aligned(rows: Sequence[Row]) -> str:
    width = max(len(name) for name, _ in rows) + 2
    column = max(len(value) for _, values in rows for value in values) + 2
    return "\n".join(
        name.ljust(width) + "".join(value.rjust(column) for value in values)
        for name, values in rows
    )
