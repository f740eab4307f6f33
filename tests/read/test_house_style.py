"""House style is lifted off; what belongs to the story stays."""

from __future__ import annotations

import pytest

from pipelines.read.credits import without_credits
from pipelines.read.datelines import without_dateline
from pipelines.read.house_style import is_chrome, lift
from tests.read.pages import PARAGRAPHS, TITLE, article, html, plain, story

SITE = frozenset({"kabarpantai", "kabarpantaiid", "suararakyat"})
FIRST = "Rutan Serang membuka kebun hidroponik untuk warga binaan di halaman belakang."

DATELINES = """
KABARPANTAI.ID-
KABARPANTAI.ID -
KabarPantai.id, Serang –
KabarPantai.id – Serang –
SERANG, KabarPantai.id —
SERANG, KabarPantai.id –
SERANG – KabarPantai.id –
SERANG (KABARPANTAI.ID)
SERANG (KABARPANTAI.ID) –
SERANG (Suara Rakyat) -
SERANG | KABAR PANTAI -
SERANG | KabarPantai.id –
KABAR PANTAI, Serang –
KABAR PANTAI | SERANG –
Serang, Kabar Pantai –
**SERANG** –
*SERANG, KabarPantai.id* –
SENGETI –
SUNGAI PENUH –
Sungai Penuh --
Serang -
Kota Serang –
SERANG, 22 Januari 2026 –
SERANG, (22/1/2026) –
[SERANG, KabarPantai.id] –
[KABARPANTAI.ID], Serang –
SERANG/KABARPANTAI.ID –
Serang (ANTARA) -
Jakarta, CNN Indonesia --
Serang, Kabar Pantai.com_
SERANG, HUMAS.
KOTA SERANG, KABAR PANTAI.
[Serang, Humas Rutan Serang]
www.kabarpantai.id | Serang –
""".split("\n")


@pytest.mark.parametrize("dateline", [line for line in DATELINES if line])
def test_dateline_is_cut_off(dateline: str) -> None:
    glue = "" if dateline.endswith("ID-") else " "
    assert without_dateline(f"{dateline}{glue}{FIRST}", SITE) == FIRST


@pytest.mark.parametrize(
    "line",
    [
        FIRST,
        "Kepala Rutan Serang – yang baru dilantik pekan lalu – membuka kebun hidroponik itu.",
        "Lapas Serang - Pemkot Serang sepakat membuka kebun bersama di halaman belakang lapas.",
        "Dinas Pertanian (Distan) Kota Serang membuka kebun hidroponik di halaman rutan itu.",
        "PEMERINTAH KOTA SERANG (PEMKOT) membuka kebun hidroponik di halaman rutan kota itu.",
        "Serang, Banten. Kota itu menyumbang bibit hidroponik untuk kebun baru di rutan.",
        "[Kebun] Rutan Serang membuka kebun hidroponik di halaman belakang rutan kota itu.",
        "Rutan Kelas IIB Serang, Banten, membuka kebun hidroponik di halaman belakang – gratis.",
        "“Kebun ini milik bersama – milik semua,” kata Kepala Rutan Serang kepada wartawan, Senin.",
        "KPK - Kejaksaan Agung menandatangani nota kesepahaman tentang pengelolaan "
        "barang rampasan.",
    ],
)
def test_a_dash_of_the_sentence_stays(line: str) -> None:
    assert without_dateline(line, SITE) == line


