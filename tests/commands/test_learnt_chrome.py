"""What recurs on a site is learnt from pages taken in, cut from the next one, and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

INVITATION = "Berlayar pelan bersama kabar dari pesisir"
STORIES = {
    "Kebun": "Warga binaan menanam kangkung di lahan belakang rutan sejak awal bulan lalu.",
    "Kolam": "Kolam lele baru di lapas mulai diisi bibit dari balai benih ikan setempat.",
    "Bengkel": "Bengkel kayu lapas menerima pesanan meja belajar dari tiga sekolah dasar.",
    "Dapur": "Dapur umum rutan lolos pemeriksaan kebersihan oleh petugas puskesmas kota.",
}


@pytest.fixture(autouse=True)
def _configured(environment: dict[str, str]) -> None:
    text = 'data: data\ncrawl: {workers: 1}\ncatalogue: {enabled: false}\nsites: [{url: "https://a.id/"}]\n'
    Path(environment["PANTAU_CONFIG"]).write_text(text, encoding="utf-8")


def line(number: int, name: str) -> bytes:
    """A page of a.id as a line to import."""
    paragraphs = "".join(
        f"<p>{STORIES[name]} {part}.</p>" for part in (f"Bagian {name}", "Selesai")
    )
    title = f"{name} Lapas Dibuka untuk Warga Sekitar"
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<div class='isi'>{paragraphs}<p>{INVITATION}</p></div>"
    )
    given = {"url": f"https://a.id/b/{name}", "html": page, "published": f"2026-02-1{number}"}
    return json.dumps(given).encode() + b"\n"


def test_lines_learnt_from_three_pages_are_cut_from_the_fourth(run: Run) -> None:
    *first, last = [line(number, name) for number, name in enumerate(STORIES)]
    run("import", "-", stdin=b"".join(first))
    before = json.loads(run("sites", "show", "a.id", "--json").stdout)
    assert before["chrome"] == [{"text": INVITATION, "articles": 3, "days": 3}]
    run("import", "-", stdin=last)
    told = json.loads(run("explain", "https://a.id/b/Dapur", "--json").stdout)
    assert told["reading"]["article"]["cut"] == [INVITATION]
    shown = run("sites", "show", "a.id").stdout.decode()
    assert INVITATION in shown
