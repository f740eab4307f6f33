"""Imports into a real store: twice, changed, in conflict, joined with what the news told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.importing import ColumnMap, read_file
from desk.importing.applying import Applied, Said, apply, link
from desk.importing.planning import Action, Plan, plan
from desk.sheets import read_book
from model.audit import Act
from model.exceptions import InputError, NotFoundError
from model.records import KeptAgreement, PartyKind, Unit, UnitKind, UnitRole
from store import Store, open_store
from tests.importing.layouts import Row, saved, workbook
from tests.importing.test_layouts import LAYOUTS
from tests.store.readings import agreement, reading, state, text_about

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HEAD = [
    "No",
    "UPT",
    "Mitra",
    "Jenis",
    "Tentang",
    "Nomor Pihak Kesatu",
    "Tanggal",
    "Masa Berlaku",
    "PIC",
]
FIRST: Row = [1, "Lapas Kelas IIB Blitar", "Pemkot Blitar", "PKS", "Pelatihan kerja",
              "W15-HH.04-77", "12 Januari 2026", "3 tahun", "Kasi Binadik"]  # fmt: skip
SECOND: Row = [2, "Lapas Kelas IIB Blitar", "Universitas Islam Balitar", "MoU", "Magang", None,
               "13 Januari 2026", "2 tahun", None]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened


def planned(store: Store, *rows: Row, name: str = "register.xlsx") -> Plan:
    book, _ = workbook(("2026", [HEAD, *rows], []))
    return plan(read_file(read_book(name, saved(book)), ColumnMap()), store)


def imported(
    store: Store, *rows: Row, name: str = "register.xlsx", by: str = "sari", later: int = 0
) -> Applied:
    said = Said(name, by, NOON + timedelta(hours=later))
    return apply(planned(store, *rows, name=name), store, said)


def changed(row: Row, cells: Mapping[str, Any]) -> Row:
    return [cells.get(head, value) for head, value in zip(HEAD, row, strict=True)]


def only(store: Store) -> KeptAgreement:
    (one,) = store.agreements()
    return one


def told(store: Store, url: str = "https://harian.example/1", **fields: object) -> str:
    unit = "Lapas Kelas IIB Blitar"
    known = Unit(name=unit, kind=UnitKind.LAPAS, id="lapas-blitar", role=UnitRole.SIGNATORY)
    values: dict[str, Any] = {"partner": "Pemerintah Kota Blitar", "signed_on": date(2026, 1, 12)}
    values |= fields
    partner, seed = values["partner"], int(url[-1])
    read = reading(
        url,
        agreements=(agreement(unit, units=(known,), **values),),
        text=text_about(unit, partner, seed),
        title=f"{unit} teken kerja sama dengan {partner}",
    )
    store.save(read, state(read))
    (one,) = [one for one in store.agreements() if url in {a.url for a in one.articles}]
    return one.id


@pytest.mark.parametrize("name", LAYOUTS)
def test_importing_twice_changes_nothing(store: Store, name: str) -> None:
    layout = LAYOUTS[name]()
    read = read_file(read_book(layout.name, layout.data), ColumnMap(unit=layout.unit))
    first = apply(plan(read, store), store, Said(layout.name, "sari", NOON))
    assert first.rows[Action.NEW] == len(layout.told)
    assert first.refused == ()
    before = (store.agreements(), store.imports.rows(), store.audit.deeds(1000))
    again = plan(read, store)
    assert {one.action for one in again.rows} == {Action.SAME}
    apply(again, store, Said(layout.name, "budi", NOON + timedelta(days=1)))
    assert (store.agreements(), store.imports.rows(), store.audit.deeds(1000)) == before


def test_values_say_file_sheet_and_row_and_one_deed_the_import(store: Store) -> None:
    imported(store, FIRST, SECOND)
    one = next(one for one in store.agreements() if one.number_ours)
    given = one.given["number_ours"]
    assert (given.by, given.at, given.note) == ("sari", NOON, "register.xlsx, 2026, baris 2")
    (deed,) = store.audit.deeds(10, act=Act.IMPORT)
    assert (deed.subject, deed.by, deed.detail["rows"]["new"]) == ("register.xlsx", "sari", 2)
    assert len(store.audit.deeds(10, act=Act.EDIT)) == 2


def test_a_changed_cell_is_an_edit_of_that_field_by_that_person(store: Store) -> None:
    imported(store, FIRST)
    row = changed(FIRST, {"Masa Berlaku": "5 tahun", "PIC": None})
    done = imported(store, row, by="budi", later=1)
    assert (done.rows["change"], done.fields) == (1, 2)
    one = only(store)
    assert (one.term_months, one.pic) == (60, None)
    assert one.given["term_months"].by == "budi"
    assert one.given["title"].by == "sari"


def test_a_row_whose_number_came_later_is_known_again(store: Store) -> None:
    imported(store, SECOND)
    row = changed(SECOND, {"Nomor Pihak Kesatu": "W15-HH.04-78"})
    done = imported(store, row, later=1)
    assert done.rows["change"] == 1
    assert only(store).number_ours == "W15-HH.04-78"
    assert imported(store, row, later=2).rows["same"] == 1


def test_what_was_changed_in_pantau_is_not_overwritten(store: Store) -> None:
    imported(store, FIRST)
    store.desk.edit(only(store).id, {"pic": "Kasubbag TU"}, "budi", NOON + timedelta(minutes=5))
    row = changed(FIRST, {"PIC": "Kasi Giatja"})
    for later in (1, 2):
        (one,) = planned(store, row).rows
        (conflict,) = one.conflicts
        assert (conflict.field, conflict.file) == ("pic", "Kasi Giatja")
        assert (conflict.standing, conflict.by) == ("Kasubbag TU", "budi")
        imported(store, row, later=later)
        assert only(store).pic == "Kasubbag TU"


def test_what_was_changed_in_pantau_stays_while_the_file_says_the_same(store: Store) -> None:
    imported(store, FIRST)
    store.desk.edit(only(store).id, {"pic": "Kasubbag TU"}, "budi", NOON + timedelta(minutes=5))
    assert [one.action for one in planned(store, FIRST).rows] == [Action.SAME]


def test_rows_that_the_file_has_no_more_are_told_and_stay(store: Store) -> None:
    imported(store, FIRST, SECOND)
    found = planned(store, SECOND)
    assert [row.row for row in found.removed] == [2]
    imported(store, SECOND, later=1)
    assert len(store.agreements()) == 2


def test_rows_that_moved_are_the_same(store: Store) -> None:
    imported(store, FIRST, SECOND)
    done = imported(store, SECOND, FIRST, later=1)
    assert done.rows["same"] == 2
    assert [row.row for row in store.imports.rows()] == [3, 2]


def test_a_row_joins_the_agreement_that_the_news_told(store: Store) -> None:
    identity = told(store)
    done = imported(store, FIRST)
    assert (done.rows["join"], done.rows["new"]) == (1, 0)
    one = only(store)
    assert (one.id, one.number_ours, one.term_months) == (identity, "W15-HH.04-77", 36)
    assert set(one.given) == {"title", "number_ours", "term_months", "pic"}
    assert [row.agreement for row in store.imports.rows()] == [identity]


def test_what_the_news_tells_otherwise_is_left_to_be_settled(store: Store) -> None:
    told(store, term_months=12)
    (one,) = planned(store, FIRST).rows
    assert (one.action, one.differences) == (Action.JOIN, ("term_months",))
    imported(store, FIRST)
    assert only(store).term_months == 12


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"signed_on": date(2026, 1, 13)}, "near_date"),
        ({"signed_on": None}, "parties"),
        ({"kind": "nota_kesepahaman"}, "parties_and_date"),
        ({"title": "Pemberdayaan petani kopi lereng Kelud"}, "parties_and_date"),
    ],
)
def test_what_is_only_likely_waits_for_a_person(
    store: Store, fields: dict[str, object], why: str
) -> None:
    identity = told(store, **fields)
    (one,) = planned(store, FIRST).rows
    assert one.action is Action.ASK
    assert [(ask.agreement, ask.sure, ask.why) for ask in one.asks] == [(identity, False, why)]
    assert imported(store, FIRST).rows["ask"] == 1
    assert only(store).number_ours is None
    (row,) = store.imports.waiting()
    assert link(store, row.number, identity, "budi", NOON) == identity
    assert only(store).number_ours == "W15-HH.04-77"
    assert imported(store, FIRST, later=1).rows["same"] == 1
    with pytest.raises(InputError, match="already"):
        link(store, row.number, identity, "budi", NOON)


def test_a_person_may_say_that_a_row_is_another_agreement(store: Store) -> None:
    told(store, signed_on=None)
    imported(store, FIRST)
    (row,) = store.imports.waiting()
    link(store, row.number, None, "budi", NOON)
    assert len(store.agreements()) == 2
    assert store.imports.waiting() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"signed_on": date(2025, 1, 12)},
        {"partner": "Pemerintah Kabupaten Blitar"},
        {"partner": "Universitas Islam Balitar"},
    ],
)
def test_another_agreement_is_none_of_the_file(store: Store, fields: dict[str, object]) -> None:
    told(store, **fields)
    assert [one.action for one in planned(store, FIRST).rows] == [Action.NEW]


def test_two_rows_of_one_day_do_not_both_take_what_the_news_told(store: Store) -> None:
    told(store)
    other = changed(FIRST, {"Tentang": "Pelatihan menjahit", "Nomor Pihak Kesatu": "W15-HH.04-99"})
    actions = [one.action for one in planned(store, FIRST, other).rows]
    assert actions == [Action.ASK, Action.ASK]


def test_news_that_comes_after_the_file_joins_it(store: Store) -> None:
    imported(store, FIRST)
    identity = only(store).id
    assert told(store) == identity
    assert imported(store, FIRST, later=1).rows["same"] == 1


def test_an_agreement_that_was_deleted_is_not_entered_again(store: Store) -> None:
    imported(store, FIRST)
    store.desk.remove(only(store).id, "budi", NOON)
    assert [one.action for one in planned(store, FIRST).rows] == [Action.GONE]
    imported(store, FIRST, later=1)
    assert store.agreements() == []


def test_a_renamed_file_is_known_again(store: Store) -> None:
    imported(store, FIRST, SECOND)
    found = planned(store, FIRST, name="register revisi.xlsx")
    assert [one.action for one in found.rows] == [Action.SAME]
    imported(store, FIRST, SECOND, name="register revisi.xlsx", later=1)
    assert {row.file for row in store.imports.rows()} == {"register revisi.xlsx"}
    assert len(store.agreements()) == 2


def test_a_row_that_is_not_there_cannot_be_linked(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no row"):
        link(store, 7, None, "budi", NOON)


def test_partners_of_the_news_in_another_spelling_are_the_same(store: Store) -> None:
    told(store, partner="Pemkot Blitar", kind="perjanjian_kerja_sama")
    (one,) = planned(store, FIRST).rows
    assert (one.action, one.differences) == (Action.JOIN, ())
    assert PartyKind.PEMERINTAH_DAERAH in {party.kind for party in only(store).parties}
