"""In what capacity officials take part, and their office in full."""

from __future__ import annotations

import pytest

from model.records import Article, Capacity, Official
from pipelines.record import record
from tests.record.measure import FETCHED_AT

LEAD = (
    "Lapas Kelas IIB Sumenep dan Universitas Wiraraja menandatangani perjanjian kerja sama (PKS), "
    "Senin (10/3/2025).\n"
)


def _officials(text: str) -> tuple[Official, ...]:
    article = Article(title="Lapas Sumenep Gandeng Kampus", text=LEAD + text, language="id")
    return record(article, FETCHED_AT)[0].officials


def _capacities(text: str) -> list[tuple[str, Capacity]]:
    return [(official.name, official.capacity) for official in _officials(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Naskah ditandatangani Kalapas Sumenep Heri Sulis dan Rektor Wiraraja, Sjaifur Rahman.",
        "PKS ditandatangani langsung oleh Kalapas Sumenep, Heri Sulis, serta Rektor Universitas "
        "Wiraraja, Dr. Sjaifur Rahman, M.H.",
        "Pihak pertama diwakili Kalapas Sumenep, Heri Sulis, sedangkan pihak kedua diwakili Rektor "
        "Wiraraja, Sjaifur Rahman.",
        "Kalapas Sumenep, Heri Sulis, dan Rektor Wiraraja, Sjaifur Rahman, membubuhkan tanda "
        "tangan.",
        "Kalapas Sumenep Heri Sulis dan Rektor Wiraraja Sjaifur Rahman sudah menandatanganinya.",
        "Penandatanganan dilakukan oleh Kalapas Sumenep, Heri Sulis, bersama Rektor Wiraraja, "
        "Sjaifur Rahman.",
        "Penanda tangan: Kalapas Sumenep Heri Sulis dan Rektor Wiraraja Sjaifur Rahman.",
        "Naskah di teken Kalapas Sumenep Heri Sulis dan Rektor Wiraraja Sjaifur Rahman di aula.",
        "PKS itu, yang penandatanganannya dilakukan oleh Kalapas Sumenep Heri Sulis dan Rektor "
        "Wiraraja, Sjaifur Rahman, sudah lama dirancang.",
        "Kalapas Sumenep, H. Heri Sulis, dan Rektor Wiraraja, KH. Sjaifur Rahman, sepakat.",
        "Ttd dilakukan Kalapas Bpk Heri Sulis dan Rektor Wiraraja Bpk Sjaifur Rahman di aula.",
        "Pihak I Kalapas: Heri Sulis\nPihak II Rektor Wiraraja: Sjaifur Rahman",
        "Rektor Wiraraja tiba pagi hari. Kalapas Sumenep, Heri Sulis, menyambut Rektor Wiraraja, "
        "Sjaifur Rahman. Di aula itulah keduanya menandatangani naskah perjanjian kerja sama.",
        "Kalapas Sumenep, Heri Sulis, jadi yang pertama bubuhkan tanda tangan, disusul Rektor "
        "Wiraraja, Sjaifur Rahman.",
        "Hadir Kalapas Sumenep, Heri Sulis, yang menandatangani untuk lapas, dan Rektor Wiraraja, "
        "Sjaifur Rahman, yang meneken untuk kampus.",
        "Kalapas Sumenep, Heri Sulis, menyambut tamunya, Rektor Wiraraja, Sjaifur Rahman. Lalu "
        "Heri menandatangani naskah, begitu pula Sjaifur menandatangani salinannya.",
        "Kalapas Sumenep, Heri Sulis, duduk semeja dengan Rektor Wiraraja, Sjaifur Rahman. "
        "Keduanya memakai pena yang sama.",
        "Kalapas Sumenep, Heri Sulis, menyambut Rektor Wiraraja, Sjaifur Rahman. Kedua penanda "
        "tangan lalu berfoto.",
        "Map itu diterima Kalapas Sumenep, Heri Sulis, dari Rektor Wiraraja, Sjaifur Rahman. "
        "Isinya perjanjian kerja sama, yang baru saja mereka teken berdua di dermaga.",
        "Kalapas Sumenep, Heri Sulis, berkeliling bersama Rektor Wiraraja, Sjaifur Rahman. Sore "
        "itu Heri Sulis dan Sjaifur Rahman menandatangani perjanjian kerja sama.",
        "Kegiatan dipimpin langsung Kalapas Sumenep Heri Sulis dan Rektor Wiraraja Sjaifur Rahman.",
    ],
)
def test_who_is_told_to_sign_signs(text: str) -> None:
    assert _capacities(text) == [
        ("Heri Sulis", Capacity.SIGNATORY),
        ("Sjaifur Rahman", Capacity.SIGNATORY),
    ]


