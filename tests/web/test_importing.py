"""Impor Register and Pencocokan, without scripts: looked at, brought in, matched, settled."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest

from desk.importing import ColumnMap
from desk.sheets import MOST_BYTES, Book, Sheet
from model.accounts import PassSort, Role, User
from model.config import Settings
from model.exceptions import NotFoundError
from model.records import KeptAgreement, PartyKind, UnitRole
from store import Pass, Store, open_store
from tests.importing.layouts import Row, saved, two_row_head, workbook
from tests.web.serving import Clock, asking
from web.access.secrets import digest_of
from web.uploads import Upload, Uploads

PAGE, MATCHING = "/register/impor", "/register/pencocokan"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(own: Settings, clock: Clock) -> Iterator[httpx.Client]:
    with asking(own, clock, follow_redirects=True) as client:
        yield client


@pytest.fixture
def store(own: Settings) -> Iterator[Store]:
    with open_store(own.store_url, own.data) as store:
        yield store


@pytest.fixture
def told(store: Store) -> KeptAgreement:
    """An agreement of the news with one unit of the register, one partner and a date."""
    found: KeptAgreement = next(one for one in store.agreements() if is_plain(one))
    return found


def is_plain(one: KeptAgreement) -> bool:
    """Whether an agreement has one unit of the register, one partner, a day and a province."""
    units = _units(one)
    is_placed = bool(one.signed_on and one.province)
    return is_placed and len(units) == 1 == len(_partners(one)) and bool(units[0][1])


def _units(one: KeptAgreement) -> list[tuple[str, str | None]]:
    return [(unit.name, unit.id) for unit in one.units if unit.role is UnitRole.SIGNATORY]


def _partners(one: KeptAgreement) -> list[str]:
    return [one.name for one in one.parties if one.kind is not PartyKind.PEMASYARAKATAN]


def register_of(one: KeptAgreement, **cells: object) -> bytes:
    """An office's register of one agreement, as the news tells it but for some cells."""
    values: dict[str, object] = {
        "Satuan Kerja": _units(one)[0][0],
        "Mitra": _partners(one)[0],
        "Jenis Naskah": {"nota_kesepahaman": "MoU", "perjanjian_kerja_sama": "PKS"}.get(
            one.kind, "Naskah lain"
        ),
        "Tanggal": one.signed_on,
        "Nomor Pihak Kesatu": "W99.PAS-<1>",
        **cells,
    }
    rows: list[Row] = [list(values), list(values.values())]
    return saved(workbook(("2026", rows, []))[0])


def csrf(client: httpx.Client, address: str = PAGE) -> str:
    found = _TOKEN.search(client.get(address).text)
    assert found is not None
    return found[1]


def send(client: httpx.Client, name: str, data: bytes, **fields: str) -> httpx.Response:
    form = {"csrf": csrf(client), **fields}
    return client.post(PAGE, data=form, files={"file": (name, data)})


