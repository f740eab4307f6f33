"""Pencocokan: four lists, and what a person settles in the last one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk.reconciling import Reconciliation, Side, Wanted, reconcile, settle
from desk.reconciling_file import workbook as workbook_of
from desk.reconciling_leaving import as_it_leaves
from model.exceptions import InputError, NotFoundError
from store import Choice, Store, open_store
from tests.importing.test_importing import FIRST, SECOND, changed, imported, told

NOON = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
OTHER = "https://harian.example/2"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened


def compared(store: Store, **wanted: object) -> Reconciliation:
    return reconcile(store, Wanted.model_validate(wanted))


def test_four_lists(store: Store) -> None:
    both = told(store, term_months=36)
    alone = told(store, OTHER, partner="Kejaksaan Negeri Blitar", signed_on=date(2026, 2, 1))
    imported(store, FIRST, SECOND)
    found = compared(store)
    (document,) = found.of(Side.DOCUMENT)
    assert document.agreement.title == "Magang"
    assert [one.agreement.id for one in found.of(Side.NEWS)] == [alone]
    assert [one.agreement.id for one in found.of(Side.BOTH)] == [both]
    assert found.counts == {"document": 1, "news": 1, "both": 1, "different": 0}


def test_what_differs_is_told_with_both_sources(store: Store) -> None:
    identity = told(store, term_months=12)
    imported(store, FIRST)
    (one,) = compared(store).of(Side.DIFFERENT)
    (difference,) = one.differences
    assert (difference.field, difference.document, difference.news) == ("term_months", 36, 12)
    assert difference.source == "register.xlsx, 2026, baris 2"
    assert difference.articles == ("https://harian.example/1",)
    assert one.agreement.id == identity


@pytest.mark.parametrize(("choice", "months"), [(Choice.DOCUMENT, 36), (Choice.NEWS, 12)])
def test_a_difference_is_settled_until_one_of_them_changes(
    store: Store, choice: Choice, months: int
) -> None:
    identity = told(store, term_months=12)
    imported(store, FIRST)
    settle(store, identity, "term_months", choice, "budi", NOON)
    one = store.agreement(identity)
    assert one is not None
    assert one.term_months == months
    assert compared(store).counts["different"] == 0
    imported(store, FIRST, later=1)
    assert compared(store).counts["different"] == 0
    with pytest.raises(InputError, match="do not differ"):
        settle(store, identity, "term_months", choice, "budi", NOON)
    told(store, term_months=24)
    assert compared(store).counts["different"] == 1


def test_what_the_news_says_later_is_compared_too(store: Store) -> None:
    imported(store, FIRST)
    assert compared(store).counts["document"] == 1
    told(store, term_months=12)
    assert compared(store).counts["different"] == 1


def test_other_spellings_are_no_difference(store: Store) -> None:
    told(store, partner="Pemkot Blitar", title="Pelatihan Kerja bagi Warga Binaan")
    imported(store, FIRST)
    assert compared(store).counts["both"] == 1


def test_a_period_a_unit_and_a_province_narrow_it(store: Store) -> None:
    told(store)
    told(store, OTHER, partner="Kejaksaan Negeri Blitar", signed_on=None)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    found = compared(store, signed=year)
    assert (found.counts["news"], found.undated) == (1, 1)
    assert compared(store, signed=(date(2025, 1, 1), date(2025, 12, 31))).items == ()
    assert len(compared(store, unit="lapas-blitar").items) == 2
    assert compared(store, unit="lapas-malang").items == ()
    assert compared(store, province="Papua").items == ()


def test_rows_that_wait_are_told_where_they_belong(store: Store) -> None:
    told(store, signed_on=None)
    imported(store, FIRST)
    assert [row.row for row in compared(store, unit="lapas-blitar").waiting] == [2]
    assert compared(store, unit="lapas-malang").waiting == ()
    assert compared(store, signed=(date(2025, 1, 1), date(2025, 12, 31))).waiting == ()


def test_the_workbook_has_a_sheet_for_each_list(store: Store) -> None:
    told(store, term_months=12)
    imported(store, changed(FIRST, {"Tentang": None}), SECOND)
    book = load_workbook(io.BytesIO(workbook_of(compared(store))))
    assert book.sheetnames == [
        "Ringkasan", "Dokumen tanpa berita", "Berita tanpa dokumen", "Keduanya",
        "Keduanya, berbeda", "Menunggu dicocokkan",
    ]  # fmt: skip
    counts = {row[0]: row[1] for row in book["Ringkasan"].values}
    assert (counts["Dokumen tanpa berita"], counts["Keduanya, berbeda"]) == (1, 1)
    last = list(book["Keduanya, berbeda"].values)[-1]
    assert last[-4:] == ("term_months", "36", "register.xlsx, 2026, baris 2", "12")


def test_nothing_can_be_settled_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(NotFoundError):
        settle(store, "aaaaaaaaaaaa", "title", Choice.NEWS, "budi", NOON)


def test_a_prisoners_name_does_not_leave(store: Store) -> None:
    name = "Slamet Wiratmoko"
    title = f"Pembebasan bersyarat narapidana {name} dan pendampingannya"
    imported(store, changed(FIRST, {"Tentang": title}))
    found = compared(store)
    assert name in str(found.items[0].agreement.title)
    left = as_it_leaves(store, found)
    book = load_workbook(io.BytesIO(workbook_of(left)))
    told = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    assert "Pembebasan bersyarat" in told
    assert name not in told
    assert "Wiratmoko" not in left.model_dump_json()


def test_lists_are_made_once_for_each_state_of_the_store(store: Store) -> None:
    told(store, term_months=12)
    before = compared(store)
    assert compared(store) is before
    assert compared(store, province="Aceh") is not before
    assert compared(store) is before
    imported(store, FIRST)
    after = compared(store)
    (one,) = after.of(Side.DIFFERENT)
    assert after is compared(store)
    settle(store, one.agreement.id, "term_months", Choice.NEWS, "sari", NOON)
    assert compared(store).of(Side.DIFFERENT) == ()