@pytest.mark.parametrize(
    ("ending", "writers"),
    [
        ("(Red)", ()),
        ("(Red).", ()),
        (".(Red).", ()),
        (" (*/HS)", ()),
        (" (HUM/RED)", ()),
        (" (humas/ant)", ()),
        (" (***)", ()),
        (" ***", ()),
        (" (*)", ()),
        (" [Red]", ()),
        (" (rls/adv)", ()),
        (" (hms)", ()),
        (" (Tim)", ()),
        (" (Red/Humas Rutan Serang)", ()),
        (" (Dewi Anggraini)", ("Dewi Anggraini",)),
        (" (Dewi Anggraini/Red)", ("Dewi Anggraini",)),
        (" Penulis: Dewi Anggraini | Editor: Sari Utami", ("Dewi Anggraini",)),
        (" (Penulis: Dewi Anggraini)", ("Dewi Anggraini",)),
        (" Editor: Sari Utami", ()),
        (" (bs/ak)", ()),
        (" /Red", ()),
    ],
)
def test_credit_at_the_end_is_lifted(ending: str, writers: tuple[str, ...]) -> None:
    line = FIRST if not ending.startswith(".") else FIRST.rstrip(".")
    credit = without_credits(line + ending)
    assert credit.text.rstrip(".") == FIRST.rstrip(".")
    assert credit.names.writers == writers


@pytest.mark.parametrize(
    "line",
    [
        "Kegiatan itu ditutup dengan penandatanganan Perjanjian Kerja Sama (PKS)",
        "Kegiatan itu ditutup dengan penandatanganan Perjanjian Kerja Sama (PKS).",
        "Acara berlangsung di aula rutan, Kamis (22/1/2025)",
        "Acara berlangsung di aula rutan, Kamis (22/1).",
        "Kebun itu dibangun dengan dana daerah (APBD) tahun lalu.",
        "Ia dibantu dua belas Warga Binaan Pemasyarakatan (WBP).",
        "Program itu dimulai oleh Dinas Sosial (2024)",
    ],
)
def test_a_bracket_of_the_sentence_stays(line: str) -> None:
    assert without_credits(line).text == line


CHROME = """
Baca juga: Nelayan Labuan Keluhkan Harga Solar
Baca Juga : Nelayan Labuan Keluhkan Harga Solar
BACA JUGA
Baca juga:
Simak juga: Nelayan Labuan Keluhkan Harga Solar
Lihat juga video: Nelayan Labuan Melaut Lagi
Bacaan Lainnya
Pos terkait
Berita Terkait
Artikel Terkait:
Tidak ada komentar
Tidak ada komentar:
0 Komentar
Leave a Reply
Tinggalkan Balasan
Social Header
Bagikan
Bagikan:
Bagikan ini:
Share this:
Share on Facebook
Ikuti kami di Google News
Ikuti berita terbaru Kabar Pantai di Google News dan WhatsApp Channel
Follow Us
Views: 123
Post Views: 1.204
Dibaca 45 kali
Dibaca: 45
1.2k Views
ADVERTISEMENT
ADVERTISEMENT - SCROLL TO CONTINUE
SCROLL TO RESUME CONTENT
Tag: rutan, kebun
Tags : rutan
#rutan #kebun
Foto: Humas Rutan Serang/ist
Foto : ist
Copyright © 2026 Kabar Pantai
© 2026 Kabar Pantai. All Rights Reserved
Kamis, 22 Januari 2026 | 14:05 WIB
2 jam lalu
Halaman: 1 2 3 Selanjutnya
Previous article
[Gambas:Video 20detik]
* * *
""".strip().split("\n")


@pytest.mark.parametrize("line", CHROME)
def test_line_of_chrome_goes(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        *PARAGRAPHS,
        "Dorong Kemandirian Warga Binaan",
        "Berlaku Dua Tahun",
        "1. Pelayanan kesehatan dasar",
        "Bagikan hasil panen kepada warga sekitar menjadi tradisi baru di rutan itu setiap bulan.",
        "Ikuti pelatihan, dua belas warga binaan memperoleh sertifikat.",
        "Share hasil panen dibagi rata antara koperasi dan warga binaan yang mengelola kebun itu.",
        "“Baca juga kitab suci setiap hari,” pesan kepala rutan kepada warga binaan.",
    ],
)
def test_line_of_the_story_stays(line: str) -> None:
    assert not is_chrome(line)
    assert line in lift([PARAGRAPHS[0], line, PARAGRAPHS[1]]).lines


