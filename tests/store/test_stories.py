"""Stories grow, join, lose articles and go, and everything that hangs on them follows."""

from __future__ import annotations

from datetime import timedelta

from model.records import Label
from store import Store
from tests.store.readings import MORNING, agreement, reading, state, text_about

RELEASE = text_about("Lapas Cempaka", "Pemkot Seruni")
LINES = RELEASE.splitlines()


def test_a_richer_article_speaks_for_the_story(store: Store) -> None:
    short = reading("https://a.example/1", agreements=(agreement(signed_on=None),), title="Pendek")
    full = reading(
        "https://b.example/2",
        agreements=(agreement(place="Aula Lapas Cempaka", term_months=24),),
        title="Lengkap",
        published=MORNING + timedelta(hours=3),
    )
    saved = store.save(short, state(short))
    store.save(full, state(full))
    story = store.story(saved.story or "")
    assert story is not None
    assert story.title == "Lengkap"
    assert story.published == MORNING
    (kept,) = store.agreements(stories=[story.id])
    assert kept.term_months == 24
    assert kept.id == story.agreements[0]


def test_what_one_article_leaves_open_another_fills_in(store: Store) -> None:
    dated = reading("https://a.example/1", agreements=(agreement(scope=("Las", "Boga")),))
    placed = reading("https://b.example/2", agreements=(agreement("Lapas Cempaka", place="Aula"),))
    for read in (dated, placed):
        store.save(read, state(read))
    (kept,) = store.agreements()
    assert kept.scope == ("Las", "Boga")
    assert kept.place == "Aula"


def test_an_article_joins_two_stories_and_both_ids_still_lead_there(store: Store) -> None:
    first = reading("https://a.example/1", agreements=(), text="\n".join(LINES[:6]))
    second = reading("https://b.example/2", agreements=(), text="\n".join(LINES[6:]))
    whole = reading("https://c.example/3", text=RELEASE)
    one, two = (store.save(read, state(read)) for read in (first, second))
    assert one.story != two.story
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    three = store.save(whole, state(whole))
    assert three.story == one.story
    assert not three.new_story
    (story,) = store.stories()
    assert len(story.articles) == 3
    assert store.story(two.story or "") == story
    assert store.stories(ids=[two.story or ""]) == []
    assert {row.item for row in store.indexing.pending("1", 10)} == {one.story, two.story}


def test_a_changed_page_changes_its_story_and_keeps_its_ids(store: Store) -> None:
    before = reading()
    saved = store.save(before, state(before))
    (kept,) = store.agreements()
    after = reading(agreements=(agreement(term_months=36),), title="Judul baru")
    changed = store.save(after, state(after))
    assert changed.changed
    assert changed.story == saved.story
    assert changed.new_agreements == 0
    (now,) = store.agreements()
    assert (now.id, now.term_months) == (kept.id, 36)
    assert [found.title for found in store.stories()] == ["Judul baru"]


def test_a_page_that_tells_another_event_now_leaves_its_story(store: Store) -> None:
    first, copy = reading("https://a.example/1"), reading("https://b.example/2")
    for read in (first, copy):
        store.save(read, state(read))
    other = reading(
        copy.url,
        agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
        text=text_about("Rutan Intan", "PMI", seed=5),
    )
    store.save(other, state(other))
    assert sorted(len(story.articles) for story in store.stories()) == [1, 1]
    assert store.counts().agreements == 2


def test_one_article_at_two_addresses_is_listed_once(store: Store) -> None:
    url = "https://a.example/berita/1"
    plain = reading(url, canonical_url=url)
    printed = reading("https://a.example/cetak/1", canonical_url=url)
    for read in (printed, plain):
        store.save(read, state(read))
    (story,) = store.stories()
    assert [article.url for article in story.articles] == [url]
    assert store.counts().articles == 1


def test_a_wrong_canonical_address_loses_no_story(store: Store) -> None:
    front = "https://a.example/berita"
    one = reading("https://a.example/1", canonical_url=front)
    two = reading(
        "https://a.example/2",
        canonical_url=front,
        agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
        text=text_about("Rutan Intan", "PMI", seed=5),
    )
    for read in (one, two):
        store.save(read, state(read))
    assert len(store.stories()) == 2


def test_stories_do_not_chain(store: Store) -> None:
    """Each article shares half its paragraphs with the next one: no story holds all of them."""
    lines = [line for seed in range(8) for line in text_about("Lapas A", "B", seed).splitlines()]
    for number in range(14):
        text = "\n".join(lines[number * 6 : number * 6 + 12])
        read = reading(f"https://a.example/{number}", agreements=(), text=text)
        store.save(read, state(read))
    assert max(len(story.articles) for story in store.stories()) <= 6


def test_stories_are_listed_newest_first_by_label(store: Store) -> None:
    for number in range(4):
        label = Label.CANDIDATE if number % 2 else Label.PARTNERSHIP
        read = reading(
            f"https://a.example/{number}",
            label=label,
            agreements=(agreement(partner=f"Universitas {number}", signed_on=None),),
            text=text_about("Lapas A", "B", seed=number),
            published=None if number == 3 else MORNING - timedelta(days=number),
            title=str(number),
        )
        store.save(read, state(read))
    assert [story.title for story in store.stories()] == ["3", "0", "1", "2"]
    assert [story.title for story in store.stories(limit=2)] == ["3", "0"]
    assert [story.title for story in store.stories(Label.PARTNERSHIP)] == ["0", "2"]
    assert [story.title for story in store.stories(Label.CANDIDATE, limit=1)] == ["3"]
    ids = [story.id for story in store.stories()]
    assert [story.id for story in store.stories(ids=[*reversed(ids), "sunknown"])] == ids
    assert store.counts().stories == store.counts().candidates == 2
