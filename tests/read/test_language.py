"""Indonesian stories stay Indonesian; their neighbours' languages get their own names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.read.language import UNDETERMINED, language_of
from tests.read.pages import PARAGRAPHS, article, html, story

MALAY = (
    "Jabatan Penjara Malaysia memaklumkan seramai dua ratus banduan akan mengikuti "
    "latihan kemahiran "
    "selepas pihaknya menerima peruntukan daripada kerajaan. Pengarah penjara itu berkata program "
    "tersebut bermula pada Ogos kerana bengkel baharu masih dibina."
)
JAVANESE = (
    "Wong sing ana ing lapas iku padha sinau tetanen amarga pengin bali menyang desane. Saiki akeh "
    "sing wis bisa nandur sayuran lan ngrumat wedhus, nanging durung kabeh oleh papan kanggo gawe."
)
SUNDANESE = (
    "Urang anu aya di lapas ayeuna keur diajar ngaput jeung melak sayuran. Ieu kagiatan "
    "teh dijalankeun "
    "ku patugas sareng dinas, sabab loba anu hayang boga kabisa nalika geus kaluar."
)
MINANGKABAU = (
    "Urang nan ado di lapas tu kini sadang baraja manjaik untuak bakal iduiknyo katiko lah kalua. "
    "Indak ado nan dapek mangecek kalau karajo iko mudah, karano banyak nan alun pandai."
)
ENGLISH = (
    "The prison service signed an agreement with a local clinic on Tuesday. Inmates will "
    "be able to see "
    "a doctor twice a week, the governor of the prison said after the ceremony."
)
QUOTING = (
    *PARAGRAPHS,
    "“Datuk Seri, selepas ini kami berharap kerajaan menerusi jabatan boleh membantu,” "
    "ujar tamu dari "
    "Malaysia itu, yang mengatakan kunjungannya bersifat pribadi karena undangan keluarga.",
    "“Ora usah wedi, sing penting gelem sinau,” pesan seorang warga binaan senior kepada rekannya.",
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ".join(PARAGRAPHS), "id"),
        (" ".join(QUOTING), "id"),
        (PARAGRAPHS[0], "id"),
        ("Rutan Serang Teken Kerja Sama dengan Klinik", "id"),
        (MALAY, "ms"),
        (JAVANESE, "jv"),
        (SUNDANESE, "su"),
        (MINANGKABAU, "min"),
        (ENGLISH, "en"),
        ("", UNDETERMINED),
        ("22/1/2026 14:05", UNDETERMINED),
        ("Foto", UNDETERMINED),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_language_is_recorded() -> None:
    assert article(html(story((MALAY,)), title="Dua ratus banduan ikuti latihan")).language == "ms"


@pytest.mark.slow
def test_real_texts(shared: Path) -> None:
    """No Indonesian story is lost; at least 97 in 100 of the others get their own name."""
    lines = (shared / "real" / "lang.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line) for line in lines]
    right = [language_of(text["text"]) == text["lang"] for text in texts if text["lang"] != "id"]
    assert sum(right) >= 0.97 * len(right)
    indonesian = [text["text"] for text in texts if text["lang"] == "id"]
    for name in ("lapas", "mou_other"):
        file = shared / "real" / f"{name}.jsonl"
        indonesian += [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    assert [text for text in indonesian if language_of(text) != "id"] == []
