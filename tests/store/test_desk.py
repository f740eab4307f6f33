"""People's values go before the news, whatever is read, trained, merged or rebuilt later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from model.audit import Act
from model.exceptions import ConflictError, InputError, NotFoundError
from model.records import KeptAgreement, Label, PartyKind, SignedOnBasis
from store import Store, ValueAct, open_store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

NOON = datetime(2026, 2, 2, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
CITY = {"name": "Pemerintah Kota Seruni", "kind": "pemerintah_daerah"}
PRISON = {"name": "Lapas Kelas IIB Cempaka", "kind": "pemasyarakatan"}
ENTRY = {
    "kind": "perjanjian_kerja_sama",
    "parties": [PRISON, CITY],
    "units": [{"name": PRISON["name"], "kind": "lapas", "role": "signatory"}],
    "signed_on": "2026-01-28",
    "number_ours": "W10.PAS-12.HH.01.01",
}


def told(store: Store, url: str = "https://harian.example/1", **fields: object) -> str:
    read = reading(url, agreements=(agreement(**fields),))
    store.save(read, state(read))
    (one,) = [one for one in store.agreements() if url in {a.url for a in one.articles}]
    return one.id


def kept(store: Store, identity: str) -> KeptAgreement:
    found = store.agreement(identity)
    assert found is not None
    return found


def test_a_persons_value_goes_before_the_news_and_can_be_withdrawn(store: Store) -> None:
    identity = told(store, place="Aula Lapas")
    store.desk.edit(
        identity,
        {"place": "Aula Kanwil", "number_ours": " PKS-1/2026 ", "signed_on": "2026-01-27"},
        "sari",
        NOON,
        "menurut naskah",
    )
    one = kept(store, identity)
    assert (one.place, one.number_ours) == ("Aula Kanwil", "PKS-1/2026")
    assert (one.signed_on, one.signed_on_basis) == (date(2026, 1, 27), SignedOnBasis.GIVEN)
    given = one.given["place"]
    assert (given.value, given.news, given.conflict) == ("Aula Kanwil", "Aula Lapas", False)
    assert (given.by, given.at, given.note) == ("sari", NOON, "menurut naskah")
    store.desk.withdraw(identity, "place", "budi", LATER)
    one = kept(store, identity)
    assert one.place == "Aula Lapas"
    assert set(one.given) == {"number_ours", "signed_on"}
    rows = store.desk.history(identity)
    assert [(row.field, row.act, row.by) for row in rows if row.field == "place"] == [
        ("place", ValueAct.WITHDRAWN, "budi"),
        ("place", ValueAct.GIVEN, "sari"),
    ]


def test_a_value_survives_another_reading_whose_difference_is_a_conflict(store: Store) -> None:
    identity = told(store, term_months=12)
    store.desk.edit(identity, {"term_months": 24, "pic": "Bagian Kerja Sama"}, "sari", NOON)
    assert kept(store, identity).conflicts == ()
    assert told(store, term_months=36) == identity
    one = kept(store, identity)
    assert (one.term_months, one.pic, one.conflicts) == (24, "Bagian Kerja Sama", ("term_months",))
    assert one.given["term_months"].news == 36
    assert [found.id for found in store.desk.conflicts()] == [identity]
    store.desk.keep(identity, "term_months", "sari", LATER)
    one = kept(store, identity)
    assert (one.term_months, one.conflicts, one.given["term_months"].news) == (24, (), 36)
    assert told(store, term_months=24) == identity
    assert kept(store, identity).given["term_months"].news is None
    assert store.desk.conflicts() == []


def test_settling_for_the_news_is_to_withdraw(store: Store) -> None:
    identity = told(store, term_months=12)
    store.desk.edit(identity, {"term_months": 24}, "sari", NOON)
    told(store, term_months=36)
    store.desk.withdraw(identity, "term_months", "sari", LATER)
    assert kept(store, identity).term_months == 36
    assert kept(store, identity).given == {}


def test_what_people_said_of_stays_when_no_story_tells_of_it_any_more(store: Store) -> None:
    identity = told(store, place="Aula")
    store.desk.edit(identity, {"number_theirs": "074/12/2026"}, "sari", NOON)
    lost = reading("https://harian.example/1", label=Label.OTHER)
    store.save(lost, state(lost, "not_relevant"))
    assert store.stories() == []
    one = kept(store, identity)
    assert (one.stories, one.articles, one.entered) == ((), (), None)
    assert (one.place, one.number_theirs) == ("Aula", "074/12/2026")
    assert store.counts().agreements == 1
    assert told(store, place="Aula Lapas") == identity
    assert kept(store, identity).place == "Aula Lapas"
    assert kept(store, identity).number_theirs == "074/12/2026"


def test_what_nobody_said_anything_of_goes_with_its_story(store: Store) -> None:
    identity = told(store)
    lost = reading("https://harian.example/1", label=Label.OTHER)
    store.save(lost, state(lost, "not_relevant"))
    assert store.agreement(identity) is None


def test_values_go_along_when_two_agreements_prove_to_be_one(store: Store) -> None:
    first = told(store, "https://harian.example/1", signed_on=date(2026, 1, 28))
    other = reading(
        "https://kabar.example/2",
        agreements=(agreement("Lapas Kelas IIB Kenari"),),
        text=text_about("Lapas Kenari", "Pemkot Seruni", 9),
        published=MORNING + timedelta(days=1),
    )
    store.save(other, state(other))
    (second,) = [one.id for one in store.agreements() if one.id != first]
    store.desk.edit(first, {"pic": "Sari", "note": "asli"}, "sari", NOON)
    store.desk.edit(second, {"pic": "Budi"}, "budi", LATER)
    same = other.model_copy(update={"agreements": (agreement(),)})
    store.save(same, state(same))
    one = kept(store, second)
    assert one.id == first
    assert (one.pic, one.note) == ("Budi", "asli")
    assert {row.value for row in store.desk.history(first)} == {"Sari", "asli", "Budi"}


def test_two_who_edit_at_once_lose_nothing(store: Store) -> None:
    identity = told(store)
    seen = store.desk.revision(identity)
    store.desk.edit(identity, {"pic": "Sari"}, "sari", NOON, revision=seen)
    with pytest.raises(ConflictError, match="sari changed pic meanwhile"):
        store.desk.edit(identity, {"pic": "Budi"}, "budi", LATER, revision=seen)
    assert kept(store, identity).pic == "Sari"


def test_the_same_value_is_given_once(store: Store) -> None:
    identity = told(store)
    store.desk.edit(identity, {"pic": "Sari"}, "sari", NOON)
    store.desk.edit(identity, {"pic": "Sari"}, "sari", LATER)
    told(store, place="Aula")
    store.desk.edit(identity, {"place": "Balai"}, "sari", LATER)
    told(store, place="Pendopo")
    store.desk.edit(identity, {"place": "Balai"}, "sari", LATER)
    assert kept(store, identity).conflicts == ("place",)
    assert len(store.desk.history(identity)) == len(store.audit.deeds(10)) == 2


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"numbr": "1"}, "numbr: no field of an agreement"),
        ({"signed_on": "31/31/2026"}, "signed_on: "),
        ({"signed_on": "0026-01-01"}, "between 1945-08-17 and 2200-12-31"),
        ({"tone": "senang"}, "tone: .*'positif', 'netral' or 'negatif'"),
        ({"document_url": "javascript:alert(1)"}, "document_url: "),
        ({"term_months": 0}, "term_months: "),
        ({"kind": None}, "kind: "),
        ({"parties": [{"name": " ", "kind": "yayasan"}]}, "parties: .*1 to 400 characters"),
        ({"valid_until": "2025-12-31"}, "valid_until: 2025-12-31 is before the signing"),
        ({"parent": "abcdefghijkl"}, "parent: no agreement has the id"),
    ],
)
def test_what_does_not_fit_is_refused(
    store: Store, values: dict[str, object], problem: str
) -> None:
    identity = told(store)
    with pytest.raises(InputError, match=problem):
        store.desk.edit(identity, values, "sari", NOON)
    assert store.desk.history(identity) == ()
    assert store.audit.deeds(10) == []


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.desk.edit("aaaaaaaaaaaa", {"pic": "Sari"}, "sari", NOON)
    with pytest.raises(InputError, match="pic: nobody gave a value"):
        store.desk.withdraw(told(store), "pic", "sari", NOON)


def test_an_agreement_entered_by_hand_stands_in_the_register(store: Store) -> None:
    identity = store.desk.enter(ENTRY, "sari", NOON)
    one = kept(store, identity)
    assert one.entered is not None
    assert (one.entered.by, one.entered.at, one.stories) == ("sari", NOON, ())
    assert one.number_ours == "W10.PAS-12.HH.01.01"
    assert store.agreements() == [one]
    assert store.overview.tally("partner_kind") == {PartyKind.PEMERINTAH_DAERAH.value: 1}
    assert store.lists.stories(10, None, None).stories == []
    assert store.news() == []
    assert [deed.act for deed in store.audit.deeds(10, subject=identity)] == [Act.EDIT]
    store.desk.remove(identity, "sari", LATER)
    assert store.agreement(identity) is None
    assert store.desk.history(identity) == ()


def test_an_entry_names_somebody(store: Store) -> None:
    with pytest.raises(InputError, match="at least one of its parties"):
        store.desk.enter({"kind": "lainnya", "pic": "Sari"}, "sari", NOON)


def test_a_story_joins_what_was_entered_by_hand_and_leaves_it_again(store: Store) -> None:
    identity = store.desk.enter({**ENTRY, "pic": "Sari"}, "sari", NOON)
    assert told(store, place="Aula", term_months=12) == identity
    one = kept(store, identity)
    assert (len(one.stories), one.place, one.pic) == (1, "Aula", "Sari")
    assert len(store.agreements()) == 1
    store.desk.edit(identity, {"signed_on": "2025-06-01"}, "sari", LATER)
    assert told(store, place="Aula Lapas", term_months=12) == identity
    assert kept(store, identity).place == "Aula Lapas"
    store.erasing.story(one.stories[0], GONE)
    one = kept(store, identity)
    assert (one.stories, one.place, one.signed_on) == ((), None, date(2025, 6, 1))


def test_deleting_a_story_forgets_what_was_said_of_what_only_it_told(store: Store) -> None:
    identity = told(store, place="Aula")
    store.desk.edit(identity, {"pic": "Sari"}, "sari", NOON)
    (name,) = kept(store, identity).stories
    assert store.erasing.story(name, GONE)
    assert store.agreement(identity) is None
    assert store.desk.history(identity) == ()


def test_coverage_of_later_follows_an_agreement(store: Store) -> None:
    identity = store.desk.enter(ENTRY, "sari", NOON)
    later = reading(
        "https://kabar.example/evaluasi",
        label=Label.CANDIDATE,
        title="Setahun kerja sama, dinas menilai pembinaan",
        text=text_about("Rutan Melati", "Dinas Sosial", 7),
    )
    name = store.save(later, state(later, "candidate")).story
    assert name is not None
    assert store.later.attach(identity, name, "sari", LATER)
    assert not store.later.attach(identity, name, "sari", LATER)
    assert kept(store, identity).follow_ups == (name,)
    assert [one.agreement for one in store.later.of_story(name)] == [identity]
    assert store.later.refuse(identity, name, "sari", LATER)
    assert kept(store, identity).follow_ups == ()
    with pytest.raises(NotFoundError):
        store.later.attach(identity, "saaaaaaaaaaa", "sari", LATER)


def test_a_later_agreement_renews_the_one_that_it_goes_back_to(store: Store) -> None:
    first = store.desk.enter({**ENTRY, "signed_on": "2024-01-28"}, "sari", NOON)
    second = store.desk.enter({**ENTRY, "act": "renewed", "parent": first}, "sari", LATER)
    assert kept(store, first).renewed_by == (second,)
    store.desk.edit(second, {"act": "amended"}, "sari", LATER)
    assert (kept(store, first).renewed_by, kept(store, first).amended_by) == ((), (second,))
    with pytest.raises(InputError, match="goes back to"):
        store.desk.edit(first, {"parent": second}, "sari", LATER)
    store.desk.remove(second, "sari", LATER)
    assert kept(store, first).amended_by == ()


def test_what_goes_back_to_a_deleted_agreement_stays(store: Store) -> None:
    first = store.desk.enter({**ENTRY, "signed_on": "2024-01-28"}, "sari", NOON)
    second = store.desk.enter({**ENTRY, "act": "renewed", "parent": first}, "sari", NOON)
    store.desk.remove(first, "sari", LATER)
    store.desk.edit(second, {"pic": "Sari"}, "sari", LATER)
    assert (kept(store, second).parent, kept(store, second).pic) == (first, "Sari")


def queue_of(store: Store) -> Callable[[], list[str]]:
    def drained() -> list[str]:
        rows = store.indexing.pending("one", 100)
        store.indexing.done("one", rows)
        return [row.item for row in rows]

    store.indexing.begin("one", "embedded")
    drained()
    return drained


def test_the_index_learns_what_people_do(store: Store) -> None:
    identity = told(store)
    drained = queue_of(store)
    store.desk.edit(identity, {"regency": "Kota Seruni"}, "sari", NOON)
    assert drained() == list(kept(store, identity).stories)
    entered = store.desk.enter({**ENTRY, "signed_on": "2020-01-01"}, "sari", NOON)
    teller = kept(store, entered).teller
    assert drained() == [teller]
    (one,) = store.told([teller])
    assert one.stands_alone
    assert [agreement.id for agreement in one.agreements] == [entered]
    assert dict(store.versions()).keys() == {identity, *kept(store, identity).stories, entered}
    store.desk.remove(entered, "sari", LATER)
    assert drained() == [entered]
    assert store.told([teller]) == []


def test_values_are_there_after_a_restart(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        identity = told(store)
        store.desk.edit(identity, {"pic": "Sari", "tone": "positif"}, "sari", NOON)
        before = kept(store, identity)
    with open_store(address, tmp_path) as store:
        assert kept(store, identity) == before
