"""States, who and when; two officers at once; what was sent stays; what runs by the clock."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

import pytest

from model.alerts import DeliveryState
from model.audit import Act
from model.exceptions import ConflictError, InputError, NotFoundError
from model.kliping import Content, KlipingState, Section
from model.records import Tone
from papers.kliping import editing
from papers.kliping.office import PANTAU, event_key
from papers.kliping.outgoing import FORMATS, content_of
from tests.papers.kliping.newsroom import Newsroom, at, shown

DAY = date(2026, 1, 29)
NOW = at(29, 8)


@pytest.fixture
def busy(room: Newsroom) -> Newsroom:
    """A room with a kliping of three entries."""
    for number in (1, 2, 3):
        room.sign(number, at(28, 8 + number))
    room.build(29)
    return room


def partners(room: Newsroom) -> list[str]:
    return [one.partners[0][-1] for one in shown(room.office.find(DAY), Section.NEW)]


def keys(room: Newsroom) -> list[str]:
    return [one.key for one in shown(room.office.find(DAY), Section.NEW)]


def test_each_state_has_a_name_and_a_time(busy: Newsroom) -> None:
    office = busy.office
    office.check(DAY, at(29, 8), "Rina")
    office.reopen(DAY, at(29, 9), "Budi")
    office.check(DAY, at(29, 10), "Sari")
    sent = office.send(DAY, at(29, 11), "Sari")

    assert [(step.state.value, step.by, step.at) for step in sent.steps] == [
        ("draf", "Rina", at(29, 7, 31)),
        ("diperiksa", "Rina", at(29, 8)),
        ("draf", "Budi", at(29, 9)),
        ("diperiksa", "Sari", at(29, 10)),
        ("terkirim", "Sari", at(29, 11)),
    ]
    assert sent.revision == 5
    step = sent.step(KlipingState.CHECKED)
    assert step is not None
    assert step.by == "Sari"


def test_each_step_is_logged(busy: Newsroom) -> None:
    busy.office.check(DAY, NOW, "Rina")
    busy.office.send(DAY, NOW, "Sari")

    deeds = busy.store.audit.deeds(10, subject="kliping 2026-01-29")

    assert [(deed.act, deed.by, deed.detail["revision"]) for deed in deeds] == [
        (Act.SEND, "Sari", 3),
        (Act.EDIT, "Rina", 2),
        (Act.EDIT, "Rina", 1),
    ]


def test_an_edit_makes_a_checked_kliping_a_draft(busy: Newsroom) -> None:
    busy.office.check(DAY, NOW, "Rina")

    changed = busy.office.edit(DAY, lambda one: editing.advised(one, "Saran"), NOW, "Budi")

    assert changed.state is KlipingState.DRAFT
    assert changed.step(KlipingState.CHECKED) is None
    with pytest.raises(ConflictError, match="check the kliping of 2026-01-29 first"):
        busy.office.send(DAY, NOW, "Budi")


def test_what_officers_write_leaves_with_initials(busy: Newsroom) -> None:
    first = keys(busy)[0]
    note = "Narapidana Budi Santoso (34) dan ibunya, Wagiyem, disebut; Kalapas Andi Wijaya setuju."

    def written(one: Content) -> Content:
        return editing.advised(editing.noted(one, first, note, None), note)

    made = busy.office.edit(DAY, written, NOW, "Rina")

    told = "Narapidana B.S. (34) dan ibunya, W., disebut; Kalapas Andi Wijaya setuju."
    assert (shown(made, Section.NEW)[0].note, made.content.advice) == (told, told)
    again = busy.office.build(DAY, NOW, "Rina")
    assert (shown(again, Section.NEW)[0].note, again.content.advice) == (told, told)
    for form in ("wa", "html", "json"):
        leaves = content_of(again, form, busy.settings).decode()
        assert "Andi Wijaya" in leaves
        assert not {"Santoso", "Wagiyem"} & set(leaves.replace(",", " ").split())


def test_what_changes_nothing_is_no_change(busy: Newsroom) -> None:
    busy.office.check(DAY, NOW, "Rina")

    same = busy.office.edit(DAY, lambda one: editing.advised(one, " "), NOW, "Budi")

    assert (same.state, same.revision) == (KlipingState.CHECKED, 2)


def test_a_kliping_that_was_sent_is_frozen(busy: Newsroom) -> None:
    busy.office.check(DAY, NOW, "Rina")
    sent = busy.office.send(DAY, NOW, "Rina")
    before = {form: content_of(sent, form, busy.settings) for form in FORMATS if form != "pdf"}
    office, later = busy.office, at(29, 12)
    busy.sign(4, at(28, 20), seen=at(29, 11))

    for change in (
        functools.partial(office.build, DAY, later, "Budi"),
        functools.partial(office.check, DAY, later, "Budi"),
        functools.partial(office.reopen, DAY, later, "Budi"),
        functools.partial(office.send, DAY, later, "Budi"),
        functools.partial(office.edit, DAY, lambda one: editing.advised(one, "x"), later, "Budi"),
    ):
        with pytest.raises(ConflictError, match="was sent: it stays as it is"):
            change()

    again = office.find(DAY)
    assert again == sent
    del before["xlsx"]
    assert {form: content_of(again, form, busy.settings) for form in before} == before


def test_two_officers_lose_nothing(busy: Newsroom) -> None:
    seen = busy.office.find(DAY)
    first, second = keys(busy)[:2]
    busy.office.edit(
        DAY, lambda one: editing.noted(one, first, "tolong dicek", None), NOW, "Rina", seen.revision
    )

    with pytest.raises(ConflictError, match="somebody else changed"):
        busy.office.edit(
            DAY, lambda one: editing.noted(one, second, "Budi", None), NOW, "Budi", seen.revision
        )
    with pytest.raises(ConflictError, match="somebody else changed"):
        busy.office.check(DAY, NOW, "Budi", seen.revision)

    notes = [one.note for one in shown(busy.office.find(DAY), Section.NEW)]
    assert notes == ["tolong dicek", "", ""]


@pytest.mark.parametrize(
    ("edit", "order"),
    [
        (lambda one, key: editing.moved(one, key, 3), "231"),
        (lambda one, key: editing.moved(one, key, 99), "231"),
        (lambda one, key: editing.shifted(one, key, 1), "213"),
        (lambda one, key: editing.shifted(one, key, -1), "123"),
        (lambda one, key: editing.removed(one, key, is_removed=True), "23"),
    ],
)
def test_entries_are_put_in_order(
    busy: Newsroom, edit: Callable[[Content, str], Content], order: str
) -> None:
    first = keys(busy)[0]

    busy.office.edit(DAY, lambda one: edit(one, first), NOW, "Rina")

    assert "".join(partners(busy)) == order


def test_a_whole_section_is_put_in_order(busy: Newsroom) -> None:
    wanted = keys(busy)[::-1]

    busy.office.edit(DAY, lambda one: editing.reordered(one, Section.NEW, wanted), NOW, "Rina")

    assert "".join(partners(busy)) == "321"


def test_what_people_decided_outlives_new_finds(busy: Newsroom) -> None:
    first, second, third = keys(busy)

    def decide(one: Content) -> Content:
        one = editing.moved(one, third, 1)
        one = editing.removed(one, second, is_removed=True)
        return editing.advised(editing.noted(one, first, "Penting", Tone.POSITIF), "Saran")

    busy.office.edit(DAY, decide, NOW, "Rina")
    busy.sign(4, at(29, 7), seen=at(29, 7, 50))
    made = busy.office.build(DAY, at(29, 9), "Rina")

    assert partners(busy) == ["3", "1", "4"]
    assert made.content.advice == "Saran"
    entry = shown(made, Section.NEW)[1]
    assert (entry.note, entry.tone) == ("Penting", Tone.POSITIF)
    back = busy.office.edit(
        DAY, lambda one: editing.removed(one, second, is_removed=False), NOW, "Rina"
    )
    assert len(shown(back, Section.NEW)) == 4


def test_what_a_person_left_out_is_not_told_the_next_day(busy: Newsroom) -> None:
    first = keys(busy)[0]
    busy.office.edit(DAY, lambda one: editing.removed(one, first, is_removed=True), NOW, "Rina")
    busy.office.check(DAY, NOW, "Rina")
    busy.office.send(DAY, NOW, "Rina")

    assert shown(busy.build(30), Section.NEW) == []


def test_a_draft_that_another_kliping_overtook_is_put_together_anew(room: Newsroom) -> None:
    room.send(27)
    room.sign(1, at(27, 9))
    room.build(28)
    room.build(29)
    room.office.check(date(2026, 1, 28), NOW, "Rina")
    room.office.send(date(2026, 1, 28), NOW, "Rina")
    room.office.check(DAY, NOW, "Rina")

    with pytest.raises(ConflictError, match="put it together anew"):
        room.office.send(DAY, NOW, "Rina")

    room.send(29)
    with pytest.raises(InputError, match="nothing is left"):
        room.office.build(date(2026, 1, 26), NOW, "Rina")


def test_there_is_no_entry_of_that_name(busy: Newsroom) -> None:
    content = busy.office.find(DAY).content

    assert editing.key_of(content, "a2") == keys(busy)[1]
    for wrong in ("A4", "F1", "A0", "apa"):
        with pytest.raises(NotFoundError, match="no entry"):
            editing.key_of(content, wrong)


class TestByTheClock:
    def test_by_hand_nothing_goes_out(self, room: Newsroom) -> None:
        room.sign(1, at(28, 9))

        made = room.office.run(at(29, 7, 30))

        assert made is not None
        assert (made.state, made.steps[0].by) == (KlipingState.DRAFT, PANTAU)

    def test_a_draft_that_was_made_early_is_brought_up_to_date(self, room: Newsroom) -> None:
        room.office.build(DAY, at(29, 6), "Rina")
        room.sign(1, at(29, 6, 30))

        made = room.office.run(at(29, 7, 30))

        assert made is not None
        assert len(shown(made, Section.NEW)) == 1

    def test_what_was_checked_is_left_alone(self, room: Newsroom) -> None:
        room.office.build(DAY, at(29, 6), "Rina")
        room.office.check(DAY, at(29, 6, 5), "Rina")
        room.sign(1, at(29, 6, 30))

        made = room.office.run(at(29, 7, 30))

        assert made is not None
        assert (made.state, made.revision) == (KlipingState.CHECKED, 2)

    def test_it_goes_out_by_itself_when_it_may(self, room: Newsroom) -> None:
        room.given["kliping"] = {"send": "auto", "send_at": "08:15", "to": ["mailto:a@x.example"]}
        room.sign(1, at(28, 9))

        first, second = room.office.run(at(29, 7, 30)), room.office.run(at(29, 8, 15))

        assert first is not None
        assert first.state is KlipingState.DRAFT
        assert second is not None
        assert second.state is KlipingState.SENT
        assert second.step(KlipingState.CHECKED) is None
        [row] = room.store.outbox.deliveries(event=event_key(DAY))
        assert (row.channel, row.state) == ("mailto:a@x.example", DeliveryState.PENDING)
        assert room.office.run(at(29, 9)) == second

    @pytest.mark.parametrize(("day", "is_due"), [(30, True), (31, False)])
    def test_there_is_none_on_saturdays(self, room: Newsroom, day: int, is_due: bool) -> None:
        assert (room.office.run(at(day, 7, 30)) is not None) is is_due


def test_every_channel_gets_a_message_of_its_own(room: Newsroom) -> None:
    room.given["kliping"] = {"to": ["mailto:a@x.example", "https://x.example/hook"]}
    room.sign(1, at(28, 9))
    room.send(29)

    rows = room.store.outbox.deliveries(event=event_key(DAY))

    assert {row.channel for row in rows} == {"mailto:a@x.example", "https://x.example/hook"}
    assert len({row.key for row in rows}) == 2
    assert all(row.due <= at(29, 7, 45) for row in rows)
