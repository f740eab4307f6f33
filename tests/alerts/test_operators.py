"""What expires, how sites do, and what else operators are told; each thing once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from alerts.expiry import take_expiring
from alerts.health import take_health
from alerts.notices import notify
from crawler.health import Health, State
from desk.sites import Counts, Watched
from model.alerts import EventSort, Rhythm, Topic
from model.records import Reading
from store import SiteState, Store
from tests.alerts.boxes import Desk, story
from tests.store.readings import agreement

ZONE = "Asia/Jakarta"
TODAY = date(2026, 1, 30)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def ending(number: int, days: int) -> Reading:
    partner = f"Universitas Melati {number}"
    told = agreement(partner=partner, valid_until=TODAY + timedelta(days=days))
    return story(number, agreements=(told,))


class TestExpiring:
    """Agreements that end within the days asked for."""

    def test_each_is_told_once_for_a_number_of_days(self, desk: Desk) -> None:
        desk.subscribe("sembilan puluh", what=(Topic.EXPIRING,))
        desk.subscribe("tiga puluh", what=(Topic.EXPIRING,), days=30)
        for number, days in ((1, 10), (2, 60), (3, 91), (4, -1)):
            desk.save(ending(number, days))
        assert take_expiring(desk.store, desk.clock(), ZONE) == 3
        desk.run()
        (message,) = desk.messages("sembilan puluh")
        left = {entry.partners: entry.days_left for entry in message.entries}
        assert left == {("Universitas Melati 1",): 10, ("Universitas Melati 2",): 60}
        (message,) = desk.messages("tiga puluh")
        (entry,) = message.entries
        assert entry.sort is EventSort.EXPIRING
        assert entry.valid_until == TODAY + timedelta(days=10)
        assert take_expiring(desk.store, desk.clock(), ZONE) == 0
        desk.clock.forward(days=31)
        assert take_expiring(desk.store, desk.clock(), ZONE) == 2

    def test_an_end_counted_from_the_term_is_told_unless_it_was_renewed(self, desk: Desk) -> None:
        desk.subscribe("sembilan puluh", what=(Topic.EXPIRING,))
        signed, last = TODAY - timedelta(days=350), date(2027, 2, 14)
        for number in (1, 2):
            partner = f"Universitas Melati {number}"
            told = agreement(partner=partner, signed_on=signed, term_months=12)
            desk.save(story(number, agreements=(told,)))
        first, second = (one.id for one in desk.store.agreements())
        renewal = {
            "act": "renewed",
            "parent": first,
            "parties": [{"name": "Universitas Melati", "kind": "perguruan_tinggi"}],
            "valid_until": last.isoformat(),
        }
        desk.store.desk.enter(renewal, "Sari", desk.clock())
        desk.run()
        (message,) = desk.messages("sembilan puluh")
        (entry,) = message.entries
        assert entry.agreements == (second,)
        assert (entry.valid_until, entry.days_left) == (TODAY + timedelta(days=15), 15)

    def test_what_was_entered_by_hand_is_told_with_its_own_page(self, desk: Desk) -> None:
        desk.subscribe("sembilan puluh", "party:kenari", what=(Topic.EXPIRING,))
        entered = {
            "title": "Pembinaan di Kenari",
            "parties": [{"name": "Yayasan Kenari", "kind": "yayasan"}],
            "valid_until": (TODAY + timedelta(days=20)).isoformat(),
        }
        identity = desk.store.desk.enter(entered, "Sari", desk.clock())
        desk.run()
        (message,) = desk.messages("sembilan puluh")
        (entry,) = message.entries
        assert (entry.title, entry.days_left) == ("Pembinaan di Kenari", 20)
        assert entry.partners == ("Yayasan Kenari",)
        assert entry.page is None or entry.page.endswith(f"/kerja-sama/{identity}")
        assert desk.run().new == 0

    def test_who_asks_later_is_told_the_same_day(self, desk: Desk) -> None:
        desk.save(ending(1, 10))
        desk.subscribe("pertama", what=(Topic.EXPIRING,))
        assert desk.run().sent == 1
        desk.subscribe("kedua", what=(Topic.EXPIRING,))
        assert desk.run().sent == 1
        desk.clock.forward(days=1)
        assert desk.run().new == 0

    def test_only_what_the_query_finds_is_told(self, desk: Desk) -> None:
        desk.subscribe("satu", 'party:"universitas melati 1"', what=(Topic.EXPIRING,))
        for number in (1, 2):
            desk.save(ending(number, 10))
        assert take_expiring(desk.store, desk.clock(), ZONE) == 1

    def test_nothing_is_looked_at_where_nobody_asks(self, desk: Desk) -> None:
        desk.subscribe("berita")
        desk.save(ending(1, 10))
        assert take_expiring(desk.store, desk.clock(), ZONE) == 0


def watched(state: State, site: str = "harian.example") -> Watched:
    known = SiteState(site=site, url=f"https://{site}/", name="Harian")
    health = Health(state=state, reason=f"because it is {state.value}")
    return Watched(known, (), (), health, Counts(0, 0, 0, 0))


class TestHealth:
    """Sites that newly have a fault, or have recovered."""

    def test_a_change_is_told_once(self, desk: Desk) -> None:
        desk.subscribe("operator kami", what=(Topic.HEALTH,))
        states = [State.NORMAL, State.SILENT, State.SILENT, State.BLOCKED, State.NORMAL]
        counts = []
        for state in states:
            counts.append(take_health(desk.store, [watched(state)], desk.clock(), ZONE))
            desk.clock.forward(hours=1)
            desk.run()
        assert counts == [0, 1, 0, 1, 1]
        entries = [entry for one in desk.messages("operator kami") for entry in one.entries]
        assert [entry.title for entry in entries] == [
            "Harian: Tidak ada berita baru",
            "Harian: Diblokir",
            "Harian: Normal",
        ]
        assert entries[0].text == "because it is silent"

    def test_what_was_never_seen_before_is_not_told(self, desk: Desk) -> None:
        desk.subscribe("operator kami", what=(Topic.HEALTH,))
        sites = [watched(State.SILENT, f"media{number}.example") for number in range(50)]
        assert take_health(desk.store, sites, desk.clock(), ZONE) == 0

    def test_a_pause_is_no_recovery(self, desk: Desk) -> None:
        desk.subscribe("operator kami", what=(Topic.HEALTH,))
        for state in (State.SILENT, State.PAUSED):
            assert take_health(desk.store, [watched(state)], desk.clock(), ZONE) == 0

    def test_news_is_none_of_an_operators(self, desk: Desk) -> None:
        desk.subscribe("operator kami", what=(Topic.HEALTH,))
        desk.save(story(1))
        assert desk.run().new == 0


def test_a_notice_is_told_once_for_its_key(desk: Desk) -> None:
    desk.subscribe("operator kami", what=(Topic.HEALTH,), when=Rhythm.DAILY)
    for _ in range(2):
        notify(desk.store, "watchdog:2026-01-30", "Tidak ada pemantauan", "12 jam", desk.clock())
    desk.run(everything=True)
    (message,) = desk.messages("operator kami")
    (entry,) = message.entries
    assert (entry.sort, entry.title) == (EventSort.NOTICE, "Tidak ada pemantauan")


class TestChangedSubscriptions:
    """What waits follows a subscription that is changed."""

    def test_what_waits_goes_to_the_new_address(self, desk: Desk) -> None:
        one = desk.subscribe("lama", to=(desk.target("lama"),))
        (desk.box("lama") / "dead").touch()
        desk.save(story(1))
        assert desk.run().dead == 1
        moved = one.model_copy(update={"to": (desk.target("baru"),)})
        desk.store.subscriptions.change(one, moved)
        assert desk.run().sent == 1
        assert len(desk.messages("baru")) == 1

    def test_what_waits_for_an_address_that_is_taken_away_is_forgotten(self, desk: Desk) -> None:
        one = desk.subscribe("dua", to=(desk.target("satu"), desk.target("dua")))
        (desk.box("dua") / "refuse").touch()
        desk.save(story(1))
        desk.run()
        desk.store.subscriptions.change(one, one.model_copy(update={"to": (one.to[0],)}))
        assert [row.channel for row in desk.store.outbox.deliveries()] == [one.to[0]]

    def test_a_removed_subscription_leaves_nothing(self, desk: Desk) -> None:
        one = desk.subscribe("semua", when=Rhythm.DAILY)
        desk.save(story(1))
        desk.run()
        assert desk.store.subscriptions.remove(one.id)
        assert not desk.store.subscriptions.remove(one.id)
        assert desk.store.outbox.deliveries() == []
        assert desk.store.subscriptions.by_token(one.token) is None

    def test_configured_ones_are_what_is_configured(self, desk: Desk) -> None:
        kept = desk.subscribe("dengan perintah")
        for alerts in (["box:/a"], ["box:/b"], []):
            desk.settings.alerts.operator = alerts
            desk.run()
            found = [one.to for one in desk.store.subscriptions.all() if one.configured]
            assert found == [tuple(alerts)] if alerts else not found
        assert [one.id for one in desk.store.subscriptions.all()] == [kept.id]


def test_with_a_web_page_a_message_has_a_maximum_and_links(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path, max_entries=2)
    desk.settings.web.public_url = "https://pantau.example"
    one = desk.subscribe("banyak", "lapas")
    for number in range(5):
        desk.save(story(number))
    assert desk.run().sent == 5
    (message,) = desk.messages("banyak")
    assert (len(message.entries), message.left_out) == (2, 3)
    assert message.see_all == "https://pantau.example/cari?q=lapas&sort=date"
    assert message.unsubscribe == f"https://pantau.example/langganan/berhenti/{one.token}"
    assert message.entries[0].page == f"https://pantau.example/berita/{message.entries[0].story}"
