"""A better reading of the same bytes takes the former one's place, and nobody edited anything.

The readings of "older readers" are today's with something in them that those got wrong. Where an
article goes, a re-reading and a saving decide by the same steps: what the one heeds, a person's
word among it, so does the other.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.records import Agreement, Article, Label, Page, Reading
from pantau.rereading import reread
from pantau.rereading import save as saving
from pipelines import chain
from pipelines.workers import Workers
from store import WITHDRAWN, Capture, Saved, Store
from tests.archive.pages import FETCHED, OTHER, TEXT, TITLE, URL, html, numbered, page, state_of
from tests.store.erasing import GONE

COPY = page("https://salinan.example/berita/9", html(*TEXT, noise="salinan"))


def with_chrome(read: Reading) -> Reading:
    """As readers that left chrome in the text, and found no officials, gave it."""
    assert read.article is not None
    article = read.article.model_copy(
        update={
            "title": f"{read.article.title} - Kabar Melur",
            "text": read.article.text + "\nBagikan",
        }
    )
    told = tuple(one.model_copy(update={"officials": ()}) for one in read.agreements)
    return read.model_copy(update={"article": article, "agreements": told})


def labelled(read: Reading, label: Label) -> Reading:
    assert read.judgement is not None
    judged = read.judgement.model_copy(update={"label": label, "probability": 0.4})
    told: tuple[Agreement, ...] = read.agreements if label is Label.PARTNERSHIP else ()
    return read.model_copy(update={"judgement": judged, "agreements": told})


def save(store: Store, one: Page, read: Reading, **state: object) -> Saved:
    return store.save(read, state_of(one, read).model_copy(update=state), one)


def capture_of(store: Store, one: Page) -> Capture:
    (capture,) = store.archive.captures(of=[one.url])
    return capture


def replace(store: Store, one: Page, read: Reading | None = None) -> bool:
    capture = capture_of(store, one)
    new = read or chain.process(store.archive.page(capture))
    return store.archive.replace(capture, new, chain.reason(new))


def article_of(store: Store, url: str = URL) -> Article | None:
    read = store.reading(url)
    return read.article if read else None


def test_a_better_reading_is_no_version(store: Store) -> None:
    again = FETCHED + timedelta(days=3)
    saved = save(store, page(), with_chrome(chain.process(page())), next_fetch=again)
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 9))
    (agreed,) = store.agreements()
    before = store.explain(URL)

    assert replace(store, page())
    assert store.reading(URL) == chain.process(page())
    after = store.explain(URL)
    assert before is not None
    assert after is not None
    assert (after.page, after.story, after.versions) == (before.page, saved.story, ())
    assert store.history(saved.story or "") == ()
    (version,) = store.versions_of(URL)
    assert (version.first_seen, version.last_seen) == (FETCHED, FETCHED)
    (told,) = store.agreements()
    assert (told.id, bool(agreed.officials), bool(told.officials)) == (agreed.id, False, True)
    assert [row.item for row in store.indexing.pending("1", 9)] == [saved.story]
    (story,) = store.stories()
    assert (story.title, story.id) == (TITLE, saved.story)

    store.indexing.done("1", store.indexing.pending("1", 9))
    assert not replace(store, page())
    assert store.indexing.pending("1", 9) == []


def test_what_is_read_next_from_other_bytes_is_an_edit_again(store: Store) -> None:
    save(store, page(), with_chrome(chain.process(page())))
    assert replace(store, page())
    more = page(body=html(*TEXT, "Acara ditutup dengan doa bersama oleh semua tamu."))
    save(store, more, chain.process(more))
    assert [len(version.changes) for version in store.versions_of(URL)] == [0, 1]


def test_what_was_edited_meanwhile_is_left_alone(store: Store) -> None:
    save(store, page(), with_chrome(chain.process(page())))
    capture = capture_of(store, page())
    edited = page(body=html(*TEXT[:2]))
    save(store, edited, chain.process(edited))
    better = chain.process(page())
    assert not store.archive.replace(capture, better, chain.reason(better))
    assert store.reading(URL) == chain.process(edited)


def test_what_was_deleted_meanwhile_stays_deleted(store: Store) -> None:
    saved = save(store, page(), with_chrome(chain.process(page())))
    capture = capture_of(store, page())
    assert store.erasing.story(saved.story or "", GONE)
    better = chain.process(page())
    assert not store.archive.replace(capture, better, chain.reason(better))
    assert store.reading(URL) is None


def test_an_error_replaces_nothing(store: Store) -> None:
    save(store, page(), chain.process(page()))
    capture = capture_of(store, page())
    failed = Reading(url=URL, error="worker_timeout: reading took longer than 30 s")
    assert not store.archive.replace(capture, failed, chain.reason(failed))
    assert article_of(store) is not None


def test_a_withdrawn_page_stays_withdrawn(store: Store) -> None:
    save(store, page(), with_chrome(chain.process(page())))
    gone = FETCHED + timedelta(days=9)
    assert store.withdraw(URL, gone, "http_410")
    assert replace(store, page())
    (story,) = store.stories()
    assert story.withdrawn
    assert (story.title, story.articles[0].withdrawn) == (TITLE, gone)
    explained = store.explain(URL)
    assert explained is not None
    assert (explained.page.outcome, explained.page.fetched_at) == (WITHDRAWN, gone)


def test_a_candidate_becomes_a_partnership_with_its_id(store: Store) -> None:
    saved = save(store, page(), labelled(chain.process(page()), Label.CANDIDATE))
    assert store.agreements() == []
    assert replace(store, page())
    (story,) = store.stories(Label.PARTNERSHIP)
    assert story.id == saved.story
    assert len(store.agreements()) == 1
    explained = store.explain(URL)
    assert explained is not None
    assert explained.page.outcome == "partnership"


def test_what_is_no_story_any_more_leaves_and_can_come_back(store: Store) -> None:
    again = FETCHED + timedelta(days=3)
    saved = save(store, page(), chain.process(page()), next_fetch=again)
    other = save(store, COPY, chain.process(COPY))
    assert other.story == saved.story
    assert replace(store, page(), labelled(chain.process(page()), Label.OTHER))
    (story,) = store.stories()
    assert [article.url for article in story.articles] == [COPY.url]
    left = store.explain(URL)
    assert left is not None
    assert (left.page.outcome, left.page.next_fetch, left.story) == ("not_relevant", None, None)
    assert store.versions_of(URL)[0].text == ""

    assert replace(store, page())
    (story,) = store.stories()
    assert (story.id, len(story.articles)) == (saved.story, 2)


def test_a_page_that_was_dropped_on_the_crawl_is_not_there(store: Store) -> None:
    one = page("https://a.example/lain", OTHER)
    save(store, one, chain.process(one))
    assert store.archive.captures(of=[one.url]) == []


def test_readings_that_turn_out_to_tell_the_same_become_one_story(store: Store) -> None:
    first = save(store, page(), chain.process(page()))
    wrong = chain.process(COPY)
    assert wrong.article is not None
    noise = "\n".join(f"Iklan kecik nomor {number} di samping berita" for number in range(80))
    article = wrong.article.model_copy(update={"text": noise, "title": "Iklan"})
    told = chain.process(numbered(5)).agreements
    wrong = wrong.model_copy(update={"article": article, "agreements": told})
    second = save(store, COPY, wrong)
    assert second.story != first.story
    assert replace(store, COPY)
    (story,) = store.stories()
    assert (story.id, len(story.articles)) == (first.story, 2)
    found = store.story(second.story or "")
    assert found is not None
    assert found.id == first.story


@pytest.mark.parametrize("parts", [(), (page(f"{URL}/2", html("Bagian kedua berita itu.")),)])
def test_parts_are_read_with_their_page(store: Store, parts: tuple[Page, ...]) -> None:
    one = page(parts=parts)
    save(store, one, with_chrome(chain.process(one)))
    assert replace(store, one)
    assert store.reading(URL) == chain.process(one)


def test_what_was_interrupted_is_taken_up(store: Store) -> None:
    """Whoever saves page by page and is stopped finds the rest still different."""
    pages = [numbered(number) for number in range(4)]
    for one in pages:
        save(store, one, with_chrome(chain.process(one)))

    def different() -> list[tuple[Capture, Reading]]:
        with Workers(1) as workers:
            found = reread(store, store.archive.captures(), workers)
            return [(one.capture, one.after) for one in found if one.is_other]

    begun = saving(store, different())
    assert [next(begun), next(begun)] == [True, True]
    begun.close()
    left = different()
    assert [capture.url for capture, _ in left] == [one.url for one in pages[2:]]
    assert list(saving(store, left)) == [True, True]
    assert different() == []