def test_headline_after_a_lead_goes_and_the_next_paragraph_stays() -> None:
    lines = [PARAGRAPHS[0], "Baca juga:", "Nelayan Labuan Keluhkan Harga Solar", PARAGRAPHS[1]]
    assert lift(lines).lines == PARAGRAPHS[:2]


def test_lead_inside_a_paragraph_goes_with_its_headline() -> None:
    joined = f"{PARAGRAPHS[0]} Baca juga: Nelayan Labuan Keluhkan Harga Solar"
    assert lift([joined, PARAGRAPHS[1]]).lines == PARAGRAPHS[:2]
    bracket = f"{PARAGRAPHS[0]} (Baca juga: Nelayan Labuan Keluhkan Harga Solar)"
    assert lift([bracket, PARAGRAPHS[1]]).lines == PARAGRAPHS[:2]


@pytest.mark.parametrize(
    "lead",
    [
        '<p>Baca juga: <a href="/x">Nelayan Labuan Keluhkan Harga Solar</a></p>',
        '<p><strong>Baca Juga :</strong> <a href="/x">Nelayan Labuan Keluhkan Harga Solar</a></p>',
        '<p><a href="/x">Baca juga: Nelayan Labuan Keluhkan Harga Solar</a></p>',
        '<p>BACA JUGA</p><p><a href="/x">Nelayan Labuan Keluhkan Harga Solar</a></p>',
        '<p>Baca juga:</p><ul><li><a href="/x">Nelayan Labuan Keluhkan Harga Solar</a></li>'
        '<li><a href="/y">Tiga Desa di Kaki Gunung Terisolasi Longsor</a></li></ul>',
        '<div class="x1"><span>Simak juga</span><h4><a href="/x">Nelayan Labuan '
        "Keluhkan</a></h4></div>",
        '<blockquote><p>Lihat juga <a href="/x">Nelayan Labuan Keluhkan Harga '
        "Solar</a></p></blockquote>",
        "<p>Baca Juga: <b>Nelayan Labuan Keluhkan Harga Solar</b></p>",
        '<p><em>Baca juga:<br><a href="/x">Nelayan Labuan Keluhkan Harga Solar</a></em></p>',
    ],
)
def test_other_stories_are_pruned_from_the_tree(lead: str) -> None:
    inner = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{lead}<p>{PARAGRAPHS[2]}</p>"
    found = article(
        html(f"<article><div class='isi'>{inner}<p>{PARAGRAPHS[3]}</p></div></article>")
    )
    assert tuple(found.text.split("\n")) == PARAGRAPHS


def test_lead_between_sentences_of_one_paragraph_is_cut_out() -> None:
    lead = 'Baca juga: <a href="/x">Nelayan Labuan Keluhkan Harga Solar</a>'
    inner = (
        f"<p>{PARAGRAPHS[0]} {lead} {PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    found = article(html(f"<article>{inner}</article>"))
    assert found.text.split("\n")[0] == f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}"