def bring_in(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    preview = send(client, name, data)
    assert preview.status_code == 200
    return press(client, preview.url)


def press(client: httpx.Client, preview: httpx.URL, token: str | None = None) -> httpx.Response:
    """Press the button of a preview, and look until the file is in."""
    form = {"csrf": token or csrf(client, str(preview))}
    answer = client.post(preview, data=form)
    for _ in range(200):
        if 'data-progress="open"' not in answer.text:
            break
        time.sleep(0.05)
        answer = client.get(answer.url)
    return answer


def test_a_file_is_shown_and_only_then_brought_in(client: httpx.Client, store: Store) -> None:
    layout = two_row_head()
    before = len(store.agreements())
    preview = send(client, layout.name, layout.data)
    assert preview.url.path.startswith(f"{PAGE}/")
    assert "Nomor – Pihak II" in preview.text
    assert "dibaca sebagai Nota Kesepahaman (MoU)" in unescape(preview.text)
    assert len(store.agreements()) == before
    done = press(client, preview.url)
    assert f"{layout.name} sudah diimpor" in done.text
    assert len(store.agreements()) == before + 3
    again = send(client, layout.name, layout.data)
    assert "Tidak ada yang berubah" in again.text


def test_a_file_is_brought_in_once_however_often_the_button_is_pressed(
    client: httpx.Client, store: Store
) -> None:
    layout = two_row_head()
    before = len(store.agreements())
    preview = send(client, layout.name, layout.data)
    token = csrf(client, str(preview.url))
    for _ in range(2):
        assert press(client, preview.url, token).status_code == 200
    assert len(store.agreements()) == before + 3


def test_columns_can_be_said_before_it_is_brought_in(client: httpx.Client) -> None:
    rows: list[Row] = [
        ["No", "UPT", "Mitra", "Judul", "Tanggal", "Sandi"],
        [1, "Lapas Kelas IIB Blitar", "Pemkot Blitar", "Pelatihan", "12/1/2026", "W15-77"],
    ]
    preview = send(client, "r.xlsx", saved(workbook(("2026", rows, []))[0]))
    form = {"csrf": csrf(client, str(preview.url)), "column:Sandi": "number_ours"}
    said = client.post(f"{preview.url}/kolom", data=form)
    assert said.url == preview.url
    assert re.search(r'name="column:Sandi">.*?value="number_ours" selected', said.text)
    wrong = client.post(f"{preview.url}/kolom", data={**form, "column:Sandi": "warna"})
    assert wrong.status_code == 400
    assert "warna" in wrong.text


def test_a_file_that_is_none_is_told_in_words(client: httpx.Client) -> None:
    page = send(client, "register.xlsx", b"%PDF-1.7 apa saja")
    assert page.status_code == 400
    assert "Ini PDF, bukan lembar kerja." in page.text
    page = send(client, "r.csv", b"a;b\n1;2\n")
    assert "Tidak ada tabel register yang dikenali." in page.text


def test_a_file_that_is_too_large_is_refused(client: httpx.Client) -> None:
    client.headers["accept"] = "text/html"
    by_a_little = send(client, "r.csv", b"x" * (MOST_BYTES + 1))
    by_much = send(client, "r.csv", b"x" * 5 * MOST_BYTES)

    assert by_a_little.status_code == 400
    assert "Berkas lebih besar dari 8 MB. Pecah per tahun" in by_a_little.text
    assert by_much.status_code == 413
    assert "Berkas register paling besar 8 MB: pecah per tahun" in by_much.text


def test_files_that_wait_are_bounded_by_their_cells() -> None:
    uploads, moment = Uploads(), datetime(2026, 1, 29, 1, tzinfo=UTC)
    wide = Book("r.csv", (Sheet("r", ((None,) * 100,) * 7_000),))
    names = [uploads.add(Upload("r.csv", wide, ColumnMap(), "sari", moment)) for _ in range(3)]

    with pytest.raises(NotFoundError):
        uploads.get(names[0], "sari", moment)
    assert [uploads.get(name, "sari", moment).book for name in names[1:]] == [wide, wide]


def test_a_form_of_another_page_is_refused(client: httpx.Client) -> None:
    layout = two_row_head()
    answer = client.post(PAGE, data={"csrf": "x"}, files={"file": (layout.name, layout.data)})
    assert answer.status_code == 403


def test_a_file_is_forgotten_after_a_while_and_when_it_is_cancelled(
    client: httpx.Client, clock: Clock
) -> None:
    layout = two_row_head()
    preview = send(client, layout.name, layout.data)
    client.post(f"{preview.url}/batal", data={"csrf": csrf(client)})
    assert client.get(preview.url).status_code == 404
    preview = send(client, layout.name, layout.data)
    clock.now += timedelta(minutes=31)
    assert client.get(preview.url).status_code == 404


def test_a_row_joins_the_news_and_both_are_told_as_one(
    client: httpx.Client, store: Store, told: KeptAgreement
) -> None:
    bring_in(client, "r.xlsx", register_of(told))
    one = store.agreement(told.id)
    assert one is not None
    assert one.number_ours == "W99.PAS-<1>"
    page = client.get(MATCHING, params={"list": "both"})
    assert f"/kerja-sama/{told.id}" in page.text
    assert "r.xlsx" in page.text


def test_what_differs_is_settled_by_a_reviewer(
    client: httpx.Client, store: Store, told: KeptAgreement
) -> None:
    bring_in(client, "r.xlsx", register_of(told, Provinsi="Papua"))
    page = client.get(MATCHING)
    assert f'action="{MATCHING}/{told.id}"' in page.text
    form = {"csrf": csrf(client, MATCHING), "field": "province", "choice": "news"}
    client.post(f"{MATCHING}/{told.id}", data=form)
    page = client.get(MATCHING)
    assert f'action="{MATCHING}/{told.id}"' not in page.text
    late = client.post(f"{MATCHING}/{told.id}", data=form)
    assert "Sudah diputuskan orang lain" in late.text


def test_a_row_that_is_only_likely_is_matched_by_a_person(
    client: httpx.Client, store: Store, told: KeptAgreement
) -> None:
    bring_in(client, "r.xlsx", register_of(told, Tanggal=None))
    page = client.get(PAGE)
    (row,) = store.imports.waiting()
    assert f"{PAGE}/baris/{row.number}" in page.text
    form = {"csrf": csrf(client), "agreement": told.id}
    done = client.post(f"{PAGE}/baris/{row.number}", data=form)
    assert f"/kerja-sama/{told.id}" in done.text
    assert store.imports.waiting() == []
    one = store.agreement(told.id)
    assert one is not None
    assert one.number_ours == "W99.PAS-<1>"


def test_lists_are_counted_filtered_and_exported(client: httpx.Client, store: Store) -> None:
    page = client.get(MATCHING, params={"list": "news"})
    count = re.search(r'Berita tanpa dokumen <span class="num">(\d+)', page.text)
    assert count is not None
    assert int(count[1]) == len(store.agreements())
    none = client.get(MATCHING, params={"list": "news", "year": "1999"})
    assert "Daftar ini kosong" in none.text
    answer = client.get(f"{MATCHING}.xlsx")
    assert answer.content.startswith(b"PK")


def test_readers_look_and_only_reviewers_change(own: Settings, store: Store) -> None:
    for name, role in (("Sari", Role.READER), ("Budi", Role.REVIEWER)):
        assert store.accounts.add(User(name=name, role=role), "unused", Clock().now)
        new = Pass(digest_of(f"token-{name}"), name, PassSort.TOKEN)
        store.accounts.admit(new, Clock().now)
    with asking(own) as client:
        reader = {"authorization": "Bearer token-Sari"}
        assert client.get(MATCHING, headers=reader).status_code == 200
        assert client.get(PAGE, headers=reader).status_code == 403
        refused = client.post(f"{MATCHING}/a", headers=reader, data={"field": "title"})
        assert refused.status_code == 403
        reviewer = {"authorization": "Bearer token-Budi"}
        assert client.get(PAGE, headers=reviewer).status_code == 200
