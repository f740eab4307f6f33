"""What is new is told once, to those who asked for it, and to nobody else."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from model.alerts import (
    DeliveryState,
    Event,
    EventSort,
    Rhythm,
    SubscriptionState,
    Topic,
    Weekday,
)
from model.records import Decision, Instrument, Label
from store import Post, Recipient, Store
from tests.alerts.boxes import Desk, story
from tests.store.erasing import GONE
from tests.store.readings import agreement


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def test_a_new_story_is_told_to_those_who_asked_for_it(desk: Desk) -> None:
    desk.subscribe("semua")
    desk.subscribe("melati", '"universitas melati 1"')
    desk.subscribe("lain", "rutan")
    name = desk.save(story(1))
    desk.save(story(2))

    done = desk.run()

    assert (done.new, done.sent) == (3, 3)
    (all_told,) = desk.messages("semua")
    assert len(all_told.entries) == 2
    (message,) = desk.messages("melati")
    (entry,) = message.entries
    assert entry.sort is EventSort.STORY
    assert (entry.story, entry.outlet, entry.others) == (name, "harian.example", 0)
    assert entry.url == "https://harian.example/berita/1"
    assert entry.partners == ("Universitas Melati 1",)
    assert entry.units == ("Lapas Kelas IIB Cempaka",)
    assert entry.kinds == (Instrument.PERJANJIAN_KERJA_SAMA,)
    assert entry.signed_on == date(2026, 1, 28)
    assert any("«Universitas Melati 1»" in fragment for fragment in entry.highlights)
    assert desk.messages("lain") == []
    assert desk.run().model_dump() == {"new": 0, "sent": 0, "failed": 0, "dead": 0, "stale": 0}


def test_a_story_in_twelve_outlets_is_told_once(desk: Desk) -> None:
    desk.subscribe("semua")
    for number in range(12):
        desk.save(story(1, f"media{number}.example"))
    desk.run()
    desk.save(story(1, "media12.example"))
    desk.run()
    ((entry,),) = [message.entries for message in desk.messages("semua")]
    assert (entry.outlet, entry.others) == ("media0.example", 11)


def test_what_came_before_a_subscription_is_not_told(desk: Desk) -> None:
    desk.save(story(1))
    desk.subscribe("semua")
    desk.save(story(2))
    desk.run()
    assert desk.titles("semua") == [["Lapas Cempaka dan Universitas Melati 2 teken PKS"]]


def test_a_paused_subscription_is_told_what_comes_after_it_is_resumed(desk: Desk) -> None:
    one = desk.subscribe("semua")
    desk.store.subscriptions.put_state(one.id, SubscriptionState.PAUSED, desk.clock())
    desk.save(story(1))
    assert desk.run().new == 0
    desk.save(story(2))
    desk.store.subscriptions.put_state(one.id, SubscriptionState.ACTIVE, desk.clock())
    desk.save(story(3))
    desk.run()
    assert desk.titles("semua") == [["Lapas Cempaka dan Universitas Melati 3 teken PKS"]]


def test_an_ended_subscription_is_told_nothing(desk: Desk) -> None:
    one = desk.subscribe("harian", when=Rhythm.DAILY)
    desk.save(story(1))
    assert desk.run().new == 1
    found = desk.store.subscriptions.by_token(one.token)
    assert found is not None
    desk.store.subscriptions.put_state(found.id, SubscriptionState.ENDED, desk.clock())
    desk.clock.forward(days=2)
    assert desk.run(everything=True).sent == 0


def test_an_agreement_is_told_with_its_story_or_alone(desk: Desk) -> None:
    desk.subscribe("berdua")
    desk.subscribe("berita", what=(Topic.STORIES,))
    desk.subscribe("perjanjian", what=(Topic.AGREEMENTS,))
    desk.save(story(1))
    desk.run()
    sorts = {
        name: [entry.sort for message in desk.messages(name) for entry in message.entries]
        for name in ("berdua", "berita", "perjanjian")
    }
    assert sorts == {
        "berdua": [EventSort.STORY],
        "berita": [EventSort.STORY],
        "perjanjian": [EventSort.AGREEMENT],
    }


def test_an_agreement_that_comes_later_is_told_for_itself(desk: Desk) -> None:
    desk.subscribe("berdua")
    first = story(1)
    desk.save(first)
    desk.run()
    second = agreement(
        partner="Yayasan Kenanga", kind=Instrument.NOTA_KESEPAHAMAN, signed_on=date(2026, 1, 27)
    )
    desk.save(story(1, "warta.example", agreements=(*first.agreements, second)))
    desk.run()
    entries = [entry for message in desk.messages("berdua") for entry in message.entries]
    assert [entry.sort for entry in entries] == [EventSort.STORY, EventSort.AGREEMENT]
    assert entries[1].partners == ("Yayasan Kenanga",)


def test_an_agreement_that_comes_before_the_digest_is_told_in_its_story(desk: Desk) -> None:
    desk.subscribe("harian", when=Rhythm.DAILY)
    first = story(1)
    desk.save(first)
    desk.run()
    second = agreement(
        partner="Yayasan Kenanga", kind=Instrument.NOTA_KESEPAHAMAN, signed_on=date(2026, 1, 27)
    )
    desk.save(first.model_copy(update={"agreements": (*first.agreements, second)}))
    desk.run(everything=True)
    (message,) = desk.messages("harian")
    (entry,) = message.entries
    assert len(entry.agreements) == 2


def test_a_candidate_is_told_to_those_alone_who_ask_for_it(desk: Desk) -> None:
    desk.subscribe("semua")
    desk.subscribe("ditinjau", "label:candidate")
    near = story(1, label=Label.CANDIDATE)
    desk.save(near)
    desk.run()
    assert desk.messages("semua") == []
    (message,) = desk.messages("ditinjau")
    assert [entry.sort for entry in message.entries] == [EventSort.CANDIDATE]
    desk.save(story(1))
    desk.run()
    assert len(desk.messages("semua")) == 1
    assert len(desk.messages("ditinjau")) == 1


def test_a_story_dropped_before_its_digest_is_not_told(desk: Desk) -> None:
    desk.subscribe("harian", when=Rhythm.DAILY)
    name = desk.save(story(1))
    desk.save(story(2))
    desk.run()
    desk.store.decide(name, Decision.DROP, "rina", desk.clock())
    done = desk.run(everything=True)
    assert (done.sent, done.stale) == (1, 1)
    assert desk.titles("harian") == [["Lapas Cempaka dan Universitas Melati 2 teken PKS"]]


def test_each_channel_of_a_subscription_is_told(desk: Desk) -> None:
    targets = (desk.target("satu"), desk.target("dua"))
    desk.subscribe("dua saluran", to=targets)
    desk.save(story(1))
    assert desk.run().sent == 2
    assert len(desk.messages("satu")) == len(desk.messages("dua")) == 1


class TestCorrections:
    """What proves wrong of what was sent is told to those who were sent it."""

    ALL = (Topic.STORIES, Topic.AGREEMENTS, Topic.CORRECTIONS)

    def test_a_changed_date_and_party(self, desk: Desk) -> None:
        desk.subscribe("pembetulan", what=self.ALL)
        desk.subscribe("tanpa")
        first = story(1)
        desk.save(first)
        desk.run()
        told = first.agreements[0].model_copy(update={"signed_on": date(2026, 1, 27)})
        desk.save(first.model_copy(update={"agreements": (told,)}))
        assert desk.run().sent == 1
        entry = desk.messages("pembetulan")[-1].entries[0]
        assert entry.sort is EventSort.CORRECTION
        (change,) = entry.changes
        assert (change.field, change.before, change.after) == (
            "signed_on",
            ("2026-01-28",),
            ("2026-01-27",),
        )
        assert len(desk.messages("tanpa")) == 1
        assert desk.run().new == 0

    def test_a_correction_that_is_taken_back_before_it_is_told(self, desk: Desk) -> None:
        desk.subscribe("harian", what=self.ALL, when=Rhythm.DAILY)
        first = story(1)
        name = desk.save(first)
        desk.run(everything=True)
        desk.store.decide(name, Decision.DROP, "rina", desk.clock())
        assert desk.run().new == 1
        desk.store.undo(name, "rina", desk.clock())
        assert desk.run().new == 0
        done = desk.run(everything=True)
        assert (done.sent, done.stale) == (0, 1)

    def test_a_story_that_is_dropped_and_taken_back(self, desk: Desk) -> None:
        desk.subscribe("pembetulan", what=self.ALL)
        name = desk.save(story(1))
        desk.run()
        desk.store.decide(name, Decision.DROP, "rina", desk.clock())
        desk.run()
        desk.store.undo(name, "rina", desk.clock())
        desk.run()
        fields = [
            change.field
            for message in desk.messages("pembetulan")
            for entry in message.entries
            for change in entry.changes
        ]
        assert fields == ["dropped", "restored"]
        assert desk.messages("pembetulan")[1].entries[0].title

    def test_a_story_whose_page_is_gone(self, desk: Desk) -> None:
        desk.subscribe("pembetulan", what=self.ALL)
        first = story(1)
        desk.save(first)
        desk.run()
        assert desk.store.withdraw(first.url, desk.clock(), "http_410")
        desk.run()
        (change,) = desk.messages("pembetulan")[-1].entries[0].changes
        assert change.field == "withdrawn"

    def test_what_was_not_told_yet_is_told_as_it_is_now(self, desk: Desk) -> None:
        desk.subscribe("harian", what=self.ALL, when=Rhythm.DAILY)
        first = story(1)
        desk.save(first)
        desk.run()
        told = first.agreements[0].model_copy(update={"signed_on": date(2026, 1, 27)})
        desk.save(first.model_copy(update={"agreements": (told,)}))
        assert desk.run().new == 0
        desk.run(everything=True)
        (message,) = desk.messages("harian")
        assert message.entries[0].signed_on == date(2026, 1, 27)

    def test_what_is_deleted_for_good_is_forgotten_here_too(self, desk: Desk) -> None:
        desk.subscribe("pembetulan", what=self.ALL)
        name = desk.save(story(1))
        desk.run()
        assert desk.store.erasing.story(name, GONE)
        assert desk.run().new == 0
        assert desk.store.outbox.deliveries() == []


class TestDigests:
    """Digests come at their hour, in the zone of who reads them, and lose nothing."""

    def test_a_day_is_told_at_its_hour(self, desk: Desk) -> None:
        desk.subscribe("harian", when=Rhythm.DAILY, at=time(7))
        desk.save(story(1))
        desk.run()
        desk.clock.forward(hours=10)
        desk.save(story(2))
        desk.run()
        assert desk.messages("harian") == []
        desk.clock.now = desk.clock.now.replace(day=31, hour=0, minute=1)
        desk.run()
        (message,) = desk.messages("harian")
        assert len(message.entries) == 2
        assert message.start <= message.end == desk.clock.now

    def test_after_two_days_asleep_there_is_one_digest(self, desk: Desk) -> None:
        desk.subscribe("harian", when=Rhythm.DAILY, at=time(7))
        desk.save(story(1))
        desk.run()
        desk.clock.forward(days=2)
        desk.save(story(2))
        desk.run()
        assert [len(told) for told in desk.titles("harian")] == [2]
        desk.clock.forward(days=1)
        assert desk.run().sent == 0

    def test_a_week_is_told_on_its_day(self, desk: Desk) -> None:
        desk.subscribe("mingguan", when=Rhythm.WEEKLY, day=Weekday.SENIN, at=time(7))
        desk.save(story(1))
        desk.run()
        (row,) = desk.store.outbox.deliveries()
        assert row.due.isoformat() == "2026-02-02T00:00:00+00:00"
        assert row.due - desk.clock() > timedelta(days=2)

    def test_quiet_hours_postpone(self, store: Store, tmp_path: Path) -> None:
        desk = Desk(store, tmp_path, quiet_hours="21:00-06:00")
        desk.subscribe("segera")
        desk.clock.now = desk.clock.now.replace(hour=16)  # 23.00 WIB
        desk.save(story(1))
        assert desk.run().sent == 0
        desk.clock.forward(hours=6, minutes=59)
        assert desk.run().sent == 0
        desk.clock.forward(minutes=1)
        assert desk.run().sent == 1


class TestChannels:
    """A channel that fails is tried again; one that is dead holds up no other."""

    def test_a_channel_that_fails_gets_the_same_message_later(self, desk: Desk) -> None:
        desk.subscribe("pertama")
        desk.subscribe("kedua")
        shut = desk.box("pertama") / "refuse"
        shut.touch()
        desk.save(story(1))
        done = desk.run()
        assert (done.sent, done.failed) == (1, 1)
        (row,) = desk.store.outbox.deliveries(states=[DeliveryState.FAILED])
        assert row.error == "the box pertama is shut"
        assert desk.run().failed == 0
        shut.unlink()
        desk.clock.now = row.due
        assert desk.run().sent == 1
        (message,) = desk.messages("pertama")
        assert message.key == row.key

    def test_after_three_days_a_message_is_dead_and_the_operator_told_once(
        self, store: Store, tmp_path: Path
    ) -> None:
        desk = Desk(store, tmp_path)
        desk.settings.alerts.operator = [desk.target("operator")]
        desk.subscribe("rusak")
        (desk.box("rusak") / "refuse").touch()
        desk.save(story(1))
        attempts = 0
        while not desk.run().dead:
            (row,) = desk.store.outbox.deliveries(states=[DeliveryState.FAILED])
            desk.clock.now = row.due
            attempts += 1
        assert 15 <= attempts <= 30
        assert timedelta(days=3) <= desk.clock() - Desk(store, tmp_path).clock() < timedelta(days=4)
        desk.save(story(2))
        (desk.box("rusak") / "dead").touch()
        (desk.box("rusak") / "refuse").unlink()
        desk.run()
        desk.run()
        (message,) = desk.messages("operator")
        (entry,) = message.entries
        assert entry.sort is EventSort.NOTICE
        assert "the box rusak is shut" in (entry.text or "")
        assert store.outbox.status().counts[DeliveryState.DEAD] == 2
        (desk.box("rusak") / "dead").unlink()
        assert store.outbox.retry(desk.clock()) == 2
        assert desk.run().sent == 2

    def test_who_has_another_channel_is_told_by_it(self, desk: Desk) -> None:
        desk.subscribe("dua", to=(desk.target("mati"), desk.target("hidup")))
        (desk.box("mati") / "dead").touch()
        desk.save(story(1))
        assert desk.run().dead == 1
        desk.run()
        first, second = desk.messages("hidup")
        assert first.entries[0].sort is EventSort.STORY
        assert "the box mati is shut" in (second.entries[0].text or "")

    def test_a_failing_channel_is_asked_once_in_a_round(self, desk: Desk) -> None:
        (desk.box("sama") / "refuse").touch()
        for name in ("satu", "dua", "tiga"):
            desk.subscribe(name, to=(desk.target("sama"),))
        desk.save(story(1))
        done = desk.run()
        assert (done.new, done.failed) == (3, 1)

    def test_what_was_cut_off_is_sent_again_with_its_key(self, desk: Desk) -> None:
        desk.subscribe("semua")
        desk.save(story(1))
        (desk.box("semua") / "refuse").touch()
        desk.run()
        (batch,) = desk.store.outbox.due(desk.clock(), everything=True)
        taken = desk.store.outbox.claim(batch, desk.clock(), desk.clock() + timedelta(minutes=10))
        assert desk.run(everything=True).sent == 0
        (desk.box("semua") / "refuse").unlink()
        desk.clock.forward(minutes=10)
        assert desk.run().sent == 1
        assert desk.messages("semua")[0].key == taken[0].key
        assert not desk.store.outbox.sent(taken, desk.clock(), {})

    def test_a_channel_that_breaks_holds_up_no_other(self, desk: Desk) -> None:
        desk.subscribe("hilang", to=(f"box:{desk.directory / 'tidak' / 'ada'}",))
        desk.subscribe("ada")
        desk.save(story(1))
        done = desk.run()
        assert (done.sent, done.failed) == (1, 1)
        (row,) = desk.store.outbox.deliveries(states=[DeliveryState.FAILED])
        assert (row.error or "").startswith("FileNotFoundError")

    def test_a_message_that_cannot_be_made_holds_up_no_other(self, desk: Desk) -> None:
        one = desk.subscribe("operator kami", what=(Topic.HEALTH,))
        desk.subscribe("berita")
        desk.save(story(1))
        body = {"title": "Judul", "url": 5}
        odd = Event(key="odd", sort=EventSort.NOTICE, item="x", at=desk.clock(), body=body)
        to = Recipient(subscription=one.id, channel=one.to[0], due=desk.clock())
        assert desk.store.outbox.post([Post(event=odd, recipients=(to,))], [], desk.clock()) == 1
        done = desk.run()
        assert (done.sent, done.failed) == (1, 1)
        (row,) = desk.store.outbox.deliveries(states=[DeliveryState.FAILED])
        assert (row.error or "").startswith("ValidationError")
