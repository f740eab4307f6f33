"""What is saved is there, once, and as it was."""

from __future__ import annotations

from datetime import UTC, timedelta

from model.records import Label, Reading
from store import Store
from tests.store.readings import MORNING, agreement, reading, state, text_about


def test_a_saved_story_can_be_read_back(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    assert saved.new_story
    assert saved.changed
    assert saved.new_agreements == 1
    story = store.story(saved.story or "")
    assert story is not None
    assert read.article is not None
    assert story.text == read.article.text
    assert [article.url for article in story.articles] == [read.url]
    assert story.published == MORNING
    assert story.published.tzinfo is UTC
    (kept,) = store.agreements()
    assert story.agreements == (kept.id,)
    assert kept.stories == (story.id,)
    assert kept.articles == story.articles
    assert kept.model_dump(exclude={"id", "stories", "articles"}) == agreement().model_dump()
    assert store.agreement(kept.id) == kept


def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    read = reading()
    first = store.save(read, state(read))
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    later = state(read, fetched_at=MORNING + timedelta(days=1), etag='"2"')
    again = store.save(read, later)
    assert again.story == first.story
    assert not again.changed
    assert not again.new_story
    assert again.new_agreements == 0
    assert store.indexing.pending("1", 10) == []
    assert list(store.states([read.url]).values()) == [later]


def test_a_copy_joins_the_story(store: Store) -> None:
    first = reading()
    copy = reading("https://kabar.example/x", published=MORNING - timedelta(hours=2))
    one = store.save(first, state(first))
    two = store.save(copy, state(copy))
    assert two.story == one.story
    assert not two.new_story
    assert two.new_agreements == 0
    (story,) = store.stories()
    assert [article.site for article in story.articles] == ["kabar.example", "harian.example"]
    assert store.counts().agreements == 1


def test_another_partner_makes_another_story(store: Store) -> None:
    first = reading()
    other = reading(
        "https://kabar.example/x",
        agreements=(agreement(partner="Universitas Melati"),),
        text=text_about("Lapas Cempaka", "Universitas Melati", seed=7),
    )
    assert store.save(first, state(first)).story != store.save(other, state(other)).story


def test_what_is_no_story_is_explained_without_its_text(store: Store) -> None:
    read = reading(label=Label.OTHER)
    saved = store.save(read, state(read, outcome="not_relevant"))
    assert saved.story is None
    explained = store.explain(read.url + "?utm_source=x")
    assert explained is not None
    assert explained.page.outcome == "not_relevant"
    assert explained.reading is not None
    assert explained.reading.article is not None
    assert explained.reading.article.text == ""
    assert store.stories() == []


def test_a_page_that_is_no_story_any_more_leaves_and_the_index_learns_it(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    (kept,) = store.agreements()
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    store.save(reading(label=Label.OTHER), state(read, outcome="not_relevant"))
    assert store.stories() == []
    assert store.agreements() == []
    gone = [row.item for row in store.indexing.pending("1", 10)]
    assert gone == [saved.story, kept.id]
    assert store.told(gone) == []


def test_a_page_that_cannot_be_read_any_more_keeps_its_story(store: Store) -> None:
    read = reading()
    saved = store.save(read, state(read))
    broken = Reading(url=read.url, error="not_article")
    assert store.save(broken, state(read, outcome="not_article")).story == saved.story
    assert len(store.stories()) == 1
