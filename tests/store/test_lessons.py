"""What masks learn of stories is kept, used while it fits, and goes with its story."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from desk import masks
from desk.leaving import masked_story, register_to_leave
from desk.masks import learn, recall, recall_agreements
from model.exceptions import StoreError
from model.records import KeptAgreement, Story
from pipelines.masking import Mask, rules
from store import LessonRow, Store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

TOLD = (
    "Narapidana Joko Susanto (34) ikut pelatihan menjahit di Lapas Kelas IIB Cempaka.\n"
    "Pelatihan itu dibuka Kalapas Cempaka, Rudi Hartono, dan ditutup Maria Ginting."
)

#: Lets the table take no row.
_REFUSE = {
    "sqlite": "CREATE TRIGGER refuse BEFORE INSERT ON lesson BEGIN"
    " SELECT RAISE(ABORT, 'no room'); END",
    "postgresql": "ALTER TABLE lesson ADD CONSTRAINT refuse CHECK (told IS NULL)",
}


@pytest.fixture(autouse=True)
def _memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing in memory, as another process does."""
    monkeypatch.setattr(masks, "_memory", masks._Memory())


def _saved(store: Store, told: str = TOLD, url: str = "https://a.example/1") -> Story:
    page = reading(url, text=told)
    name = store.save(page, state(page)).story or ""
    (found,) = store.stories(ids=[name])
    return found


def _row(store: Store, story: Story) -> LessonRow:
    return store.lessons.of([story.id], rules())[story.id]


def test_a_lesson_is_learnt_once_and_tells_who_is_masked(store: Store) -> None:
    story = _saved(store)
    assert store.lessons.missing(rules(), 5) == [story.id]
    assert learn(store, 5) == 1
    row = _row(store, story)
    assert "susanto" in json.loads(row.told)["hidden"]
    assert learn(store, 5) == 0
    recall(store, [story])
    assert _row(store, story) == row


def test_what_is_kept_is_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    story = _saved(store)
    recall(store, [story])
    told = json.loads(_row(store, story).told)
    place = f"{story.title}\n{TOLD}".index("Rudi Hartono")
    others = [one for one in told["named"] if one[0] != place]
    told["named"] = sorted([*others, [place, place + len("Rudi Hartono"), "none"]])
    store.lessons.put([_row(store, story)._replace(told=json.dumps(told))])
    monkeypatch.setattr(masks, "_memory", masks._Memory())
    recall(store, [story])
    assert "Kalapas Cempaka, R.H., dan" in masked_story(story).text


@pytest.mark.parametrize("other", [{"digest": "0" * 32}, {"rules": "0" * 32}])
def test_what_does_not_fit_is_learnt_anew(
    store: Store, other: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = _saved(store)
    recall(store, [story])
    row = _row(store, story)
    store.lessons.put([row._replace(told="{}", **other)])
    monkeypatch.setattr(masks, "_memory", masks._Memory())
    recall(store, [story])
    assert _row(store, story) == row


def test_an_edited_story_is_masked_by_what_it_tells_now(store: Store) -> None:
    recall(store, [_saved(store)])
    edited = _saved(store, TOLD.replace("Joko Susanto", "Bambang Wiyono"))
    recall(store, [edited])
    shown = masked_story(edited).text
    assert "Wiyono" not in shown
    assert "Rudi Hartono" in shown
    assert "susanto" not in _row(store, edited).told


def test_a_lesson_goes_with_its_story(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    story = _saved(store)
    recall(store, [story])
    assert store.erasing.story(story.id, GONE)
    assert store.lessons.of([story.id], rules()) == {}
    monkeypatch.setattr(masks, "_memory", masks._Memory())
    recall(store, [story])
    assert store.lessons.of([story.id], rules()) == {}


def test_a_store_that_takes_nothing_hinders_no_export(store: Store) -> None:
    story = _saved(store)
    with store._database.write() as connection:
        connection.execute(text(_REFUSE[connection.dialect.name]))
    row = LessonRow(story.id, rules(), "0" * 32, "{}")
    with pytest.raises(StoreError):
        store.lessons.put([row])
    assert recall(store, [story]) == [story]
    assert "Susanto" not in masked_story(story).text


def _agreement(store: Store) -> KeptAgreement:
    """An agreement that two stories tell of, one of which says who is a prisoner."""
    single = reading("https://a.example/1", text=TOLD)
    others = [
        agreement("Rutan Kelas I Intan", "Universitas Melati", date(2026, 1, 26)),
        agreement("Lapas Kelas IIA Kenari", "Puskesmas Kenari", date(2026, 1, 27)),
    ]
    round_up = reading(
        "https://b.example/2",
        agreements=(*others, agreement()),
        title="Mingguan",
        text=f"Joko Susanto hadir.\n{text_about('Mingguan', 'Mitra', 7)}",
        published=MORNING + timedelta(days=3),
    )
    for page in (single, round_up):
        store.save(page, state(page))
    (found,) = [one for one in store.agreements() if len(one.stories) == 2]
    return found


def test_what_several_stories_tell_of_is_learnt_once_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _agreement(store)
    assert store.joint_lessons.missing(rules(), 5) == [told.id]
    assert learn(store, 5) == 3
    assert store.joint_lessons.missing(rules(), 5) == []
    row = store.joint_lessons.of([told.id], rules())[told.id]
    assert "susanto" in json.loads(row.told)["hidden"]
    monkeypatch.setattr(masks, "_memory", masks._Memory())
    monkeypatch.setattr(masks, "mask_for", _refuse)
    recall_agreements(store, [told])
    monkeypatch.undo()


def _refuse(*texts: str) -> Mask:
    raise AssertionError(texts)


def test_what_an_officer_noted_is_learnt_again_when_it_changes(store: Store) -> None:
    told = _agreement(store).model_copy(update={"note": "Disaksikan Budi Santoso"})
    recall_agreements(store, [told])
    first = store.joint_lessons.of([told.id], rules())[told.id]
    recall_agreements(store, [told.model_copy(update={"note": None})])

    assert store.joint_lessons.of([told.id], rules())[told.id].digest != first.digest


def test_what_was_learnt_of_several_stories_goes_when_one_is_forgotten(store: Store) -> None:
    told = _agreement(store)
    recall_agreements(store, [told])
    assert store.erasing.story(told.stories[0], GONE)

    assert [one.id for one in store.agreements(ids=[told.id])] == [told.id]
    assert store.joint_lessons.of([told.id], rules()) == {}


def test_what_is_forgotten_while_agreements_leave_leaves_no_more(store: Store) -> None:
    told = _agreement(store)
    alone = next(one for one in store.agreements() if len(one.stories) == 1)
    assert store.erasing.story(alone.stories[0], GONE)

    left = register_to_leave(store, [alone, told])

    assert [(one.id, one.stories) for one in left] == [(told.id, told.stories[:1])]
