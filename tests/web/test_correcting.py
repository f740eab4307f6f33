"""Perbaiki: the forms that change an agreement, without scripts, and the API that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import httpx
import pytest

from model.config import Settings
from model.records import KeptAgreement, Label
from store import Store, open_store
from tests.store.readings import reading, state
from tests.web.serving import asking

API = "/api/v1/agreements"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_INPUT = re.compile(r'<input id="f-[\w]+" name="([\w]+)" value="([^"]*)"')
_AREA = re.compile(r'<textarea id="f-\w+" name="(\w+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select id="f-\w+" name="(\w+)".*?</select>', re.DOTALL)


@pytest.fixture
def client(own: Settings) -> Iterator[httpx.Client]:
    with asking(own, follow_redirects=True) as client:
        yield client


@pytest.fixture
def store(own: Settings) -> Iterator[Store]:
    with open_store(own.store_url, own.data) as store:
        yield store


@pytest.fixture
def kept(store: Store) -> KeptAgreement:
    found: KeptAgreement = next(one for one in store.agreements() if one.signed_on and one.scope)
    return found


def form_of(client: httpx.Client, address: str) -> dict[str, Any]:
    """What a browser would send if nothing was changed."""
    page = client.get(address)
    assert page.status_code == 200
    form = page.text[page.text.index('<form method="post" action="/kerja-sama') :]
    found = dict([*_HIDDEN.findall(form), *_INPUT.findall(form), *_AREA.findall(form)])
    for select in _SELECT.finditer(form):
        chosen = re.search(r'value="(\w*)" selected', select.group())
        found[select[1]] = chosen[1] if chosen else ""
    return {name: unescape(text) for name, text in found.items()}


def test_a_form_sent_as_it_came_changes_nothing(
    client: httpx.Client, store: Store, kept: KeptAgreement
) -> None:
    address = f"/kerja-sama/{kept.id}/perbaiki"
    form = form_of(client, address)
    # Browsers end the lines of an area in their own way.
    form = {name: text.replace("\n", "\r\n") for name, text in form.items()}
    assert client.post(address, data=form).status_code == 200
    assert store.agreement(kept.id) == kept
    assert store.desk.history(kept.id) == ()


def test_what_is_changed_goes_before_the_news_and_is_shown_as_such(
    client: httpx.Client, store: Store, kept: KeptAgreement
) -> None:
    address = f"/kerja-sama/{kept.id}/perbaiki"
    form = form_of(client, address)
    form |= {
        "number_ours": "W1.PAS-<7>",
        "parties": form["parties"] + "\nYayasan Cahaya Kenari",
        "tone": "positif",
        "reason": "menurut naskah",
    }
    page = client.post(address, data=form)
    assert page.url.path == f"/kerja-sama/{kept.id}"
    assert "W1.PAS-&lt;7&gt;" in page.text
    assert "menurut naskah" in page.text
    assert "Petugas" in page.text
    one = store.agreement(kept.id)
    assert one is not None
    assert set(one.given) == {"number_ours", "parties", "tone"}
    assert [party.name for party in one.parties][-1] == "Yayasan Cahaya Kenari"
    again = form_of(client, address)
    client.post(address, data={**again, "tone": "", "unset": ["parties"]})
    one = store.agreement(kept.id)
    assert one is not None
    assert set(one.given) == {"number_ours"}
    assert one.parties == kept.parties


def test_two_who_correct_at_once_lose_nothing(
    client: httpx.Client, store: Store, kept: KeptAgreement
) -> None:
    address = f"/kerja-sama/{kept.id}/perbaiki"
    first, second = form_of(client, address), form_of(client, address)
    client.post(address, data={**first, "pic": "Sari"})
    page = client.post(address, data={**second, "pic": "Budi", "note": "naskah di TU"})
    assert page.status_code == 409
    assert "Orang lain mengubah catatan ini lebih dahulu" in page.text
    assert 'value="Budi"' in page.text
    one = store.agreement(kept.id)
    assert one is not None
    assert (one.pic, one.note) == ("Sari", None)
    again = dict(_HIDDEN.findall(page.text)) | {"pic": "Budi", "note": "naskah di TU"}
    assert client.post(address, data=again).status_code == 200
    one = store.agreement(kept.id)
    assert one is not None
    assert (one.pic, one.note) == ("Budi", "naskah di TU")


def test_what_does_not_fit_is_told_and_nothing_is_lost(
    client: httpx.Client, store: Store, kept: KeptAgreement
) -> None:
    address = f"/kerja-sama/{kept.id}/perbaiki"
    wrong = {"document_url": "javascript:alert(1)", "pic": "Sari"}
    page = client.post(address, data={**form_of(client, address), **wrong})
    assert page.status_code == 400
    assert "Alamat dokumen: &#39;javascript:alert(1)&#39; bukan alamat web" in page.text
    assert 'value="Sari"' in page.text
    assert store.agreement(kept.id) == kept


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (
            "signed_on",
            "28 Februri 2026",
            "Tanggal penandatanganan: '28 Februri 2026' bukan tanggal",
        ),
        ("term_months", "tiga", "Jangka waktu (bulan): 'tiga' bukan jangka waktu; tulis misalnya"),
        ("partner_count", "1.250 orang", "Jumlah mitra: '1.250 orang' bukan bilangan bulat"),
        ("valid_until", "1-1-1990", "Berlaku s.d.: 1990-01-01 lebih awal daripada tanggal"),
        ("units", "Dinas Sosial", "Satuan kerja: 'Dinas Sosial' bukan nama satuan kerja"),
    ],
)
def test_what_does_not_fit_is_told_in_the_words_of_the_form(
    client: httpx.Client, kept: KeptAgreement, field: str, text: str, said: str
) -> None:
    address = f"/kerja-sama/{kept.id}/perbaiki"

    page = client.post(address, data={**form_of(client, address), field: text})

    assert page.status_code == 400
    assert said in unescape(page.text)
    assert text in unescape(page.text)


def test_an_agreement_is_entered_and_a_story_attached(
    client: httpx.Client, store: Store, kept: KeptAgreement
) -> None:
    form = form_of(client, "/kerja-sama/baru")
    problem = client.post("/kerja-sama/baru", data={**form, "pic": "Sari"})
    assert problem.status_code == 400
    assert "isi mitra atau satuan kerja" in problem.text
    form |= {
        "kind": "perjanjian_kerja_sama",
        "parties": "Lapas Kelas IIB Garut\nYayasan Cahaya Kenari",
        "units": "Lapas Kelas IIB Garut",
        "signed_on": "2020-03-04",
        "term_months": "24",
    }
    page = client.post("/kerja-sama/baru", data=form)
    assert page.status_code == 200
    identity = page.url.path.rsplit("/", 1)[-1]
    assert "dihitung dari jangka waktu" in page.text
    assert "Belum ada berita yang menyebutnya" in page.text
    token = {"csrf": form["csrf"]}
    story = kept.stories[0]
    for told in (story, f"http://localhost/berita/{story}?q=x", kept.articles[0].url):
        page = client.post(f"/kerja-sama/{identity}/lanjutan", data={**token, "story": told})
        assert page.status_code == 200
        assert f"/berita/{story}" in page.text
        assert identity in client.get(f"/berita/{story}").text
        undo = {**token, "story": story, "action": "detach"}
        client.post(f"/kerja-sama/{identity}/lanjutan", data=undo)
        one = store.agreement(identity)
        assert one is not None
        assert one.follow_ups == ()
    client.post(f"/berita/{story}/kaitkan", data={**token, "agreement": f"/kerja-sama/{identity}"})
    one = store.agreement(identity)
    assert one is not None
    assert one.follow_ups == (story,)
    assert client.get("/register?status=expired&partner=Yayasan Cahaya Kenari").text.count(identity)


def test_what_may_be_later_coverage_is_attached_or_refused_by_one_click(
    client: httpx.Client, store: Store
) -> None:
    unit, partner = "Lapas Kelas IIB Garut", "Yayasan Cahaya Kenari"
    parties = [{"name": unit, "kind": "pemasyarakatan"}, {"name": partner, "kind": "yayasan"}]
    now = datetime(2026, 3, 1, tzinfo=UTC)
    entry = {"kind": "perjanjian_kerja_sama", "parties": parties, "signed_on": "2025-03-04"}
    identity = store.desk.enter(entry, "sari", now)
    read = reading(
        "https://kabar.example/lanjutan",
        Label.CANDIDATE,
        (),
        f"Kerja sama {unit} dengan {partner} sudah lama. <b>Warga</b> belajar.",
        title="Belajar bersama yayasan",
    )
    story = store.save(read, state(read, "candidate")).story
    token = {"csrf": form_of(client, "/kerja-sama/baru")["csrf"], "story": str(story)}
    page = client.get(f"/kerja-sama/{identity}").text
    assert "Mungkin juga pemberitaan lanjutan" in page
    assert f"Kerja sama {unit} dengan {partner} sudah lama." in page
    assert "Mungkin tindak lanjut dari" in client.get(f"/berita/{story}").text
    address = f"/kerja-sama/{identity}/lanjutan"
    page = client.post(address, data={**token, "action": "refuse"}).text
    assert "Mungkin juga" not in page
    assert "Dinyatakan bukan (1)" in page
    assert "Mungkin tindak lanjut dari" not in client.get(f"/berita/{story}").text
    page = client.post(address, data={**token, "action": "attach"}).text
    assert "Dikatakan" in page
    kept = store.agreement(identity)
    assert kept is not None
    assert kept.follow_ups == (story,)


def test_the_api_corrects_and_enters(client: httpx.Client, kept: KeptAgreement) -> None:
    words = client.get(f"{API}/{kept.id}/history").json()
    assert words == {"id": kept.id, "revision": 0, "words": []}
    change: dict[str, Any] = {"revision": 0, "values": {"pic": "Sari", "term_months": 12}}
    answer = client.patch(f"{API}/{kept.id}", json=change)
    assert answer.status_code == 200
    assert answer.json()["given"]["term_months"]["value"] == 12
    assert client.patch(f"{API}/{kept.id}", json=change).status_code == 409
    words = client.get(f"{API}/{kept.id}/history").json()
    change = {"revision": words["revision"], "unset": ["pic"], "keep": ["term_months"]}
    answer = client.patch(f"{API}/{kept.id}", json=change)
    assert list(answer.json()["given"]) == ["term_months"]
    acts = [row["act"] for row in client.get(f"{API}/{kept.id}/history").json()["words"]]
    assert acts == ["kept", "withdrawn", "given", "given"]
    assert client.patch(f"{API}/aaaaaaaaaaaa", json=change).status_code == 404
    wrong = {"revision": 0, "values": {"tone": "senang"}}
    assert client.patch(f"{API}/{kept.id}", json=wrong).status_code == 422
    entry = {"parties": [{"name": "Yayasan Cahaya Kenari", "kind": "yayasan"}]}
    answer = client.post(API, json={"values": entry})
    assert answer.status_code == 201
    assert client.get(f"{API}/{answer.json()['id']}").json() == answer.json()
    assert client.post(API, json={"values": {"pic": "Sari"}}).status_code == 400