@pytest.mark.parametrize(
    ("text", "capacity"),
    [
        ("Penandatanganan disaksikan Kakanwil Ditjenpas Jawa Timur, Kadi Yono.", Capacity.WITNESS),
        ("Kakanwil Ditjenpas Jawa Timur Kadi Yono menyaksikan penandatanganan.", Capacity.WITNESS),
        ("PKS diteken di hadapan Kakanwil Ditjenpas Jawa Timur, Kadi Yono.", Capacity.WITNESS),
        ("Ketua Komisi I DPRD yang menyaksikan, Kadi Yono, ikut senang.", Capacity.WITNESS),
        ("Bupati Sumenep, Kadi Yono, selaku saksi, berharap banyak.", Capacity.WITNESS),
        ("Ketua PKBM Obor, RD. Kadi Yono, ikut menyaksikan.", Capacity.WITNESS),
        ("Bupati Sumenep, KH. Kadi Yono, tampak hadir.", Capacity.PRESENT),
        ("Turut hadir Bupati Sumenep, Kadi Yono, dan tamu lain.", Capacity.PRESENT),
        ("Acara dihadiri pula oleh Bupati Sumenep Kadi Yono.", Capacity.PRESENT),
        ("Bupati Sumenep Kadi Yono berharap warga binaan mandiri.", Capacity.QUOTED),
        ("“Kami senang,” kata Kepala Dinas Sosial, Kadi Yono.", Capacity.QUOTED),
        ("Kepala Dinas Sosial, Kadi Yono, menilai penandatanganan itu baik.", Capacity.QUOTED),
    ],
)
def test_who_does_not_sign_watches_is_there_or_speaks(text: str, capacity: Capacity) -> None:
    assert _capacities(text) == [("Kadi Yono", capacity)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Kalapas Sumenep Heri Sulis mengatakan siap.", "Kepala Lapas Sumenep"),
        ("Rektor Universitas Wiraraja Heri Sulis hadir.", "Rektor Universitas Wiraraja"),
        ("Kakanwil Ditjenpas Jatim, Heri Sulis, hadir.", None),
        ("Kepala Dinas, Heri Sulis, hadir bersama Dinas Sosial Kabupaten Sumenep.", None),
    ],
)
def test_a_role_is_an_office_in_full(text: str, role: str | None) -> None:
    (official,) = _officials(text)
    assert official.role == role or role is None
    assert "(" not in official.role
    assert ")" not in official.role
    assert official.role.startswith(("Kepala", "Rektor"))


@pytest.mark.parametrize(
    ("signing", "capacity"),
    [
        ("Dari lapas Kalapas Budi Santoso, dari PKBM Ketua PKBM Sri Lestari.", "signatory"),
        ("Penandatanganan dilakukan Kalapas Budi Santoso dan Ketua PKBM Sri Lestari.", "signatory"),
        ("Masing-masing pimpinan meneken naskah. Kalapas Budi Santoso tersenyum.", "signatory"),
        ("Yang bertanda tangan: Kalapas Budi Santoso; Ketua PKBM Sri Lestari.", "signatory"),
        ("Kalapas Budi Santoso memuji isinya. Satu per satu ia bubuhi tanda tangan.", "signatory"),
        ("Kalapas Budi Santoso menyebut hal itu penting.", "quoted"),
    ],
)
def test_who_signs_for_a_side_is_a_signatory(signing: str, capacity: str) -> None:
    text = (
        "Lapas Kelas IIB Blitar dan PKBM Harapan menandatangani perjanjian kerja sama, Rabu "
        f"(5/2/2025).\n{signing}"
    )
    article = Article(title="Kerja Sama Diteken", text=text, language="id")
    (agreement,) = record(article, FETCHED_AT)
    found = {one.name: one.capacity.value for one in agreement.officials}
    assert found["Budi Santoso"] == capacity


def test_a_deputy_who_watches_is_a_witness() -> None:
    text = (
        "Bupati Blitar Rini Astuti dan Kalapas Kelas IIB Blitar Budi Santoso menandatangani nota "
        "kesepakatan disaksikan Sekda Kabupaten Blitar Triyono."
    )
    article = Article(title="Nota Diteken", text=text, language="id")
    (agreement,) = record(article, FETCHED_AT)
    assert [(one.name, one.capacity.value) for one in agreement.officials] == [
        ("Rini Astuti", "signatory"),
        ("Budi Santoso", "signatory"),
        ("Triyono", "witness"),
    ]
