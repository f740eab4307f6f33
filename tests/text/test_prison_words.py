"""The byte scan loses no story about prisons and drops most pages about other things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.text.prison_words import mentions_prison

ABOUT = """
Lapas Kelas IIA Serang
di lapas.
KALAPAS SERANG
rutan-serang
/berita/lapas_serang/
Kepala Rutan
lembaga pemasyarakatan
Lembaga Permasyarakatan
pemasyarakatannya
Ditjenpas
Ditjen PAS
Dirjen Pas
LPKA Tomohon
bapas
Kabapas
rupbasan
narapidana
warga binaan
Warga&nbsp;Binaan
warga <b>binaan</b>
eks napi
dipenjara
rumah tahanan negara
IPKEMINDO
Kemenimipas
WBP
""".strip().split("\n")

OTHER = """
pelapasan balon udara
urutan kedua
kerutan di wajah
aturan baru
Napitupulu
kelapa sawit
lapisan tanah
masyarakat dan kemasyarakatan
pertahanan negara
""".strip().split("\n")


@pytest.mark.parametrize("words", ABOUT)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_page_about_prisons(words: str, encoding: str) -> None:
    assert mentions_prison(f"<html><p>Kabar dari {words} hari ini</p></html>".encode(encoding))


@pytest.mark.parametrize("words", OTHER)
def test_page_about_something_else(words: str) -> None:
    assert not mentions_prison(f"<html><p>Kabar tentang {words} hari ini</p></html>".encode())


@pytest.mark.parametrize(
    "body", [b"la&shy;pas", b"la\xc2\xadpas", b"&#108;apas", b"&#x6C;apas", b"l\x00a\x00p\x00"]
)
def test_what_the_scan_cannot_see_is_read(body: bytes) -> None:
    assert mentions_prison(b"<p>" + body + b"</p>")


def test_real_texts(shared: Path) -> None:
    """Every real partnership seed is seen; of general news hardly anything is."""
    seeds = [file.read_bytes() for file in (shared / "seeds").glob("*.txt")]
    assert all(mentions_prison(seed) for seed in seeds)
    lines = (shared / "real" / "random.jsonl").read_text("utf-8").splitlines()
    seen = [mentions_prison(json.loads(line)["text"].encode()) for line in lines]
    assert sum(seen) <= 0.05 * len(seen)