def test_subheads_stay() -> None:
    inner = (
        f"<p>{PARAGRAPHS[0]}</p><h3>Panen Perdana</h3><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    )
    found = article(html(f"<article>{inner}<p>{PARAGRAPHS[3]}</p></article>"))
    assert found.text.split("\n")[1] == "Panen Perdana"


def test_credits_become_authors() -> None:
    after = "<p>Penulis: Dewi Anggraini | Editor: Sari Utami</p><p>Foto: Humas/ist</p>"
    found = article(html(story(after=after)))
    assert tuple(found.text.split("\n")) == PARAGRAPHS
    assert found.authors == ("Dewi Anggraini",)


def test_plain_text_has_its_headline_before_the_first_empty_line() -> None:
    body = "\n\n".join(PARAGRAPHS)
    assert plain(f"{TITLE}\n\n{body}").title == TITLE
    assert plain(f"{TITLE}\n\n{body}").text == "\n".join(PARAGRAPHS)
    assert plain(body).title == ""
    assert plain(body, title="Judul dari pemberi").title == "Judul dari pemberi"
    assert plain(f"{TITLE}\n\n{body}", title="Judul dari pemberi").title == TITLE


@pytest.mark.parametrize(
    "signature",
    [
        "(IR)",
        "[far]",
        "(TribunPantai.com/Dewi Anggraini)",
        "Red/Dewi",
        "Dewi/Red",
        "(Tim/Red)",
        "(*)",
    ],
)
def test_credit_on_a_line_of_its_own_is_lifted(signature: str) -> None:
    assert lift([*PARAGRAPHS, signature]).lines == PARAGRAPHS


@pytest.mark.parametrize("credit", ["(antara/kp)", "(red/*)", " (Dewi Anggraini)", "(mcr7/kp)"])
def test_credit_above_an_unknown_line_is_lifted(credit: str) -> None:
    lines = [*PARAGRAPHS[:3], PARAGRAPHS[3] + credit, "Dodi: Saya setuju sekali."]
    assert lift(lines).lines[:4] == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    """
(Baca: Nelayan Labuan Keluhkan Harga Solar)
Baca: Nelayan Labuan Keluhkan Harga Solar
Simak berita lainnya terkait Rutan Serang
Visited 8 times, 2 visit(s) today
31 total views, 4 views today
Laporkan tulisan
Video Terpopuler Hari Ini:
Statistik Pengunjung
Responses (3)
Yuk, simak juga video ini!
Berita ini telah tayang di KabarPantai.id dengan judul Kebun Rutan
Jangan lewatkan berita terbaru dari kami setiap hari
Jangan lupa ikuti kami di media sosial
Cek artikel dan berita yang lain di Google News
Ikuti berita terkini dari Kabar Pantai di WhatsApp Channel
Dilarang keras mengambil konten tanpa izin tertulis
COPYRIGHT © KABAR PANTAI 2026
Download aplikasi Kabar Pantai di Play Store
Halaman Selanjutnya
Tulis komentar Anda
Diberdayakan oleh Blogger
Pengunjung hari ini: 1.204
Pasang iklan di sini
""".strip().split("\n"),
)
def test_phrase_of_the_site_goes(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Simak penjelasan kepala rutan mengenai syarat kunjungan selama bulan puasa tahun ini.",
        "Video kegiatan itu diputar di depan seluruh warga binaan pada hari kemerdekaan.",
        "Pengunjung hari ini mencapai dua ratus orang, lebih banyak daripada pekan sebelumnya.",
        "Statistik pengunjung rutan naik dua kali lipat dibandingkan tahun lalu, kata petugas.",
        "Total",
        "Laporkan setiap pungutan liar kepada petugas, pesan kepala rutan kepada keluarga.",
        "Rutan/Lapas",
    ],
)
def test_sentence_like_a_phrase_stays(line: str) -> None:
    assert line in lift([PARAGRAPHS[0], line, *PARAGRAPHS[1:]]).lines


def test_what_follows_a_heading_of_comments_goes_unless_it_is_the_story() -> None:
    assert lift([*PARAGRAPHS, "3 Komentar", "Budi: Bagus sekali."]).lines == PARAGRAPHS
    assert lift(["0 Komentar", *PARAGRAPHS]).lines == PARAGRAPHS


@pytest.mark.parametrize("dateline", ["KBRN, Serang : ", "KBRN, Serang: ", "KabarPantai.id: "])
def test_dateline_with_a_colon_names_an_outlet(dateline: str) -> None:
    assert without_dateline(dateline + FIRST, SITE) == FIRST
    assert without_dateline(f"Serang: {FIRST}", SITE) == f"Serang: {FIRST}"


@pytest.mark.parametrize(
    "line",
    [
        'Simak Video "Begini Isi Gudang Beras di Karawang"',
        "Tonton juga Video: Kebun Rutan Dipanen Warga?",
        "Lihat Video Detik-detik Kebun Rutan Dipanen",
    ],
)
def test_a_line_that_sends_to_a_film_goes(line: str) -> None:
    assert is_chrome(line)
    assert not is_chrome("Simak video yang beredar itu, kata Kapolres, ternyata rekaman lama.")
