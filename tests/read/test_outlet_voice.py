"""What outlets say of themselves below a story goes, in words that no list has; stories stay."""

from __future__ import annotations

import pytest

from pipelines.read.outlet_voice import outlets_among, without_outlet_voice
from tests.read.pages import PARAGRAPHS

NAMES = frozenset({"kabarpantai"})


@pytest.mark.parametrize(
    "line",
    [
        "Punya informasi menarik di sekitar Anda? Kirimkan ke nomor redaksi kami 0812-3400-0000.",
        "Redaksi menerima hak jawab melalui surel redaksi@kabar-pantai.id.",
        "Mari dukung karya anak muda dengan membagikan tulisan ini kepada keluarga Anda.",
        "Terima kasih telah membaca Kabar Pantai, semoga bermanfaat.",
        "Klik tanda lonceng agar tidak tertinggal kabar dari kami.",
        "Mau usaha Anda dikenal luas? Pasang iklan di sini, hubungi 0857 0000 1111.",
        "➡️ Gabung grup WhatsApp Kabar Pantai: https://chat.example/abc",
        "Lapas Batang Gelar Lomba Azan...",
        "Kabar Pantai hidup dari pembaca. Pertimbangkan menjadi anggota.",
        "Beri tahu kami pendapatmu di kolom komentar.",
        "Demikian informasi seputar kebun rutan dan jadwal kunjungannya. Semoga bermanfaat.",
        "Cari berita Serang hari ini, loker Serang terbaru, dan info Banten terkini di sini.",
        "Setujukah Anda dengan perluasan kebun itu?",
        "Wartawan Kabar Pantai sejak 2019. Menulis isu hukum.",
        "Kabar Pantai adalah media siber yang terverifikasi Dewan Pers.",
        "Kabar Pantai menerima tulisan warga. Klik di sini untuk mengirim.",
        "Liputan ini dapat disimak di Radio Kabar Pantai, Senin sore.",
    ],
)
def test_it_is_cut_off_the_end(line: str) -> None:
    assert without_outlet_voice([*PARAGRAPHS, line, line], NAMES) == [*PARAGRAPHS]
    assert without_outlet_voice([line, *PARAGRAPHS], NAMES) == [line, *PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "“Hubungi kami lewat WhatsApp,” kata kepala rutan kepada pembaca.",
        "Jika Anda ingin berkunjung, kata dia, mintalah izin seminggu sebelumnya.",
        "Pendaftaran gelombang kedua dibuka Maret. Hubungi petugas di nomor 0565-21000.",
        "Kami meninggalkan lapas menjelang magrib.",
        "Redaksi memohon maaf kepada pembaca atas kekeliruan nama kepala rutan.",
        "Ralat: pada tulisan ini sebelumnya tertulis Lapas Slawi. Kami mohon maaf.",
        "Jangan datang tanpa surat pengantar, pesan kepala lapas.",
        "Mau tak mau kami ikut antre di depan gerbang.",
        "Akses jalan ke lapas kami tempuh tiga jam.",
        "Terima kasih kami sampaikan kepada semua pihak, ujar kepala rutan.",
        "Warga dapat mengirim pertanyaan melalui Instagram rutan.",
        "Donasi bibit datang dari warga sekitar rutan.",
    ],
)
def test_a_storys_last_line_stays(line: str) -> None:
    assert without_outlet_voice([*PARAGRAPHS, line], NAMES) == [*PARAGRAPHS, line]


@pytest.mark.parametrize(
    "line",
    [
        "Ikuti saluran WhatsApp Kabar Pantai.",
        "Kami tidak dibiayai pemerintah. Traktir redaksi segelas kopi agar tetap terbit.",
        "Ingin tahu kabar daerahmu lebih cepat? Gabung ke komunitas pembaca kami di Telegram.",
        "Jangan sampai ketinggalan berita, aktifkan notifikasi di ponsel Anda.",
    ],
)
def test_between_paragraphs_it_goes_too(line: str) -> None:
    assert without_outlet_voice([*PARAGRAPHS[:3], line, PARAGRAPHS[3]], NAMES) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "Hubungi petugas di nomor 0565-21000 untuk mendaftar.",
        "Pengunjung dapat mendaftar lewat WhatsApp dan membawa kartu identitas.",
        "Kami menunggu di gerbang sampai pukul lima. Mau pulang, jalan sudah gelap.",
        "Bagaimana dengan Anda?",
    ],
)
def test_between_paragraphs_a_storys_line_stays(line: str) -> None:
    lines = [*PARAGRAPHS[:3], line, PARAGRAPHS[3]]
    assert without_outlet_voice(lines, NAMES) == lines


def test_an_offices_own_name_is_no_sign() -> None:
    lines = [*PARAGRAPHS[:3], "Ikuti aturan kunjungan Rutan Serang.", PARAGRAPHS[3]]
    assert without_outlet_voice(lines, frozenset({"rutanserang"})) == lines


def test_the_outlets_name_is_known_beside_that_of_its_region() -> None:
    names = frozenset({"bantenkabarpantaicom", "kabarpantaicom", "kabarpantai", "banten"})
    named = names | {"kabarpantaibanten"}
    assert outlets_among(named) == named - {"banten"}


def test_something_always_stays() -> None:
    lines = ["Kunjungi laman kami."] * 6
    assert without_outlet_voice(lines, NAMES) == lines[:2]
