"""Pages, runs, the index queue, and text that a database would refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from model.report import CrawlReport, SiteReport, totals_of
from model.urls import canonical
from store import PageState, Store
from store.texts import clean
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about


def test_pages_are_remembered_by_address(store: Store) -> None:
    page = state("https://harian.example/a?utm_source=feed", outcome="no_prison_word")
    other = state("https://kabar.example/a", outcome="timeout", detail="30 seconds")
    store.remember([page, other])
    asked = ["http://www.harian.example/a/", other.url, "https://harian.example/unknown"]
    assert store.states(asked) == {canonical(page.url): page, canonical(other.url): other}
    newer = page.model_copy(update={"fetched_at": MORNING + timedelta(days=1), "outcome": "gone"})
    store.remember([page, newer])
    assert store.states([page.url]) == {canonical(page.url): newer}
    store.remember([])
    assert store.states([]) == {}


def test_many_and_long_addresses_are_found_again(store: Store) -> None:
    pages = [state(f"https://harian.example/{number}") for number in range(1_200)]
    pages.append(state("https://harian.example/" + "x" * 5_000))
    store.remember(pages)
    assert store.states(page.url for page in pages) == {canonical(page.url): page for page in pages}


def test_pages_that_are_due_come_in_order(store: Store) -> None:
    def waiting(name: str, **fields: Any) -> PageState:
        url = f"https://{name}"
        return state(url, outcome="waiting", next_fetch=MORNING).model_copy(update=fields)

    pages = [
        waiting("harian.example/undated"),
        waiting("harian.example/old", published=MORNING - timedelta(days=9)),
        waiting("harian.example/new", published=MORNING),
        waiting("harian.example/first", rank=-1),
        waiting("m2.harian.example/moved", published=MORNING - timedelta(days=1)),
        waiting("harian.example/later", next_fetch=MORNING + timedelta(minutes=1)),
        waiting("harian.example/done", next_fetch=None),
        waiting("other.example/x"),
    ]
    store.remember(pages)
    hosts = ["harian.example", "m2.harian.example"]
    due = [page.url.rpartition("/")[2] for page in store.due_pages(hosts, MORNING, 10)]
    assert due == ["first", "new", "moved", "old", "undated"]
    assert len(store.due_pages(hosts, MORNING, 2)) == 2
    assert store.due_pages([], MORNING, 2) == []


def test_a_deleted_page_is_never_due(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read, next_fetch=MORNING, title="Judul", published=MORNING))
    assert store.erasing.story(saved.story or "", GONE)
    assert store.due_pages(["harian.example"], MORNING, 9) == []
    (left,) = store.states([read.url]).values()
    assert (left.outcome, left.title, left.published) == ("deleted", None, None)


def test_remembering_a_page_keeps_its_story(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    store.remember([state(read, outcome="timeout")])
    explained = store.explain(read.url)
    assert explained is not None
    assert explained.page.outcome == "timeout"
    assert explained.story == saved.story
    assert explained.reading == read


def test_explaining_by_id_finds_the_lead_article(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    (kept,) = store.agreements()
    by_story, by_agreement = store.explain(saved.story or ""), store.explain(kept.id)
    assert by_story == by_agreement == store.explain(read.url)
    assert store.explain("s-unknown") is None
    assert store.explain("") is None


def test_odd_addresses_are_ids_too(store: Store) -> None:
    for url in ("file:///tmp/a.html", "baris-1", "", "https://a.example/" + "é/" * 3000):
        read = reading(url, text=text_about(url[:30], "x"))
        store.save(read, state(read))
        explained = store.explain(url)
        assert explained is not None
        assert explained.reading == read


def test_text_that_databases_refuse(store: Store) -> None:
    read = reading(
        "https://a.example/\ud800\x00",
        title="Teken\x00 PKS \ud83d",
        text=text_about("Lapas\x00 A", "B \udfff"),
        agreements=(agreement(partner="Yayasan \x00\udc00 Kasih"),),
        tags=("a\x00",),
        authors=("\ud800",),
    )
    store.save(read, state(read, detail="\x00\ud800", etag="\x00"))
    (story,) = store.stories()
    assert story.title == "Teken PKS \ufffd"
    (kept,) = store.agreements()
    assert kept.parties[1].name == "Yayasan \ufffd Kasih"
    assert not store.save(read, state(read)).changed


def test_text_is_cleaned_all_the_way_down() -> None:
    dirty = {"a\x00": ["b\x00", ("c\ud800", 1, None)]}
    assert clean(dirty) == {"a": ["b", ["c\ufffd", 1, None]]}


def test_runs_keep_their_reports(store: Store) -> None:
    first = store.begin_run(MORNING)
    second = store.begin_run(MORNING + timedelta(days=1))
    sites = [SiteReport(site="harian.example", discovered=4, dropped={"language": 1})]
    report = CrawlReport(run=first, sites=sites, totals=totals_of(sites, stories=1, agreements=0))
    store.finish_run(report, MORNING + timedelta(minutes=5))
    newest, oldest = store.runs(10)
    assert (newest.id, newest.finished, newest.report) == (second, None, None)
    assert oldest.report == report
    assert oldest.started == MORNING
    assert oldest.finished == MORNING + timedelta(minutes=5)
    assert store.runs(1) == [newest]
