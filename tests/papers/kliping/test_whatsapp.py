"""The text for WhatsApp: its form to the letter, whole in parts, and formatted by us alone."""

from __future__ import annotations

import re

import pytest

from model.kliping import Clip, KlipingState, Section
from papers.kliping.whatsapp import LONGEST, messages
from tests.papers.kliping.samples import clip, entry, full, kliping, other

_NUMBER = re.compile(r"\n\((\d+)/(\d+)\)$")


def test_the_form_to_the_letter() -> None:
    one = entry(
        0,
        6,
        partner_count=40,
        partners=("Pemerintah Kota Seruni",),
        clips=tuple(
            clip(0, place, origin=None, url=f"https://m{place}.example/a", outlet=f"Media {place}")
            for place in range(6)
        ),
    )
    [text] = messages(
        kliping(one, *(other(number) for number in range(4)), state=KlipingState.CHECKED), 1
    )

    assert text == (
        "*KLIPING PEMBERITAAN KERJA SAMA*\n"
        "*Kanwil Ditjenpas Banten*\n"
        "Kamis, 29 Januari 2026 | 07.30 WIB\n"
        "Periode: 28/01 07.30 – 29/01 07.30\n"
        "\n"
        "Ringkasan: 1 kegiatan, naskah: tidak disebut, 40 mitra | 6 berita, 6 media\n"
        "\n"
        "*A. KERJA SAMA BARU*\n"
        "*1. Nota Kesepahaman (MoU) Lapas Kelas IIA Cempaka dengan 40 mitra*\n"
        "Tanggal: Rabu, 28 Januari 2026 | Tempat: Aula Lapas, Kota Seruni\n"
        "Mitra disebut: Pemerintah Kota Seruni (1 dari 40)\n"
        "Dimuat 6 media, pertama: Media 0\n"
        "https://m0.example/a\n"
        "Media lain:\n"
        "- Media 1: https://m1.example/a\n"
        "- Media 2: https://m2.example/a\n"
        "- Media 3: https://m3.example/a\n"
        "- Media 4: https://m4.example/a\n"
        "- Media 5: https://m5.example/a\n"
        "\n"
        "*B. PELAKSANAAN DAN TINDAK LANJUT*: NIHIL\n"
        "*C. PERLU KLARIFIKASI*: NIHIL\n"
        "*D. AKAN BERAKHIR (90 HARI)*: NIHIL (masa berlaku diketahui: 3 dari 41)\n"
        "\n"
        "*E. BERITA PEMASYARAKATAN LAINNYA*: 4 judul\n"
        "- Warga binaan Lapas Cempaka panen raya sayur ke-0 (Harian Seruni, 28/01 10.30)\n"
        "https://harianseruni.example/lain/0\n"
        "\n"
        "dan 3 judul lain\n"
        "\n"
        "Catatan/Saran: NIHIL\n"
        "_Disusun Pantau, diperiksa Rina Kusuma. 118 dari 121 media diperiksa._"
    )


def test_an_empty_day_says_so() -> None:
    [text] = messages(kliping(), 10)

    assert "Ringkasan: NIHIL" in text
    assert [line for line in text.splitlines() if line.startswith("*") and ". " in line] == [
        "*A. KERJA SAMA BARU*: NIHIL",
        "*B. PELAKSANAAN DAN TINDAK LANJUT*: NIHIL",
        "*C. PERLU KLARIFIKASI*: NIHIL",
        "*D. AKAN BERAKHIR (90 HARI)*: NIHIL (masa berlaku diketahui: 3 dari 41)",
        "*E. BERITA PEMASYARAKATAN LAINNYA*: NIHIL",
    ]
    assert text.endswith("_Disusun Pantau, belum diperiksa. 118 dari 121 media diperiksa._")


