"""Plans without a network: what is asked, in which order, and what the answers teach."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from crawler.discovery import listing, wordpress
from crawler.discovery.found import Found, Source
from crawler.domains import Turns, domain_of
from crawler.plan import feed, lists
from crawler.plan import wordpress as api
from crawler.plan.asking import Answer, Ask, Fetch, Named, Sifted
from crawler.plan.kinds import Kind, ranked
from crawler.plan.looking import CHECK_EVERY, interval_of
from crawler.plan.target import Target, Wishes
from crawler.plan.visit import visit
from crawler.plan.words import PRISONS, paired_queries
from model.exceptions import PageError
from store import Endpoint, SiteState
from tests.crawl import zoo

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
BASE = "https://kabar.example.id/"
HOSTS = frozenset({"kabar.example.id"})
_T = TypeVar("_T")


def follow(
    plan: Generator[Ask | Named | Fetch, Any, _T],
    answer: Callable[[str], Answer],
    known: set[str] | None = None,
) -> tuple[_T, list[str], list[Found]]:
    """Do what a plan says; return its result, the addresses it asked for, and what it named."""
    asked: list[str] = []
    found: list[Found] = []
    seen = set(known or ())
    sent: object = None
    while True:
        try:
            step = plan.send(sent)
        except StopIteration as end:
            return end.value, asked, found
        sent = None
        if isinstance(step, Ask):
            asked.append(step.url)
            sent = answer(step.url)
        elif isinstance(step, Named):
            urls = [one.url for one in step.found]
            sent = Sifted(sum(url not in seen for url in urls), sum(url in seen for url in urls))
            seen.update(urls)
            found += step.found


def endpoint(kind: Kind, path: str = "feed/", **fields: Any) -> Endpoint:
    known = Endpoint(site="kabar.example.id", url=BASE + path, kind=str(kind))
    return known.model_copy(update=fields)


def posts(*numbers: int) -> bytes:
    return json.dumps(
        [
            {
                "id": number,
                "link": f"{BASE}{number}-lapas/",
                "date_gmt": "2026-01-30T10:00:00",
                "modified_gmt": "2026-01-30T11:00:00",
                "title": {"rendered": "Lapas &#038; Pemkot"},
                "content": {"rendered": "<p>Isi berita.</p>"},
            }
            for number in numbers
        ]
    ).encode()


class TestWordpress:
    def test_a_post_is_read_with_its_text_and_times(self) -> None:
        (post,) = wordpress.read(posts(1), now=NOW)
        assert post.title == "Lapas & Pemkot"
        assert post.text == "<p>Isi berita.</p>"
        assert post.published == datetime(2026, 1, 30, 10, tzinfo=UTC)
        assert post.changed == datetime(2026, 1, 30, 11, tzinfo=UTC)

    @pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[" * 100_000, b'{"code":"x"}'])
    def test_what_is_no_api_is_refused(self, body: bytes) -> None:
        with pytest.raises(PageError, match="not_an_api"):
            wordpress.read(body, now=NOW)

    @pytest.mark.parametrize(
        "post", [None, 1, {}, {"link": 3}, {"link": "ftp://x"}, {"link": BASE, "title": 4}]
    )
    def test_odd_posts_do_no_harm(self, post: object) -> None:
        assert len(wordpress.read(json.dumps([post]).encode(), now=NOW)) <= 1

    def test_what_changed_since_the_last_look_is_asked_for(self) -> None:
        known = endpoint(Kind.WORDPRESS, "wp-json/", checked_at=NOW - timedelta(days=1), found=9)
        seen, asked, found = follow(
            api.poll(Target(BASE, NOW), known), lambda url: Answer(url, 200, posts(1, 2))
        )
        assert seen.content is True
        assert len(asked) == 1
        assert "modified_after=2026-01-30T21:00:00Z" in asked[0]
        assert len(found) == 2

    def test_a_server_that_cannot_give_many_is_asked_for_few(self) -> None:
        def answer(url: str) -> Answer:
            return Answer(url, 500 if "per_page=100" in url else 200, posts(1))

        target = Target(BASE, NOW)
        seen, asked, found = follow(api.poll(target, endpoint(Kind.WORDPRESS, "wp-json/")), answer)
        assert seen.is_good
        assert [url.partition("per_page=")[2][:3] for url in asked] == ["100", "20&"]
        assert len(found) == 1
        assert target.faults == []

    def test_a_walk_goes_on_where_it_stopped(self) -> None:
        def answer(url: str) -> Answer:
            return Answer(url, 200, posts(*range(100)) if "&page=1&" in url else posts())

        target = Target(BASE, NOW, Wishes(since=date(2022, 1, 1)))
        plan = api.walk(target, endpoint(Kind.WORDPRESS, "wp-json/"))
        steps = [next(plan)]
        reached: Endpoint | None = None
        while reached is None:
            step = steps[-1]
            sent = answer(step.url) if isinstance(step, Ask) else Sifted(1, 0)
            reached = step.endpoint if isinstance(step, Named) else None
            steps.append(plan.send(sent))
        _, asked, _ = follow(api.walk(target, reached), answer)
        assert "&page=2&" in asked[0]
        assert "search=lapas" in asked[0]
        assert all("after=2021-12-31T17:00:00Z" in url for url in asked)
        assert {word for word in PRISONS if any(word.split()[0] in url for url in asked)} == {
            *PRISONS
        }


class TestTrust:
    def answer(self, body: str, etag: str) -> Answer:
        content = zoo.rss(BASE, {f"/{body}/": (body, zoo.DAY)}).body
        assert isinstance(content, str)
        return Answer(BASE + "feed/", 200, content.encode(), {"etag": etag})

    def test_validators_that_contradict_the_body_are_not_believed_again(self) -> None:
        target = Target(BASE, NOW)
        first, *_ = follow(
            feed.poll(target, endpoint(Kind.FEED)), lambda _: self.answer("satu", '"1"')
        )
        assert (first.endpoint.etag, first.endpoint.trusted) == ('"1"', True)
        second, *_ = follow(feed.poll(target, first.endpoint), lambda _: self.answer("dua", '"1"'))
        assert second.endpoint.trusted is False
        step = next(feed.poll(target, second.endpoint))
        assert isinstance(step, Ask)
        assert step.etag is None

    def test_every_so_often_all_is_asked_for(self) -> None:
        target = Target(BASE, NOW)
        known = endpoint(Kind.FEED, etag='"1"', body_hash="x", found=3)
        asked = []
        for _ in range(2 * CHECK_EVERY):
            plan = feed.poll(target, known)
            step = next(plan)
            assert isinstance(step, Ask)
            asked.append(step.etag)
            with pytest.raises(StopIteration) as end:
                plan.send(Answer(BASE, 304))
            known = end.value.value.endpoint
        assert asked.count(None) == 2

    def test_the_same_body_is_not_read_again(self) -> None:
        target, answer = Target(BASE, NOW), self.answer("satu", '"1"')
        first, *_ = follow(feed.poll(target, endpoint(Kind.FEED)), lambda _: answer)
        second, _, found = follow(feed.poll(target, first.endpoint), lambda _: answer)
        assert found == []
        assert second.is_good
        assert second.endpoint.unchanged == 1


class TestRhythm:
    def test_half_the_usual_pause_between_articles(self) -> None:
        hourly = [NOW + timedelta(hours=hour) for hour in range(9)]
        assert interval_of(hourly) == 1800
        assert interval_of([NOW + timedelta(minutes=minute) for minute in range(9)]) == 900
        assert interval_of([NOW + timedelta(days=7 * week) for week in range(9)]) == 86_400
        assert interval_of(hourly[:2]) is None

    def test_fresh_endpoints_come_before_better_ones_that_lag(self) -> None:
        stale = endpoint(Kind.WORDPRESS, "api/", found=9, newest=NOW - timedelta(days=9))
        fresh = endpoint(Kind.FEED, found=9, newest=NOW)
        broken = endpoint(Kind.FEED, "rss", found=9, problem="http_500")
        order = ranked([broken, stale, fresh], NOW)
        assert [one.url for one in order] == [fresh.url, stale.url, broken.url]
        assert [one.rank for one in order] == [0, 1, 2]
        assert "behind another one" in order[1].why


class TestVisit:
    def test_a_site_that_is_known_costs_one_request(self) -> None:
        known = endpoint(Kind.WORDPRESS, "wp-json/", found=9, checked_at=NOW, newest=NOW)
        spare = endpoint(Kind.FEED, found=9, rank=1, next_check=NOW + timedelta(days=3))
        site = SiteState(site="kabar.example.id", url=BASE, probed_at=NOW, walked=date.min)
        plan = visit(Target(BASE, NOW), site, [known, spare])
        visited, asked, _ = follow(plan, lambda url: Answer(url, 200, posts()))
        assert len(asked) == 1
        assert visited.error is None
        assert not visited.probed

    def test_a_site_that_tells_headlines_alone_is_asked_by_words_too_once_a_day(self) -> None:
        front = endpoint(Kind.FRONT, "", found=9, checked_at=NOW, newest=NOW)
        search = endpoint(Kind.SEARCH_PAGE, "?s={query}&paged={page}", found=4)
        site = SiteState(site="kabar.example.id", url=BASE, probed_at=NOW, walked=date.min)

        def answer(url: str) -> Answer:
            name = "satu-hari" if "s=lapas" in url else "dua-hari"
            return Answer(url, 200, f'<h2><a href="/2026/{name}/">Hari Itu Cerah</a></h2>'.encode())

        known = [front, search]
        visited, asked, found = follow(visit(Target(BASE, NOW), site, known), answer)
        assert f"{BASE}?s=lapas&paged=1" in asked
        assert {one.url for one in found if one.source is Source.SEARCH} >= {
            f"{BASE}2026/satu-hari/"
        }
        later = visit(Target(BASE, NOW + timedelta(hours=1)), site, visited.endpoints)
        _, asked, _ = follow(later, answer)
        assert not any("?s=" in url for url in asked)

    def test_a_site_that_is_down_is_asked_once(self) -> None:
        site = SiteState(site="kabar.example.id", url=BASE)
        plan = visit(Target(BASE, NOW), site, [])
        visited, asked, _ = follow(plan, lambda url: Answer(url, reason="dns"))
        assert asked == [BASE]
        assert visited.error == ("dns", "")

    def test_a_domain_that_sells_shoes_now_is_no_news(self) -> None:
        shop = b"<html><body>" + b"<p>Sepatu pria Rp 150.000 <b>Beli sekarang</b></p>" * 20
        site = SiteState(site="kabar.example.id", url=BASE)
        plan = visit(Target(BASE, NOW), site, [])
        visited, asked, _ = follow(plan, lambda url: Answer(url, 200, shop))
        assert asked == [BASE]
        assert visited.unfit is not None
        assert visited.unfit.code == "shop"


class TestSearch:
    FEED = "?s={query}&feed=rss2&paged={page}"

    @staticmethod
    def results(url: str, last: int) -> Answer:
        """Pages of two entries each, up to the page ``last``; all later ones repeat that one."""
        number = min(int(url.partition("paged=")[2]), last)
        entries = "".join(
            f"<item><title>Berita {number}{letter}</title><link>{BASE}{number}{letter}/</link>"
            "<description>Kunjungan ke lapas.</description></item>"
            for letter in "ab"
        )
        body = f'<rss version="2.0"><channel>{entries}</channel></rss>'.encode()
        return Answer(url, 200, body, {"content-type": "text/xml"})

    def test_pages_whose_articles_a_sitemap_named_are_followed_too(self) -> None:
        search = endpoint(Kind.SEARCH_FEED, self.FEED)
        known = {f"{BASE}{number}{letter}/" for number in range(1, 21) for letter in "ab"}
        _, asked, _ = follow(
            lists.walk_search(Target(BASE, NOW), search), lambda url: self.results(url, 20), known
        )
        assert any("s=lapas&feed=rss2&paged=20" in url for url in asked)

    def test_a_search_that_repeats_itself_is_left(self) -> None:
        search = endpoint(Kind.SEARCH_FEED, self.FEED)
        _, asked, _ = follow(
            lists.walk_search(Target(BASE, NOW), search), lambda url: self.results(url, 2)
        )
        assert sum("s=lapas&" in url for url in asked) == 1 + 2 + 3


class TestListing:
    def read(self, body: str, url: str = BASE) -> listing.Listing:
        return listing.read(body.encode(), url=url, hosts=HOSTS, charset=None)

    def test_a_search_form_is_found(self) -> None:
        form = (
            '<form action="/cari"><input type="hidden" name="t" value="b"><input name="q"></form>'
        )
        assert self.read(form).search == f"{BASE}cari?q={{query}}&t=b"
        assert (
            self.read('<form method="post" action="/cari"><input name="q"></form>').search is None
        )
        assert (
            self.read('<form action="https://mesin.example/"><input name="q"></form>').search
            is None
        )

    @pytest.mark.parametrize(
        ("url", "link", "expected"),
        [
            (BASE, '<a href="/page/2/">2</a>', "page/2/"),
            (BASE + "page/2/", '<a href="/page/3/">3</a><a href="/">1</a>', "page/3/"),
            (BASE + "berita.php?kat=1", '<a href="?kat=1&page=2">2</a>', "berita.php?kat=1&page=2"),
            (BASE, '<a rel="next" href="/?paged=2">Lama</a>', "?paged=2"),
            (BASE, '<a href="/?p=2">2</a>', None),
            (BASE + "page/9/", '<a href="/page/8/">Sebelumnya</a>', None),
        ],
    )
    def test_the_next_page_of_a_list(self, url: str, link: str, expected: str | None) -> None:
        assert self.read(link, url).next == (BASE + expected if expected else None)

    def test_articles_of_a_shape_that_headlines_have(self) -> None:
        head = "Kabar panjang dari daerah kita hari ini nomor"
        links = "".join(f'<a href="/baca/{n}/x{n}">{head} {n}</a>' for n in range(4))
        found = self.read(links + '<a href="/baca/9/x9">Singkat</a><a href="/redaksi">R</a>')
        assert len(found.articles) == 5

    def test_lists_that_are_named_after_prisons_are_topics(self) -> None:
        found = self.read('<a href="/tag/lapas/">Lapas</a><a href="/tag/banjir/">Banjir</a>')
        assert found.topics == (f"{BASE}tag/lapas/",)

    def test_first_lines_stand_around_a_headline(self) -> None:
        card = (
            "<article><h2><a href='/2026/01/{0}-kabar-dari-daerah'>{1}</a></h2><p>{2}</p></article>"
        )
        body = card.format(1, "Bupati hadir di acara itu tadi", "Lapas Serang dan Pemkot")
        body += card.format(2, "Jembatan lama itu kini diperbaiki lagi", "Warga senang")
        first, second = self.read(f"<main>{body}</main>").articles
        assert "Lapas Serang" in (first.summary or "")
        assert "Lapas" not in (second.summary or "")
        assert first.source is Source.FRONT_PAGE


class TestDomains:
    @pytest.mark.parametrize(
        ("url", "domain"),
        [
            ("https://banten.tribunnews.com/a", "tribunnews.com"),
            ("https://www.kabar.co.id/", "kabar.co.id"),
            ("https://diskominfo.serangkota.go.id/", "serangkota.go.id"),
            ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
            ("http://a.localhost/", "a.localhost"),
        ],
    )
    def test_a_registered_domain(self, url: str, domain: str) -> None:
        assert domain_of(url) == domain

    def test_sites_of_a_domain_have_their_turns_one_after_the_other(self) -> None:
        async def take() -> list[str]:
            turns = Turns([("a", "a1"), ("a", "a2"), ("b", "b1"), ("c", "c1")], 2)
            begun = []
            for _ in range(2):
                turn = await turns.next()
                assert turn is not None
                begun.append(turn[1])
            waiting = asyncio.ensure_future(turns.next())
            await asyncio.sleep(0)
            assert not waiting.done()
            turns.done("a")
            turn = await waiting
            assert turn is not None
            return [*begun, turn[1]]

        assert asyncio.run(take()) == ["a1", "b1", "a2"]


def test_paired_queries_leave_out_what_others_found() -> None:
    queries = paired_queries()
    assert queries[0] == 'lapas "kerja sama"'
    assert "-lapas" in queries[5].split()
    assert len(queries) == len(set(queries))
