"""What a person decides counts at once, outlives every later reading, and can be taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from model.exceptions import StoreError
from model.records import Correction, CorrectionKind, Decision, Judgement, Label, Reading, Review
from store import Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about
from tests.store.test_erasing import everything

NOON = MORNING + timedelta(hours=4)
SIGNED = (
    "Lapas Kelas IIB Garut dan Puskesmas Tarogong menandatangani perjanjian kerja sama layanan "
    "kesehatan warga binaan, Rabu (28/1/2026), di aula lapas.\n"
    + text_about("Lapas Garut", "Puskesmas Tarogong", seed=3)
)
LINES = text_about("Lapas Cempaka", "Pemkot Seruni").splitlines()


def near(url: str = "https://harian.example/hampir", **fields: object) -> Reading:
    """A candidate that tells of a signing."""
    read = reading(url, label=Label.CANDIDATE, text=str(fields.pop("text", SIGNED)), **fields)
    judged = Judgement(label=Label.CANDIDATE, probability=0.41, model="c832a4ae2cb2")
    return read.model_copy(update={"judgement": judged})


def saved(store: Store, *readings: Reading) -> str:
    for read in readings:
        name = store.save(read, state(read)).story
    assert name is not None
    return name


def keep(store: Store, name: str, at: datetime = NOON) -> None:
    assert store.decide(name, Decision.KEEP, "rina", at) == name


def drop(store: Store, name: str, at: datetime = NOON) -> None:
    assert store.decide(name, Decision.DROP, "rina", at) == name


def label_of(store: Store, name: str) -> Label:
    story = store.story(name)
    assert story is not None
    return story.label


def drained(store: Store) -> dict[str, int]:
    rows = store.indexing.pending("1", 50)
    store.indexing.done("1", rows)
    return {row.item: row.version for row in rows}


def test_a_kept_candidate_is_a_partnership_with_its_agreements(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    name = saved(store, near())
    drained(store)
    assert store.decide(name, Decision.KEEP, "rina", NOON, "naskah ada") == name

    story = store.story(name)
    assert story is not None
    assert (story.label, story.probability) == (Label.PARTNERSHIP, 0.41)
    assert story.review == Review(
        decision=Decision.KEEP,
        by="rina",
        at=NOON,
        note="naskah ada",
        label=Label.CANDIDATE,
        probability=0.41,
        model="c832a4ae2cb2",
    )
    (kept,) = store.agreements()
    assert {party.name for party in kept.parties} == {"Lapas Kelas IIB Garut", "Puskesmas Tarogong"}
    assert kept.signed_on == date(2026, 1, 28)
    assert story.agreements == (kept.id,)
    assert set(drained(store)) == {name}
    (told,) = store.told([name])
    assert told.agreements == (kept,)
    assert store.candidates(0.5) == []


def test_a_dropped_story_leaves_all_lists_and_comes_back_as_it_was(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    name = saved(store, reading())
    before = store.story(name), store.agreements(), store.counts()
    agreed = before[1][0].id
    drained(store)
    assert store.decide(agreed, Decision.DROP, "rina", NOON) == name

    assert label_of(store, name) is Label.OTHER
    assert store.stories() == store.agreements() == store.told([name]) == []
    assert list(store.versions()) == []
    assert [story.id for story in store.stories(label=Label.OTHER)] == [name]
    counts = store.counts()
    assert (counts.articles, counts.stories, counts.candidates, counts.agreements) == (0, 0, 0, 0)
    assert set(drained(store)) == {name, agreed}
    assert store.indexing.begin("2", "embedded", keep="1") == 0
    store.indexing.requeue("2", [name, agreed])
    assert {row.item for row in store.indexing.pending("2", 9)} == {name, agreed}

    assert store.undo(agreed, "budi", NOON) == name
    assert (store.story(name), store.agreements(), store.counts()) == before
    assert set(drained(store)) == {name}
    explained = store.explain(reading().url)
    assert explained is not None
    assert explained.review is None
    assert [(past.undone, past.undone_by) for past in explained.reviews] == [(NOON, "budi")]


def test_copies_of_a_dropped_story_go_the_same_way(store: Store) -> None:
    store.indexing.begin("1", "embedded")
    name = saved(store, reading())
    drop(store, name)
    drained(store)
    copy = reading("https://kabar.example/salinan", title="Salinan")
    done = store.save(copy, state(copy))
    assert (done.story, done.new_story, done.new_agreements) == (name, False, 0)
    assert store.stories() == []
    assert drained(store) == {}
    store.undo(name, "rina", NOON)
    (story,) = store.stories()
    assert len(story.articles) == 2


def test_who_drops_a_plan_does_not_drop_the_signing(store: Store) -> None:
    plan = near(text="\n".join(LINES), published=MORNING - timedelta(days=4))
    name = saved(store, plan)
    drop(store, name)
    signing = reading("https://kabar.example/diteken")
    other = store.save(signing, state(signing))
    assert other.new_story
    assert [story.id for story in store.stories()] == [other.story]


@pytest.mark.parametrize("decision", Decision)
def test_a_later_reading_does_not_overturn_a_decision(store: Store, decision: Decision) -> None:
    name = saved(store, near())
    store.decide(name, decision, "rina", NOON)
    expected = label_of(store, name)
    for label in (Label.OTHER, Label.PARTNERSHIP, Label.CANDIDATE):
        edited = reading(near().url, label=label, text=SIGNED + f"\nTambahan {label}.")
        assert store.save(edited, state(edited)).story == name
        story = store.story(name)
        assert story is not None
        assert (story.label, story.text) == (expected, edited.article and edited.article.text)
    assert bool(store.agreements()) is (decision is Decision.KEEP)
    assert len(store.versions_of(near().url)) == 4


def test_a_decision_that_is_taken_back_leaves_what_the_judge_says_now(store: Store) -> None:
    name = saved(store, near())
    keep(store, name)
    other = reading(near().url, label=Label.OTHER, text="Lapas menggelar lomba.")
    saved(store, other)
    assert store.undo(name, "rina", NOON) == name
    assert store.story(name) is None
    assert store.agreements() == []
    assert store.undo(name, "rina", NOON) is None


def test_decisions_are_taken_back_one_by_one(store: Store) -> None:
    name = saved(store, near())
    keep(store, name)
    (kept,) = store.agreements()
    drop(store, name, NOON + timedelta(hours=1))
    assert label_of(store, name) is Label.OTHER
    store.undo(name, "rina", NOON)
    assert label_of(store, name) is Label.PARTNERSHIP
    assert store.agreements() == [kept]
    store.undo(name, "rina", NOON)
    assert label_of(store, name) is Label.CANDIDATE
    assert store.agreements() == []
    assert store.undo(name, "rina", NOON) is None


def test_where_stories_become_one_the_newest_decision_counts(store: Store) -> None:
    first = reading("https://a.example/1", agreements=(), text="\n".join(LINES[:6]))
    second = reading("https://b.example/2", text="\n".join(LINES[6:]))
    one, two = saved(store, first), saved(store, second)
    keep(store, one)
    drop(store, two, NOON + timedelta(hours=1))
    whole = reading("https://c.example/3", text="\n".join(LINES))
    assert saved(store, whole) == one
    assert label_of(store, two) is Label.OTHER
    assert store.stories() == store.agreements() == []
    store.undo(two, "rina", NOON)
    assert label_of(store, one) is Label.PARTNERSHIP


def test_what_an_index_held_of_a_story_that_a_dropped_one_takes_in_leaves_it(store: Store) -> None:
    first = reading("https://a.example/1", agreements=(), text="\n".join(LINES[:6]))
    second = reading("https://b.example/2", text="\n".join(LINES[6:]))
    one, two = saved(store, first), saved(store, second)
    agreed = store.agreements()[0].id
    drop(store, one)
    store.indexing.begin("1", "embedded")
    drained(store)
    saved(store, reading("https://c.example/3", text="\n".join(LINES), agreements=()))
    assert set(drained(store)) >= {two, agreed}


def test_a_page_takes_its_decision_along(store: Store) -> None:
    pages = reading("https://a.example/1"), reading("https://b.example/2")
    name = saved(store, *pages)
    drop(store, name)
    moved = reading(
        pages[1].url,
        title="Lain",
        text=text_about("Rutan Intan", "PMI", seed=9),
        agreements=(agreement("Rutan Kelas I Intan", "PMI Kota Intan"),),
    )
    other = saved(store, moved)
    assert other != name
    assert label_of(store, name) is label_of(store, other) is Label.OTHER


def test_a_correction_has_no_say_and_goes_along(store: Store) -> None:
    name = saved(store, reading())
    ralat = reading("https://harian.example/ralat", label=Label.OTHER, title="Ralat")
    told = Correction(kind=CorrectionKind.RALAT, evidence="Ralat", urls=(reading().url,))
    assert saved(store, ralat.model_copy(update={"correction": told})) == name
    drop(store, name)
    assert store.stories() == []
    assert store.explain(ralat.url).reviews == ()  # type: ignore[union-attr]
    store.undo(name, "rina", NOON)
    assert [len(story.articles) for story in store.stories()] == [2]


def test_candidates_nearest_the_line_come_first(store: Store) -> None:
    for number, said in enumerate((0.22, 0.45, 0.31)):
        read = near(f"https://a.example/{number}", text=text_about("Lapas", "X", seed=number))
        assert read.judgement is not None
        judged = read.judgement.model_copy(update={"probability": said})
        saved(store, read.model_copy(update={"judgement": judged}))
    found = store.candidates(0.47)
    assert [case.story.probability for case in found] == [0.45, 0.31, 0.22]
    assert [case.judgement.model for case in found] == ["c832a4ae2cb2"] * 3
    assert store.candidates(0.3, limit=1)[0].url == "https://a.example/2"
    assert store.decided() == []
    keep(store, found[2].story.id)
    drop(store, found[0].story.id)
    assert [case.story.id for case in store.decided()] == [found[0].story.id, found[2].story.id]


def test_deleting_a_story_deletes_what_was_decided(store: Store) -> None:
    name = saved(store, near())
    store.decide(name, Decision.DROP, "rina-rahasia", NOON, "catatan")
    assert store.erasing.story(name, GONE)
    assert "rahasia" not in everything(store)


def test_what_is_no_story_cannot_be_decided_on(store: Store) -> None:
    other = reading(label=Label.OTHER)
    store.save(other, state(other, "not_relevant"))
    for identity in ("", "sunknown", other.url):
        assert store.decide(identity, Decision.KEEP, "rina", NOON) is None
        assert store.undo(identity, "rina", NOON) is None
        assert store.case(identity) is None


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_that_cannot_be_written_whole_is_not_written(
    store: Store, decision: Decision
) -> None:
    store.indexing.begin("1", "embedded")
    name = saved(store, near())
    drained(store)
    before = everything(store)
    rename(store, "index_queue", "away")
    with pytest.raises(StoreError):
        store.decide(name, decision, "rina", NOON)
    rename(store, "away", "index_queue")
    assert everything(store) == before
    assert drained(store) == {}


def rename(store: Store, old: str, new: str) -> None:
    with store._database.write() as connection:
        connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
