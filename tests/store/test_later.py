"""Later coverage attaches by itself where it is sure; a person's word goes before it, for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select

from model.exceptions import NotFoundError
from model.following import Aspect, FollowState, FollowUp
from model.records import Label, Reading, Unit, UnitKind, UnitRole
from pipelines.text.unit_ids import unit_id
from store import Store, open_store
from store.database import Database
from store.desk_tables import follow_up
from store.upgrade import configuration
from tests.store.erasing import GONE
from tests.store.readings import agreement, reading, state, text_about

SIGNED = datetime(2026, 1, 29, 1, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
UNIT, PARTNER = "Lapas Kelas IIB Garut", "Puskesmas Cempaka"
SURE = (
    f"Kegiatan ini tindak lanjut perjanjian kerja sama {UNIT} dengan {PARTNER}. "
    "Sebanyak 120 orang diperiksa dokter."
)
#: It names both, and says of no paper what became of it.
UNSURE = f"Kerja sama {UNIT} dan {PARTNER} sudah lama. Sebanyak 120 orang diperiksa dokter."


def signed(store: Store, partner: str = PARTNER) -> str:
    office = Unit(name=UNIT, kind=UnitKind.LAPAS, role=UnitRole.SIGNATORY, id=unit_id(UNIT))
    read = reading(
        f"https://harian.example/{partner[-3:]}",
        agreements=(agreement(UNIT, partner, units=(office,)),),
        text=text_about(UNIT, partner, len(partner)),
    )
    store.save(read, state(read))
    return next(one.id for one in store.agreements() if one.parties[1].name == partner)


def later(
    url: str = "https://kabar.example/skrining",
    text: str = SURE,
    label: Label = Label.CANDIDATE,
    at: datetime = MARCH,
) -> Reading:
    return reading(url, label, (), text, title="Skrining kesehatan digelar", published=at)


def save(store: Store, read: Reading, at: datetime = MARCH) -> str | None:
    label = read.judgement.label if read.judgement else Label.OTHER
    outcome = "not_relevant" if label is Label.OTHER else label.value
    return store.save(read, state(read, outcome, fetched_at=at)).story


def only(found: list[FollowUp]) -> FollowUp:
    (one,) = found
    return one


def attached(store: Store, identity: str) -> tuple[str, ...]:
    kept = store.agreement(identity)
    assert kept is not None
    return kept.follow_ups


def test_what_is_sure_attaches_by_itself_with_the_sentence_that_shows_it(store: Store) -> None:
    identity = signed(store)
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    before = store.news()
    name = save(store, later())
    assert attached(store, identity) == (name,)
    one = only(store.later.of_agreement(identity))
    assert (one.state, one.by, one.story) == (FollowState.ATTACHED, None, name)
    assert one.aspect is Aspect.IMPLEMENTATION
    assert one.evidence == SURE.split(". ", maxsplit=1)[0] + "."
    told = {
        item
        for row in store.told([row.item for row in store.indexing.pending("1", 10)])
        for item in (own.id for own in row.agreements)
    }
    assert identity in told, "the index is not told"
    assert [row.item for row in store.news()[len(before) :]] == [name], "an attachment is no news"


def test_what_is_not_sure_is_suggested_until_a_person_says_so(store: Store) -> None:
    identity = signed(store)
    name = save(store, later(text=UNSURE))
    assert attached(store, identity) == ()
    assert only(store.later.waiting()).agreement == identity
    assert store.later.attach(identity, str(name), "sari", NOON)
    assert not store.later.attach(identity, str(name), "sari", NOON)
    assert (attached(store, identity), store.later.waiting()) == ((name,), [])
    assert only(store.later.of_story(str(name))).by == "sari"


def test_a_refusal_is_remembered_through_readings_and_copies(store: Store) -> None:
    identity = signed(store)
    name = save(store, later())
    assert store.later.refuse(identity, str(name), "sari", NOON)
    assert attached(store, identity) == ()
    save(store, later(text=SURE + " Petugas ikut diperiksa."), NOON)
    copy = later("https://warta.example/skrining")
    assert save(store, copy, NOON) == name
    store.later.look()
    assert attached(store, identity) == ()
    assert only(store.later.of_story(str(name))).state is FollowState.REFUSED


def test_another_reading_takes_back_what_only_the_machine_found(store: Store) -> None:
    identity = signed(store)
    save(store, later())
    save(store, later(text=f"Warga binaan {UNIT} panen sayur di kebun belakang."), NOON)
    assert (attached(store, identity), store.later.of_agreement(identity)) == ((), [])


def test_a_persons_word_stays_when_nothing_is_found_any_more(store: Store) -> None:
    identity = signed(store)
    name = save(store, later())
    store.later.attach(identity, str(name), "sari", NOON)
    save(store, later(text=f"Warga binaan {UNIT} panen sayur di kebun belakang."), NOON)
    assert attached(store, identity) == (name,)


def test_a_page_that_is_no_story_of_ours_is_attached_without_its_text(store: Store) -> None:
    identity = signed(store)
    other = later(label=Label.OTHER)
    assert save(store, other) is None
    assert attached(store, identity) == ()
    one = only(store.later.of_agreement(identity))
    assert (one.story, one.url, one.title) == (None, other.url, "Skrining kesehatan digelar")
    assert one.published == MARCH
    assert only(store.later.of_pages([other.url])) == one
    kept = store.reading(other.url)
    assert kept is not None
    assert kept.article is not None
    assert kept.article.text == ""
    assert store.later.refuse(identity, other.url, "sari", NOON)
    assert only(store.later.of_agreement(identity)).state is FollowState.REFUSED
    unsure = later("https://kabar.example/lain", UNSURE, Label.OTHER)
    save(store, unsure)
    assert store.later.of_pages([unsure.url]) == []


def test_no_word_of_a_page_that_asks_for_no_copy_is_kept(store: Store) -> None:
    identity = signed(store)
    read = later()
    assert read.article is not None
    asking = read.article.model_copy(update={"noarchive": True})
    save(store, read.model_copy(update={"article": asking}))
    assert only(store.later.of_agreement(identity)).evidence is None


def test_what_was_read_before_its_agreement_is_found_when_it_is_looked_for(store: Store) -> None:
    name = save(store, later())
    identity = signed(store)
    assert attached(store, identity) == ()
    assert store.later.look([str(name)]) == 1
    assert attached(store, identity) == (name,)
    assert store.later.look() == 0


def test_a_merged_agreement_keeps_the_word_of_a_person(store: Store) -> None:
    """Two records of one signing, one of them entered by hand; the story was refused of one."""
    first = signed(store)
    name = str(save(store, later()))
    store.later.refuse(first, name, "sari", NOON)
    other = reading(
        "https://lain.example/1",
        agreements=(agreement(UNIT, PARTNER, None),),
        text=text_about(UNIT, "Klinik Melati", 99),
        published=SIGNED + timedelta(days=30),
    )
    store.save(other, state(other))
    ids = {one.id for one in store.agreements()}
    dated = other.model_copy(update={"agreements": (agreement(UNIT, PARTNER),)})
    store.save(dated, state(dated, fetched_at=NOON))
    assert len(ids) == 2
    (kept,) = store.agreements()
    store.later.look()
    assert kept.id == first
    assert attached(store, first) == ()


def test_a_story_that_tells_of_the_agreement_itself_does_not_follow_it(store: Store) -> None:
    identity = signed(store)
    (own,) = [one for one in store.agreements() if one.id == identity]
    renewed = reading(
        "https://kabar.example/perpanjang",
        agreements=(agreement(UNIT, PARTNER, MARCH.date()),),
        text=f"{SURE} {text_about(UNIT, PARTNER, 5)}",
        published=MARCH,
    )
    store.save(renewed, state(renewed, fetched_at=MARCH))
    assert store.later.of_agreement(own.id) == []


def test_forgetting_leaves_nothing_of_what_followed(store: Store) -> None:
    identity = signed(store)
    name = save(store, later())
    other = later("https://warta.example/lain", label=Label.OTHER)
    save(store, other)
    assert store.erasing.story(str(name), GONE)
    store.erasing.address(other.url, GONE)
    assert store.later.of_agreement(identity) == []
    with store._database.read() as connection:
        assert connection.execute(select(follow_up)).all() == []


def test_what_is_not_known_is_refused(store: Store) -> None:
    identity = signed(store)
    with pytest.raises(NotFoundError):
        store.later.attach(identity, "saaaaaaaaaaa", "sari", NOON)
    with pytest.raises(NotFoundError):
        store.later.attach(identity, "https://nowhere.example/1", "sari", NOON)
    with pytest.raises(NotFoundError):
        store.later.attach("aaaaaaaaaaaa", "saaaaaaaaaaa", "sari", NOON)


def test_a_store_of_before_keeps_what_people_attached(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        identity = signed(store)
        name = str(save(store, later(text=UNSURE)))
        store.later.attach(identity, name, "sari", NOON)
    database = Database(address)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0019")
    database.close()
    with open_store(address, tmp_path) as store:
        assert attached(store, identity) == (name,)
        assert only(store.later.of_agreement(identity)).by == "sari"


def woken(store: Store) -> list[str]:
    """The pages that are to be asked for again, by their addresses."""
    store.later.wake(NOON)
    return [one.url for one in store.due_pages(["kabar.example"], NOON, 9)]


def test_a_page_that_came_before_its_agreement_is_asked_for_once_more(store: Store) -> None:
    before = later(label=Label.OTHER)
    told = state(before, "not_relevant", fetched_at=MARCH, etag='"1"')
    store.save(before, told)
    assert woken(store) == []

    mine = signed(store)

    assert woken(store) == [before.url]
    assert store.due_pages(["kabar.example"], NOON, 9)[0].etag is None
    save(store, before, NOON)
    assert only(store.later.of_agreement(mine)).state is FollowState.ATTACHED
    assert woken(store) == []


@pytest.mark.parametrize(
    "text",
    [
        SURE.replace(UNIT, "Lapas Kelas IIB Blitar"),
        UNSURE,
        "Warga binaan Lapas Garut memanen sayur.",
    ],
)
def test_what_may_not_follow_a_new_agreement_is_not_asked_for(store: Store, text: str) -> None:
    save(store, later(label=Label.OTHER, text=text))
    signed(store)

    assert woken(store) == []


def test_what_surely_follows_one_that_is_known_is_not_asked_for_again(store: Store) -> None:
    signed(store)
    save(store, later(label=Label.OTHER))
    signed(store, "Dinas Kesehatan Kabupaten Garut")

    assert woken(store) == []


def test_a_page_that_waited_and_is_forgotten_waits_no_more(store: Store) -> None:
    save(store, later(label=Label.OTHER))
    store.erasing.address(later().url, GONE)
    signed(store)

    assert woken(store) == []
