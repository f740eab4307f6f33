"""The register lists an agreement once, whichever stories tell of it, and keeps its id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from model.records import (
    Agreement,
    Decision,
    Instrument,
    KeptAgreement,
    Label,
    Party,
    PartyKind,
    Reading,
    Unit,
    UnitKind,
    UnitRole,
)
from store import NewsSort, Store, open_store
from tests.store.erasing import GONE
from tests.store.readings import MORNING, agreement, reading, state, text_about

CITY = agreement()
CAMPUS = agreement("Rutan Kelas I Intan", "Universitas Melati", date(2026, 1, 26))
CLINIC = agreement("Lapas Kelas IIA Kenari", "Puskesmas Kenari", date(2026, 1, 27))


def told(name: str, *agreements: Agreement, days: int = 0, seed: int | None = None) -> Reading:
    """An article in words of its own."""
    number = sum(name.encode()) if seed is None else seed
    return reading(
        f"https://{name}.example/1",
        agreements=agreements,
        title=name,
        text=text_about(name.title(), "Mitra", number),
        published=MORNING + timedelta(days=days),
    )


def save(store: Store, *readings: Reading) -> list[str]:
    return [store.save(read, state(read)).story or "" for read in readings]


def entry(store: Store, partner: str) -> KeptAgreement:
    (found,) = [one for one in store.agreements() if any(p.name == partner for p in one.parties)]
    return found


def news(store: Store) -> list[tuple[str, NewsSort]]:
    return [(one.item, one.sort) for one in store.news()]


SINGLE = told("harian", CITY)
ROUND_UP = told("mingguan", CAMPUS, CITY, CLINIC, days=3)


@pytest.mark.parametrize("order", list(permutations([SINGLE, ROUND_UP])))
def test_a_round_up_adds_coverage_and_no_agreement(store: Store, order: Sequence[Reading]) -> None:
    by_title = dict(zip((read.url for read in order), save(store, *order), strict=True))
    single, round_up = by_title[SINGLE.url], by_title[ROUND_UP.url]
    assert single != round_up
    assert len(store.agreements()) == 3
    kept = entry(store, "Pemerintah Kota Seruni")
    assert kept.stories == (single, round_up)
    assert [article.url for article in kept.articles] == [SINGLE.url, ROUND_UP.url]
    assert [one.id for one in store.agreements(stories=[round_up])].count(kept.id) == 1
    assert store.agreement(kept.id) == kept
    (whole,) = store.stories(ids=[round_up])
    assert len(whole.agreements) == 3
    assert store.counts().agreements == 3


def test_the_story_of_the_signing_speaks_for_it_and_a_round_up_fills_in(store: Store) -> None:
    full = CITY.model_copy(update={"place": "Aula", "term_months": 24})
    save(store, told("mingguan", CAMPUS, full, CLINIC, days=3), SINGLE)
    kept = entry(store, "Pemerintah Kota Seruni")
    assert (kept.place, kept.term_months) == ("Aula", 24)
    assert kept.articles[0].url == SINGLE.url


def test_who_attends_tells_of_the_agreement_of_the_directorate(store: Store) -> None:
    def paper(*partners: str, **fields: object) -> Agreement:
        unit = "Direktorat Jenderal Pemasyarakatan"
        parties = [Party(name=name, kind=PartyKind.YAYASAN) for name in partners]
        own = Party(name=unit, kind=PartyKind.PEMASYARAKATAN)
        units = [Unit(name=unit, kind=UnitKind.DITJENPAS, role=UnitRole.SIGNATORY)]
        if "attends" in fields:
            attending = str(fields.pop("attends"))
            units.append(Unit(name=attending, kind=UnitKind.LAPAS, role=UnitRole.ATTENDEE))
        return agreement(unit, parties=(own, *parties), units=tuple(units), **fields)

    whole = paper("Yayasan Debur", "Yayasan Ombak", partner_count=9)
    save(
        store,
        told("pusat", whole),
        told("lapas", paper(partner_count=9, attends="Lapas Kelas IIB Cempaka")),
    )
    (kept,) = store.agreements()
    assert len(kept.articles) == 2
    assert [party.name for party in kept.parties][1:] == ["Yayasan Debur", "Yayasan Ombak"]
    assert ("Lapas Kelas IIB Cempaka", UnitRole.ATTENDEE) in [
        (unit.name, unit.role) for unit in kept.units
    ]


def test_contradictions_are_told_with_who_says_what(store: Store) -> None:
    wrong = CITY.model_copy(
        update={"kind": Instrument.NOTA_KESEPAHAMAN, "signed_on": date(2026, 1, 27)}
    )
    first, copy, other = told("harian", CITY), told("pagi", CITY, seed=1), told("sore", wrong)
    save(store, first, copy, other)
    (kept,) = store.agreements()
    assert (kept.kind, kept.signed_on) == (CITY.kind, CITY.signed_on)
    assert {
        field: {variant.value: set(variant.articles) for variant in variants}
        for field, variants in kept.contradictions.items()
    } == {
        "kind": {
            "perjanjian_kerja_sama": {first.url, copy.url},
            "nota_kesepahaman": {other.url},
        },
        "signed_on": {"2026-01-28": {first.url, copy.url}, "2026-01-27": {other.url}},
    }
    save(store, other.model_copy(update={"agreements": (CITY,)}))
    (agreed,) = store.agreements()
    assert (agreed.id, agreed.contradictions) == (kept.id, {})


def test_two_entries_that_prove_to_be_one_keep_the_older_id(store: Store) -> None:
    vague = agreement("Lapas Cempaka", "Pemkot Seruni", signed_on=None)
    late = told("mingguan", CAMPUS, vague, CLINIC, days=12)
    save(store, SINGLE, late)
    older, younger = (
        next(one for one in store.agreements() if one.stories == (name,) and "Seruni" in str(one))
        for name in save(store, SINGLE, late)
    )
    dated = late.model_copy(update={"agreements": (CAMPUS, CITY, CLINIC)})
    save(store, dated)
    assert entry(store, "Pemerintah Kota Seruni").id == older.id
    assert store.agreement(younger.id) == store.agreement(older.id)
    assert len(store.agreements()) == 3


def test_a_story_that_tells_otherwise_now_leaves_the_entry_to_the_others(store: Store) -> None:
    save(store, SINGLE, ROUND_UP)
    kept = entry(store, "Pemerintah Kota Seruni")
    village = agreement(partner="Pemerintah Kabupaten Seruni")
    save(store, ROUND_UP.model_copy(update={"agreements": (CAMPUS, village, CLINIC)}))
    assert entry(store, "Pemerintah Kota Seruni").articles == kept.articles[:1]
    other = entry(store, "Pemerintah Kabupaten Seruni")
    assert other.id != kept.id
    assert [article.url for article in other.articles] == [ROUND_UP.url]


def test_deleting_a_story_leaves_what_others_tell(store: Store) -> None:
    single, round_up = save(store, SINGLE, ROUND_UP)
    kept = entry(store, "Pemerintah Kota Seruni")
    assert store.erasing.story(single, GONE)
    assert entry(store, "Pemerintah Kota Seruni").stories == (round_up,)
    assert entry(store, "Pemerintah Kota Seruni").id == kept.id
    assert store.erasing.story(round_up, GONE)
    assert store.agreements() == []
    assert store.news() == []


def test_an_index_learns_of_every_story_that_an_entry_is_told_by(store: Store) -> None:
    (single,) = save(store, SINGLE)
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    (round_up,) = save(store, ROUND_UP)
    assert {row.item for row in store.indexing.pending("1", 10)} == {single, round_up}
    versions = dict(store.versions())
    kept = entry(store, "Pemerintah Kota Seruni")
    assert versions[kept.id] == versions[single]


def test_all_is_news_once(store: Store) -> None:
    (single, round_up) = save(store, SINGLE, ROUND_UP)
    ids = [one.id for one in store.agreements()]
    assert sorted(news(store)) == sorted(
        [
            (single, NewsSort.PARTNERSHIP),
            (round_up, NewsSort.PARTNERSHIP),
            *((name, NewsSort.AGREEMENT) for name in ids),
        ]
    )
    last = store.news()[-1].id
    save(store, told("pagi", CITY, seed=1))
    # Parted from its story, and gone, and back.
    for agreements in ((CLINIC,), (CITY,)):
        save(store, told("pagi", *agreements, seed=1))
    gone = Reading(url=SINGLE.url, article=SINGLE.article, judgement=None)
    save(store, gone, SINGLE)
    assert store.news(after=last) == []


def test_a_candidate_is_news_and_once_more_when_it_proves_to_be_one(store: Store) -> None:
    assert SINGLE.judgement is not None
    doubted = SINGLE.judgement.model_copy(update={"label": Label.CANDIDATE})
    candidate = SINGLE.model_copy(update={"judgement": doubted, "agreements": ()})
    (name,) = save(store, candidate)
    assert news(store) == [(name, NewsSort.CANDIDATE)]
    save(store, SINGLE, candidate, SINGLE)
    assert [sort for _, sort in news(store)][1:] == [NewsSort.AGREEMENT, NewsSort.PARTNERSHIP]


MERGING = (
    told("harian", CITY),
    told("radar", CITY, seed=1),
    ROUND_UP,
    told("kampus", CAMPUS, days=1),
    told("rutan", CAMPUS, CLINIC, days=2, seed=9),
)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_any_order_of_arrival_makes_one_register(tmp_path: Path) -> None:
    """The same entries with the same coverage, and each of them news once."""
    registers = set()
    for number, order in enumerate(permutations(MERGING)):
        data = tmp_path / str(number)
        with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
            save(store, *order)
            kept = store.agreements()
            registers.add(
                frozenset((one.parties, tuple(a.url for a in one.articles)) for one in kept)
            )
            sorts = [sort for _, sort in news(store)]
            assert sorts.count(NewsSort.AGREEMENT) == len(kept)
            assert len(set(store.news())) == len(store.news())
    assert len(registers) == 1


def test_a_dropped_round_up_is_no_coverage_until_that_is_undone(store: Store) -> None:
    full = CITY.model_copy(update={"place": "Aula"})
    single, round_up = save(store, SINGLE, told("mingguan", CAMPUS, full, CLINIC, days=3))
    kept = entry(store, "Pemerintah Kota Seruni")
    store.indexing.begin("1", "embedded")
    store.indexing.done("1", store.indexing.pending("1", 10))
    store.decide(round_up, Decision.DROP, by="Sari", at=MORNING)
    (left,) = store.agreements()
    assert (left.id, left.stories, left.place) == (kept.id, (single,), None)
    assert {single, round_up} <= {row.item for row in store.indexing.pending("1", 10)}
    assert kept.id not in {row.item for row in store.indexing.pending("1", 10)}
    store.undo(round_up, by="Sari", at=MORNING)
    assert entry(store, "Pemerintah Kota Seruni") == kept
    assert len(store.agreements()) == 3
