"""An edited article is a new version of itself; what is not edited is none."""

from __future__ import annotations

import copy
from datetime import timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.records import Instrument, Label, Reading
from store import Saved, Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

TEXT = text_about("Lapas Cempaka", "Pemkot Seruni")
URL = "https://harian.example/berita/satu"


def look(store: Store, read: Reading, day: int = 0, body: str | None = None, **other: Any) -> Saved:
    """Save what the page said on a day."""
    moment = MORNING + timedelta(days=day)
    return store.save(read, state(read, fetched_at=moment, body_hash=body, **other))


def settled(store: Store) -> None:
    for row in store.indexing.pending("1", 99):
        store.indexing.done("1", [row])


def test_what_an_edit_replaces_is_kept(store: Store) -> None:
    first = look(store, reading(), 0, "a")
    look(store, reading(), 1, "b")
    edited = reading(title="Lapas Cempaka Perpanjang PKS", text=TEXT + "\nDua puluh kata baru.")
    assert look(store, edited, 3, "c").story == first.story
    look(store, edited, 7, "d")
    old, new = store.versions_of(URL + "?utm_source=x")
    assert (old.number, new.number) == (1, 2)
    assert (old.title, new.title) == (reading().article.title, edited.article.title)  # type: ignore[union-attr]
    assert (old.text, old.agreements) == (TEXT, reading().agreements)
    days = [(told.first_seen - MORNING).days for told in (old, new)]
    assert days == [0, 3]
    assert [(told.last_seen - MORNING).days for told in (old, new)] == [1, 7]
    assert old.changes == ()
    assert new.changes == ("title changed", "text +4 words")
    assert old.digest != new.digest
    (story,) = store.stories()
    assert (story.id, story.title) == (first.story, edited.article.title)  # type: ignore[union-attr]
    (told,) = store.history(story.id)
    assert (told.url, told.in_story, told.versions) == (URL, True, (old, new))


@pytest.mark.parametrize(
    ("changed", "body"),
    [
        ({"text": TEXT.replace(" ", "  ").replace(",", ", ")}, "b"),
        ({"title": "LAPAS CEMPAKA TEKEN PKS DENGAN PEMKOT SERUNI"}, "b"),
        ({"tags": ("lapas",), "authors": ("Budi",), "site_name": "Harian"}, "b"),
        ({"agreements": ()}, "b"),
        ({"agreements": (agreement(partner="Pemerintah Kota Seruni Baru"),)}, None),
        ({"text": TEXT + "\nKalimat yang dahulu tidak terbaca.", "title": "Lain"}, "a"),
        ({"published": MORNING - timedelta(days=1)}, "b"),
    ],
)
def test_noise_and_better_reading_are_no_version(
    store: Store, changed: dict[str, Any], body: str | None
) -> None:
    first = look(store, reading(), 0, "a")
    again = look(store, reading(**changed), 1, body)
    assert again.story == first.story
    assert again.changed
    (only,) = store.versions_of(URL)
    assert (only.first_seen, only.last_seen) == (MORNING, MORNING + timedelta(days=1))
    assert store.history(first.story or "") == ()
    explained = store.explain(URL)
    assert explained is not None
    assert explained.reading == reading(**changed)
    assert explained.versions == ()


def test_what_changed_of_agreements_is_named(store: Store) -> None:
    look(store, reading())
    second = agreement(term_months=24, place="Aula", kind=Instrument.NOTA_KESEPAHAMAN)
    look(store, reading(text=TEXT + "\nAula.", agreements=(second,)), 1)
    third = agreement(partner="Yayasan Kasih")
    look(store, reading(text=TEXT, agreements=(agreement(), third)), 3)
    _, one, two = store.versions_of(URL)
    assert one.changes == ("text +1 words", "agreements changed: kind, place, term_months")
    assert two.changes == (
        "text -1 words",
        "agreements changed: kind, place, term_months, agreement added",
    )


def test_a_redated_article_whose_agreements_change_by_it_is_edited(store: Store) -> None:
    look(store, reading())
    redated = reading(
        published=MORNING + timedelta(days=1), agreements=(agreement(signed_on=None),)
    )
    look(store, redated, 1)
    assert store.versions_of(URL)[-1].changes == (
        "date of publication changed",
        "agreements changed: signed_on",
    )


