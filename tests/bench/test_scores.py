"""What is made of a race: recall, delays, and what was said of sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.crawling.contestant import Measured, Outcome
from benchmarks.crawling.health import Verdict, verdicts
from benchmarks.crawling.journal import Journal
from benchmarks.crawling.score import Round, score
from benchmarks.crawling.site import Site, Spell, Trouble
from tests.bench.sites import FIRST, HOST, NOW, PORT, face, site

DAY = timedelta(days=1)
SITE = site(face("wordpress"), count=60)
RELEVANT = [post for post in SITE.posts if post.is_relevant]


def crawled(
    now: datetime,
    *kept: str,
    health: Mapping[str, str] | None = None,
    told: Mapping[int, datetime] | None = None,
) -> Round:
    outcome = Outcome(kept=None if told is not None else frozenset(kept), health=health)
    return Round(now, Measured(outcome, 1, 1, 1, 1), Journal(first=dict(told or {})))


def address(number: int, one: Site = SITE) -> str:
    post = next(post for post in one.posts if post.number == number)
    return f"http://{HOST}:{PORT}{one.faces[0].path(post)}"


def test_recall_and_delay() -> None:
    found = RELEVANT[0]
    rounds = [crawled(NOW - 30 * DAY), crawled(NOW + DAY, address(found.number), "http://x.id/a")]
    one = score([SITE], FIRST, rounds)
    assert one.recall == 1 / len(RELEVANT)
    assert one.delays == [NOW + DAY - found.published]
    assert one.wrong == 1


def test_a_post_under_two_addresses_is_found_once() -> None:
    moved = site(SITE.faces[0], face("drupal", "/berita/{slug}", "portal", since=NOW))
    moved = replace(moved, posts=SITE.posts)
    post = RELEVANT[0]
    new = f"http://{HOST}:{PORT}/berita/{post.slug}"
    one = score([moved], FIRST, [crawled(NOW + DAY, address(post.number), new)])
    assert (set(one.found), one.wrong, one.twice) == ({post.number}, 0, 1)


def test_what_was_kept_before_the_start_counts_for_nothing() -> None:
    late = RELEVANT[-1]
    one = score([SITE], late.published, [crawled(NOW + DAY, address(RELEVANT[0].number))])
    assert set(one.due) == {late.number}
    assert one.recall == 0


def test_nobody_is_asked_for_what_could_not_be_had() -> None:
    shut = replace(SITE, spells=(Spell(Trouble.BLOCK, NOW),))
    assert not score([shut], FIRST, [crawled(NOW + DAY)]).due
    gone = replace(
        SITE, posts=tuple(replace(post, withdrawn=post.published + DAY) for post in SITE.posts)
    )
    assert not score([gone], FIRST, [crawled(NOW + 2 * DAY)]).due


def test_a_crawl_that_reads_nothing_keeps_what_it_was_told() -> None:
    told = {RELEVANT[0].number: NOW, SITE.posts[0].number: NOW}
    one = score([SITE], FIRST, [crawled(NOW, told=told)])
    assert set(one.found) & set(one.due) == {RELEVANT[0].number}
    assert one.wrong == 0


def test_health() -> None:
    quiet = replace(SITE, number=1, faces=(face("wordpress", host="sunyi.localhost"),))
    quiet = replace(quiet, silent_since=NOW - 6 * DAY)
    sites = [SITE, quiet]
    assert verdicts(sites, [crawled(NOW)]) is None
    name = f"sunyi.localhost:{PORT}"
    right = crawled(NOW, health={name: "silent", f"{HOST}:{PORT}": "ok"})
    assert verdicts(sites, [right]) == {
        "silent": Verdict(1, 0, 0),
        "blocked": Verdict(0, 0, 0),
        "moved": Verdict(0, 0, 0),
        "unreachable": Verdict(0, 0, 0),
    }
    wrong = crawled(NOW, health={name: "ok", f"{HOST}:{PORT}": "blocked"})
    found = verdicts(sites, [right, wrong])
    assert found is not None
    assert found["silent"] == Verdict(0, 0, 1)
    assert found["blocked"] == Verdict(0, 1, 0)


def test_a_word_that_was_wrong_once_was_wrong() -> None:
    name = f"{HOST}:{PORT}"
    early = crawled(NOW - DAY, health={name: "silent"})
    found = verdicts([SITE], [early, crawled(NOW, health={name: "ok"})])
    assert found is not None
    assert found["silent"] == Verdict(0, 1, 0)
    down = replace(SITE, spells=(Spell(Trouble.RESET, NOW - DAY, NOW),))
    said = [crawled(NOW - DAY, health={name: "unreachable"})]
    assert verdicts([down], said) == verdicts([down], [crawled(NOW, health={name: "ok"})])


def test_early_word_of_silence_is_no_mistake() -> None:
    quiet = replace(SITE, silent_since=NOW - DAY)
    found = verdicts([quiet], [crawled(NOW, health={f"{HOST}:{PORT}": "silent"})])
    assert found is not None
    assert found["silent"] == Verdict(0, 0, 0)
