"""Addresses in messages as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.pasted import addresses_in
from model.urls import identity

MESSAGE = """
[29/1 07.12] Pak Karutan: Selamat pagi, izin melaporkan pemberitaan hari ini 🙏
*1. Lapas Cempaka Teken PKS dgn RSUD*
https://harianmelati.example/2026/01/lapas-cempaka-rsud/?utm_source=whatsapp
2) warta-anggrek.co.id/berita/778.html, radarkenanga.com/read/12
_https://kabar.example/pks_lapas_
3.https://suara.example/a-(bagian-1)).
https://satu.example/ahttps://dua.example/b
Sumber: <https://tiga.example/c>; www.empat.id
Rp.5.000.000 S.H.,M.H. humas@lapascempaka.go.id Ka.Lapas 07.30
https://harianmelati.example/2026/01/lapas-cempaka-rsud#komentar
https://www.google.com/url?q=https%3A%2F%2Flima.example%2Fd&sa=D
https://www.google.com/amp/s/enam.example/e
*https://tujuh.example/f…*
"""


def test_every_address_of_a_message_is_found_once() -> None:
    assert addresses_in(MESSAGE) == [
        "https://harianmelati.example/2026/01/lapas-cempaka-rsud/?utm_source=whatsapp",
        "https://warta-anggrek.co.id/berita/778.html",
        "https://radarkenanga.com/read/12",
        "https://kabar.example/pks_lapas",
        "https://suara.example/a-(bagian-1)",
        "https://satu.example/a",
        "https://dua.example/b",
        "https://tiga.example/c",
        "https://www.empat.id",
        "https://lima.example/d",
        "https://enam.example/e",
        "https://tujuh.example/f",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("tidak ada tautan. Sekian.", []),
        ("https://", []),
        ("http://[::1", []),
        ("lihat file laporan.pdf dan index.php", []),
        ("cc: rina@kanwil.example/x", []),
        ("arsip https://web.example/web/2026/https://asal.example/a", None),
        ("cari https://x.example/?u=https://y.example/a", None),
        ("“https://x.example/a”", ["https://x.example/a"]),
        ("HTTPS://X.EXAMPLE/A", ["HTTPS://X.EXAMPLE/A"]),
        ("https://x.example/pks_2026_", ["https://x.example/pks_2026_"]),
    ],
)
def test_edges(text: str, expected: list[str] | None) -> None:
    assert addresses_in(text) == ([text.split()[1]] if expected is None else expected)


_WORDS = st.sampled_from(["https://", "x.id/", "*", "_", ")", "(", "@", "\n", ".", "a", "…", "?u="])


@given(st.one_of(st.text(), st.lists(_WORDS).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_addresses_of_pages(text: str) -> None:
    found = addresses_in(text)
    assert all(url.lower().startswith(("http://", "https://")) for url in found)
    assert len({identity(url) for url in found}) == len(found)
    assert addresses_in("\n".join(found)) == found