def test_an_edit_that_makes_it_no_story_is_told(store: Store) -> None:
    copy_ = reading("https://kabar.example/x")
    story = look(store, copy_).story or ""
    look(store, reading())
    gone = reading(label=Label.OTHER, text="Lapas Cempaka membantah kerja sama itu.")
    assert look(store, gone, 3, outcome="not_relevant").story is None
    (left,) = store.history(story)
    assert (left.url, left.in_story) == (URL, False)
    assert left.versions[0].text == TEXT
    assert (left.versions[1].label, left.versions[1].text) == (Label.OTHER, "")
    assert left.versions[1].changes[-1] == "partnership before, other now"
    explained = store.explain(URL)
    assert explained is not None
    assert (explained.story, explained.former_story) == (None, story)
    assert explained.versions == left.versions

    look(store, reading(text=TEXT + "\nLagi."), 7)
    (back,) = store.history(story)
    assert back.in_story
    assert [told.label for told in back.versions] == ["partnership", "other", "partnership"]
    assert back.versions[2].changes == (
        "agreements changed: agreement added",
        "other before, partnership now",
    )


def test_what_was_never_kept_has_no_versions(store: Store) -> None:
    look(store, reading(label=Label.OTHER), outcome="not_relevant")
    look(store, reading(label=Label.OTHER, text="Lain sama sekali."), 1, outcome="not_relevant")
    assert [told.number for told in store.versions_of(URL)] == [1]
    assert store.versions_of("https://harian.example/tidak-ada") == ()


def test_the_index_learns_only_what_can_be_seen(store: Store) -> None:
    first = look(store, reading())
    store.indexing.begin("1", "embedded")
    settled(store)
    versions = list(store.versions())
    for day, unseen in enumerate(({"tags": ("a",)}, {"authors": ("Budi",)}, {"site_name": "H"})):
        assert look(store, reading(**unseen), day + 1, "b").changed
    assert store.indexing.pending("1", 9) == []
    assert list(store.versions()) == versions
    look(store, reading(text=TEXT + "\nBaru."), 9)
    assert [row.item for row in store.indexing.pending("1", 9)] == [first.story]


def test_versions_follow_a_story_into_another_one(store: Store) -> None:
    lines = TEXT.splitlines()
    left = reading("https://a.example/1", agreements=(), text="\n".join(lines[:6]))
    right = reading("https://b.example/2", agreements=(), text="\n".join(lines[6:]))
    one = look(store, left)
    two = look(store, right)
    look(store, reading(right.url, agreements=(), text="\n".join([*lines[6:], "Baru."])), 1)
    whole = look(store, reading("https://c.example/3", text=TEXT), 2)
    assert whole.story == one.story != two.story
    (told,) = store.history(one.story or "")
    assert (told.url, told.in_story) == (right.url, True)
    assert store.history(two.story or "") == (told,)


def test_a_page_that_was_not_modified_is_seen(store: Store) -> None:
    look(store, reading())
    seen = state(reading(), fetched_at=MORNING + timedelta(days=7))
    store.remember([seen])
    store.remember([state(reading())])
    store.remember(
        [seen.model_copy(update={"fetched_at": MORNING + timedelta(days=9), "outcome": "timeout"})]
    )
    (only,) = store.versions_of(URL)
    assert only.last_seen == MORNING + timedelta(days=7)


def test_versions_are_deleted_with_their_story(store: Store) -> None:
    story = look(store, reading(title="Judul rahasia")).story or ""
    look(store, reading(title="Judul lain sekali"), 1)
    assert store.erasing.story(story, GONE)
    assert store.versions_of(URL) == ()
    assert store.history(story) == ()


NUMBERS = count()
EDITS = st.lists(st.sampled_from(["title", "text", "tags", "label", "same"]), max_size=6)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS)
def test_versions_are_numbered_and_in_order(store: Store, edits: list[str]) -> None:
    """However a page is edited, its versions follow each other, and each says what it changed."""
    url = f"https://harian.example/berita/{next(NUMBERS)}"
    fields: dict[str, Any] = {"title": "Lapas teken PKS", "text": TEXT, "label": Label.PARTNERSHIP}
    look(store, reading(url, **fields))
    for day, edit in enumerate(edits, start=1):
        fields = copy.copy(fields)
        if edit in {"title", "text"}:
            fields[edit] += f" kata{day}"
        elif edit == "tags":
            fields["tags"] = (f"tag{day}",)
        elif edit == "label":
            fields["label"] = Label.CANDIDATE
        look(store, reading(url, **fields), day)
    told = store.versions_of(url)
    assert [version.number for version in told] == list(range(1, len(told) + 1))
    assert len(told) == 1 + sum(edit in {"title", "text"} for edit in edits)
    assert all(version.changes for version in told[1:])
    for before, after in pairwise(told):
        assert before.first_seen <= before.last_seen < after.first_seen
