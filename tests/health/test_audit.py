"""What the audit says of focused crawling, and that its interval holds what is true."""

from __future__ import annotations

import random

import pytest

from crawler.audit import Audit, audit_of
from store import Visit
from tests.health.newsrooms import START


def _visit(site: str, dropped: int, audited: int, found: int, kept: int) -> Visit:
    return Visit(
        run=1,
        site=site,
        at=START,
        off_topic=dropped,
        audited=audited,
        audit_kept=found,
        kept=kept,
    )


def test_nothing_dropped_is_nothing_to_audit() -> None:
    audit = audit_of([_visit("a.example", 0, 0, 0, 7)])

    assert (audit.missed, audit.high) == (None, None)
    assert "nothing to audit" in audit.sentence


def test_nothing_read_is_no_estimate() -> None:
    audit = audit_of([_visit("a.example", 500, 0, 0, 7)])

    assert audit.missed is None
    assert audit.sentence == "Of 500 pages dropped by title none was read: no estimate yet."


def test_a_page_read_of_a_crawl_that_was_cut_off_is_an_audit() -> None:
    audit = audit_of([_visit("a.example", 0, 1, 0, 7)])

    assert (audit.missed, audit.low) == (0.0, 0.0)


def test_nothing_kept_anywhere_is_no_estimate() -> None:
    assert audit_of([_visit("a.example", 500, 50, 0, 0)]).missed is None


def test_none_missed_is_the_rule_of_three() -> None:
    audit = audit_of([_visit("a.example", 4120, 412, 0, 1000)])

    assert (audit.missed, audit.low) == (0, 0)
    # Three pages of the sample at most, each standing for ten.
    assert audit.high == pytest.approx(30 / 1030, rel=0.02)
    assert audit.sentence == (
        "Of 412 pages dropped by title and read all the same, 0 were kept: "
        "focused crawling misses at most 2.9 % of stories (95 %)."
    )


def test_a_page_stands_for_those_dropped_at_its_site() -> None:
    thorough = _visit("a.example", 100, 100, 1, 50)
    sparing = _visit("b.example", 1000, 50, 1, 50)

    audit = audit_of([thorough, sparing])

    assert audit.kept == 98
    assert audit.missed == pytest.approx(21 / (21 + 98))
    assert audit.low is not None
    assert audit.high is not None
    assert 0 < audit.low < audit.missed < audit.high < 1
    assert "about 18 % of stories (95 %: " in audit.sentence


def test_small_sites_stand_together() -> None:
    """One page read of ninety must not stand for ninety."""
    small = [_visit(f"{name}.example", 90, 1 if name == "a" else 5, 0, 1) for name in "abcdefgh"]

    audit = audit_of(small)

    assert audit.high == pytest.approx(3 * 720 / 36 / (3 * 720 / 36 + 8), rel=0.02)


def test_visits_of_one_site_are_added_up() -> None:
    parts = [_visit("a.example", 50, 5, 0, 3) for _ in range(10)]

    assert audit_of(parts) == audit_of([_visit("a.example", 500, 50, 0, 30)])


@pytest.mark.parametrize("missed", [0.0, 0.02, 0.1, 0.3])
def test_the_interval_holds_what_is_true(missed: float) -> None:
    chance = random.Random(missed)
    held = [_holds(*_world(chance, missed)) for _ in range(100)]

    assert sum(held) >= 92


def _world(chance: random.Random, missed: float) -> tuple[Audit, float]:
    """Sixty sites of which a twentieth of what was dropped is read, and the share missed."""
    visits, lost, all_told = [], 0, 0
    for number in range(60):
        dropped = chance.choice([30, 100, 400, 900])
        stories = chance.choice([0, 1, 3, 8, 15])
        hidden = sum(chance.random() < missed for _ in range(stories))
        audited = max(1, dropped // 20)
        found = sum(page < hidden for page in chance.sample(range(dropped), audited))
        kept = stories - hidden + found
        visits.append(_visit(f"{number}.example", dropped, audited, found, kept))
        lost, all_told = lost + hidden, all_told + stories
    return audit_of(visits), lost / all_told


def _holds(audit: Audit, true: float) -> bool:
    assert audit.low is not None
    assert audit.high is not None
    return audit.low <= true <= audit.high