@pytest.mark.parametrize("count", [1, 20, 60])
def test_parts_are_short_numbered_and_lose_nothing(count: int) -> None:
    made = kliping(
        *(entry(number, 9) for number in range(count)), *(other(number) for number in range(count))
    )
    texts = messages(made, 1_000)

    assert all(len(text) <= LONGEST for text in texts)
    if len(texts) > 1:
        numbers = [_NUMBER.search(text) for text in texts]
        assert [found and (int(found[1]), int(found[2])) for found in numbers] == [
            (number, len(texts)) for number in range(1, len(texts) + 1)
        ]
    whole = "\n".join(_NUMBER.sub("", text) for text in texts)
    lines = set(re.split(r"\n|: ", whole))
    assert {one.url for entry_ in made.content.entries for one in entry_.clips} <= lines


_HOSTILE = "*Gratis* _klik_ ~salah~ `kode`\n*Z. PALSU*\n> kutip @semua https://jahat.example/x"


def test_news_formats_nothing_and_breaks_no_line() -> None:
    hostile: Clip = clip(1, title=_HOSTILE, outlet=_HOSTILE, origin=None)
    made = kliping(
        entry(0, kind=None, units=(), partners=(), title=_HOSTILE, clips=(hostile,), note=_HOSTILE),
        entry(1, partners=(_HOSTILE,), place=_HOSTILE),
        other(2, title=_HOSTILE, clips=(hostile,)),
        advice=_HOSTILE,
        office=_HOSTILE,
    )
    text = "\n".join(messages(made, 10))
    lines = text.splitlines()

    assert "~" not in text
    assert "`" not in text
    own = ("*KLIPING", "*A.", "*B.", "*C.", "*D.", "*E.", "*1.", "*2.", "*∗Gratis∗")
    assert [line for line in lines if "*" in line and not line.startswith(own)] == []
    # Ours are the bold of a whole line, and the italic of the last one.
    assert all(line.count("*") == 2 for line in lines if "*" in line)
    assert [line for line in lines if "_" in line] == [lines[-1]]
    assert not any(line.startswith((">", "*Z.")) for line in lines)


def test_an_address_that_leads_elsewhere_is_no_link() -> None:
    bad = clip(0, url="javascript:alert(1)")

    [text] = messages(kliping(entry(0, clips=(bad,))), 10)

    assert "javascript" not in text
    assert "(tautan tidak dapat ditampilkan)" in text


def test_all_sections_tell_what_they_hold() -> None:
    text = "\n".join(messages(full(), 10))

    assert "2 kegiatan, sedikitnya 1 naskah, 41 mitra | 8 berita, 5 media" in text
    assert "(4 salinan rilis)" in text
    assert "Catatan: Sudah dikonfirmasi ke lapas." in text
    assert "Media berbeda keterangan (tanggal penandatanganan)" in text
    assert (
        "- Rabu, 28 Januari 2026 (Harian Seruni): “Penandatanganan digelar Rabu (28/1/2026) di aula"
        in text
    )
    assert "Berlaku s.d. Jumat, 6 Maret 2026 (36 hari lagi)" in text
    assert "Catatan/Saran: Mohon tautan siaran pers" in text


def test_late_finds_are_marked() -> None:
    late = clip(0, late=True)
    made = kliping(
        entry(0, clips=(late,), late=True),
        entry(1, clips=(clip(1), clip(1, 1, late=True))),
    )

    text = "\n".join(messages(made, 10))

    assert "Lapas Kelas IIA Cempaka dengan Pemerintah Kota Seruni* (susulan)\n" in text
    assert "pertama: Harian Seruni (susulan)" in text
    assert "- Suara Melati (susulan): https://" in text
    assert "pertama: Kabar Cempaka\n" in text


def test_what_a_person_left_out_is_not_told() -> None:
    text = "\n".join(messages(kliping(entry(0, removed=True), entry(1)), 10))

    assert "Cempaka dengan" not in text
    assert "*1. Nota Kesepakatan" in text
    assert entry(0).section is Section.NEW
