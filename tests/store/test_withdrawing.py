"""What is gone from its site stays, marked, until it comes back."""

from __future__ import annotations

from datetime import timedelta

from model.records import Label, Reading
from store import WITHDRAWN, Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

LATER = MORNING + timedelta(days=3)
COPY = reading("https://kabar.example/x", title="Salinan", agreements=(agreement(place="Aula"),))


def saved(store: Store, *readings: Reading) -> str:
    for read in readings:
        name = store.save(read, state(read, etag='"1"', next_fetch=MORNING)).story
    assert name is not None
    return name


def test_a_withdrawn_article_is_kept_and_marked(store: Store) -> None:
    name = saved(store, reading(), COPY)
    assert store.withdraw(COPY.url + "?utm_source=x", LATER, "http_410", LATER + timedelta(30))
    story = store.story(name)
    assert story is not None
    assert {article.site: article.withdrawn for article in story.articles} == {
        "harian.example": None,
        "kabar.example": LATER,
    }
    assert not story.withdrawn
    explained = store.explain(COPY.url)
    assert explained is not None
    assert explained.reading == COPY
    page = explained.page
    assert (page.outcome, page.detail, page.fetched_at) == (WITHDRAWN, "http_410", LATER)
    assert (page.etag, page.next_fetch) == (None, LATER + timedelta(30))


def test_what_can_still_be_read_speaks_for_the_story(store: Store) -> None:
    name = saved(store, reading(title="Miskin"), COPY)
    story = store.story(name)
    assert story is not None
    assert story.title == "Salinan"
    store.withdraw(COPY.url, LATER, "http_404")
    now = store.story(name)
    assert now is not None
    assert now.title == "Miskin"
    assert now.agreements == story.agreements
    (kept,) = store.agreements()
    assert kept.place == "Aula"


def test_a_story_of_which_nothing_is_left_is_withdrawn_and_the_index_learns_it(
    store: Store,
) -> None:
    name = saved(store, reading(), COPY)
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 9))
    for url in (COPY.url, reading().url):
        assert store.withdraw(url, LATER, "http_404")
        assert [row.item for row in store.indexing.pending("1", 9)] == [name]
        store.indexing.done("1", store.indexing.pending("1", 9))
    story = store.story(name)
    assert story is not None
    assert story.withdrawn
    assert story.model_dump(mode="json")["withdrawn"] is True
    assert len(story.articles) == 2
    (told,) = store.told([name])
    assert told.story == story

    assert store.withdraw(COPY.url, LATER + timedelta(1), "http_404")
    assert store.indexing.pending("1", 9) == []
    assert store.story(name) == story


def test_what_comes_back_is_withdrawn_no_more(store: Store) -> None:
    name = saved(store, reading())
    for read in (reading(), reading(text=text_about("Lapas Cempaka", "Pemkot Seruni") + " Baru.")):
        store.withdraw(read.url, LATER, "http_404")
        back = store.save(read, state(read))
        assert (back.story, back.changed, back.new_story) == (name, True, False)
        story = store.story(name)
        assert story is not None
        assert not story.withdrawn
        assert story.articles[0].withdrawn is None
        assert "withdrawn" not in story.model_dump(mode="json")


def test_an_error_page_is_no_return(store: Store) -> None:
    name = saved(store, reading())
    store.withdraw(reading().url, LATER, "http_404")
    store.save(Reading(url=reading().url, error="not_article"), state(reading(), "not_article"))
    story = store.story(name)
    assert story is not None
    assert story.withdrawn


def test_what_comes_back_as_something_else_leaves(store: Store) -> None:
    saved(store, reading())
    store.withdraw(reading().url, LATER, "http_404")
    other = reading(label=Label.OTHER, text="Domain ini dijual.")
    assert store.save(other, state(other, "not_relevant")).story is None
    assert store.stories() == []


def test_only_what_is_kept_can_be_withdrawn(store: Store) -> None:
    other = reading(label=Label.OTHER)
    store.save(other, state(other, "not_relevant"))
    known = store.states([other.url])
    assert not store.withdraw(other.url, LATER, "http_404")
    assert not store.withdraw("https://harian.example/unknown", LATER, "http_404")
    assert store.states([other.url]) == known
    name = saved(store, COPY)
    store.erasing.story(name, GONE)
    assert not store.withdraw(COPY.url, LATER, "http_404")


def test_of_one_article_under_two_addresses_one_is_enough(store: Store) -> None:
    main = reading("https://harian.example/a")
    again = reading("https://harian.example/a-cetak", canonical_url=main.url)
    name = saved(store, main, again)
    store.withdraw(main.url, LATER, "http_404")
    story = store.story(name)
    assert story is not None
    (article,) = story.articles
    assert (article.url, article.withdrawn) == (again.url, None)
    store.withdraw(again.url, LATER, "http_404")
    story = store.story(name)
    assert story is not None
    (article,) = story.articles
    assert (article.url, article.withdrawn) == (main.url, LATER)
    assert story.withdrawn
