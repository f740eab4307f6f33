"""The server of the replica, and a small race on it."""

from __future__ import annotations

import gzip
import socket
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import urllib3

from benchmarks.crawling import ours, plain, race, trouble
from benchmarks.crawling.replica import Replica, running
from benchmarks.crawling.score import Score, score
from benchmarks.crawling.site import Spell, Trouble
from benchmarks.crawling.world import World, make
from tests.bench.sites import HOST, NOW, face, site


def get(replica: Replica, target: str, **headers: str) -> urllib3.BaseHTTPResponse:
    pool = urllib3.HTTPConnectionPool("127.0.0.1", replica.port, timeout=3, retries=False)
    return pool.request("GET", target, headers={"Host": HOST, **headers}, redirect=False)


def test_the_server_follows_the_clock_and_keeps_a_journal() -> None:
    one = site(face("static", "/berita/{slug}.html", "portal"))
    with running((one,)) as replica:
        replica.set_time(one.posts[2].published)
        pages = [get(replica, one.faces[0].path(post)).status for post in one.posts[:5]]
        assert pages == [200, 200, 200, 404, 404]
        packed = get(replica, "/sitemap.xml.gz")
        assert b"sitemapindex" in gzip.decompress(packed.data)
        journal = replica.journal()
        assert journal.requests == 6
        assert journal.first == {post.number: one.posts[2].published for post in one.posts[:3]}
        assert replica.journal().requests == 0


def test_the_server_misbehaves_as_told() -> None:
    hang, noise = NOW, NOW + timedelta(days=1)
    one = site(
        face("wordpress"),
        spells=(Spell(Trouble.HANG, hang, noise), Spell(Trouble.NOISE, noise)),
    )
    with running((one,)) as replica:
        replica.set_time(hang)
        with socket.create_connection(("127.0.0.1", replica.port), timeout=0.3) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            with pytest.raises(TimeoutError):
                line.recv(10)
        replica.set_time(noise)
        with socket.create_connection(("127.0.0.1", replica.port), timeout=3) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            assert not line.recv(100).startswith(b"HTTP/")


def raced(world: World, directory: Path) -> dict[str, Score]:
    at = race.times(world, per_day=1)
    found = {}
    with running(world.sites) as replica:
        for name, opened in (
            ("plain", partial(plain.opened, replica.addresses, replica.port)),
            ("Pantau", partial(ours.opened, replica.addresses, directory, "focused")),
        ):
            rounds = list(race.run(replica, name, opened, at))
            found[name] = score(world.sites, world.start, rounds)
    return found


@pytest.mark.slow
def test_a_small_race(tmp_path: Path) -> None:
    world = make(3, 2, archive_days=10, troubled=False)
    found = raced(world, tmp_path)
    relevant = [post for one in world.sites for post in one.posts if post.is_relevant]
    assert len(relevant) > 3
    assert found["plain"].found
    assert len(found["Pantau"].found) >= 0.9 * len(relevant)
    for one in found.values():
        assert len(one.rounds) == 3
        assert one.requests() > len(one.found)
    assert found["Pantau"].wrong == 0
    assert found["Pantau"].rounds[0].measured.own_mb > 20


@pytest.mark.slow
def test_ill_sites_are_told_of(tmp_path: Path) -> None:
    outcome = trouble.run(15, tmp_path, "focused")
    assert outcome.ills["hangs"].sites == 1
    assert outcome.ills["hangs"].named == 1
    assert outcome.ills["no such name"].named == outcome.ills["no such name"].sites == 1
