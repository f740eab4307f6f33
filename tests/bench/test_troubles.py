"""What befalls sites: troubles, moves, redesigns; and when they publish."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.crawling.exchange import Fault
from benchmarks.crawling.habits import Habit, moments
from benchmarks.crawling.site import Spell, Trouble
from benchmarks.crawling.world import make
from tests.bench.sites import HOST, NOW, ask, face, posts, site

DAY = timedelta(days=1)


def spell(trouble: Trouble, ago: int = 2) -> tuple[Spell, ...]:
    return (Spell(trouble, NOW - ago * DAY, NOW + DAY),)


@pytest.mark.parametrize(
    ("trouble", "status", "fault"),
    [
        (Trouble.UNAVAILABLE, 503, None),
        (Trouble.BLOCK, 403, None),
        (Trouble.LOOP, 301, None),
        (Trouble.HANG, 404, Fault.HANG),
        (Trouble.RESET, 404, Fault.RESET),
    ],
)
def test_a_trouble_lasts_as_long_as_its_spell(
    trouble: Trouble, status: int, fault: Fault | None
) -> None:
    one = site(face("wordpress"), spells=spell(trouble))
    reply = ask(one, "/feed/")
    assert (reply.status, reply.fault, reply.told) == (status, fault, ())
    assert ask(one, "/feed/", now=NOW + DAY).status == 200
    assert ask(one, "/feed/", now=NOW - 3 * DAY).status == 200


def test_a_broken_feed_leaves_the_rest_as_it_is() -> None:
    for trouble in (Trouble.FEED_BROKEN, Trouble.FEED_HTML):
        one = site(face("wordpress"), spells=spell(trouble))
        reply = ask(one, "/feed/")
        assert b"<rss" not in reply.body
        assert ask(one, "/").status == 200


def test_a_frozen_feed_says_that_nothing_is_new() -> None:
    one = site(face("wordpress"), spells=spell(Trouble.FEED_FROZEN, ago=9))
    before = ask(one, "/feed/", now=NOW - 9 * DAY)
    after = ask(one, "/feed/", {"if-none-match": before.headers["ETag"]})
    assert after.status == 304
    newest = one.posts[-1].number
    assert newest not in ask(one, "/feed/").told
    assert ask(one, one.faces[0].path(one.posts[-1])).told == (newest,)


def test_a_move_leads_on() -> None:
    old = face("wordpress")
    new = face("wordpress", host="kabarbaru.localhost", since=NOW - DAY)
    one = site(old, new)
    path = old.path(one.posts[0])
    assert ask(one, path).headers["Location"] == f"http://kabarbaru.localhost:8080{path}"
    assert ask(one, path, host="kabarbaru.localhost").told == (one.posts[0].number,)
    assert ask(one, path, host="kabarbaru.localhost", now=NOW - 2 * DAY).status == 404
    assert ask(one, path, host=f"www.{HOST}", now=NOW - 2 * DAY).status == 301


@pytest.mark.parametrize("leads_on", [True, False])
def test_a_redesign_has_other_addresses(leads_on: bool) -> None:
    old = face("wordpress", leads_on=leads_on)
    new = face("drupal", "/berita/{slug}", "portal", since=NOW - DAY, leads_on=leads_on)
    one = site(old, new)
    reply = ask(one, old.path(one.posts[0]))
    assert reply.status == (301 if leads_on else 404)
    assert ask(one, "/feed/").status == 404
    assert ask(one, "/rss.xml").status == 200
    assert ask(one, new.path(one.posts[0])).told == (one.posts[0].number,)


def test_a_post_that_is_edited_or_withdrawn() -> None:
    first = posts(1)[0]
    told = first.versions[0]
    edited = replace(told, since=told.since + DAY, paragraphs=(*told.paragraphs, "Ralat: dua."))
    one = site(
        face("wordpress"),
        told=(replace(first, versions=(told, edited), withdrawn=told.since + 2 * DAY),),
    )
    path = one.faces[0].path(first)
    assert b"Ralat" not in ask(one, path, now=told.since).body
    assert b"Ralat" in ask(one, path, now=told.since + DAY).body
    assert ask(one, path, now=told.since + 2 * DAY).status == 404


def test_habits_are_kept() -> None:
    start = datetime(2026, 1, 4, 17, tzinfo=UTC)  # midnight in Jakarta, a Monday
    office = Habit(5, 8, 16, 0)
    times = list(moments(office, random.Random(1), start, start + 28 * DAY))
    assert 60 < len(times) < 140  # 100 expected, and independent
    assert times == sorted(times)
    assert {moment.hour for moment in times} <= set(range(1, 9))
    assert {moment.weekday() for moment in times} == {0, 1, 2, 3, 4}


def test_a_world_is_the_same_every_time_and_has_some_of_everything() -> None:
    world = make(40, 4, archive_days=0)
    assert world.sites == make(40, 4, archive_days=0).sites
    assert {one.faces[0].software for one in world.sites} == {
        "blogger",
        "drupal",
        "handmade",
        "joomla",
        "portal",
        "static",
        "wordpress",
    }
    assert len({host for one in world.sites for host in one.hosts}) > 40
    assert sum(one.silent_since is not None for one in world.sites) >= 3
    for one in world.sites:
        if one.silent_since is not None:
            assert all(post.published < one.silent_since for post in one.posts)
        assert len({one.faces[0].path(post) for post in one.posts}) == len(one.posts)
