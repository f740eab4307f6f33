"""Who is a party: lists, colloquial words, branches, heads' own names, several papers."""

from __future__ import annotations

import pytest

from model.records import Agreement, Article, UnitRole
from pipelines.record import record
from tests.record.measure import FETCHED_AT


def _agreements(text: str, title: str = "Kerja Sama Diteken") -> tuple[Agreement, ...]:
    return record(Article(title=title, text=text, language="id"), FETCHED_AT)


def _parties(text: str, title: str = "Kerja Sama Diteken") -> list[str]:
    return [party.name for party in _agreements(text, title)[0].parties]


@pytest.mark.parametrize(
    "listed",
    [
        "Pertama maju Puskesmas Sukorejo, kedua PKBM Harapan, lalu paling akhir CV Tirta Abadi.",
        "Mitranya Puskesmas Sukorejo, PKBM Harapan, dan CV Tirta Abadi.",
        "Yuk kenalan: Puskesmas Sukorejo, PKBM Harapan, dan CV Tirta Abadi.",
        "Ketiga mitranya yakni Puskesmas Sukorejo, PKBM Harapan, serta CV Tirta Abadi.",
        "Mitra yg ttd:\n1. Puskesmas Sukorejo\n2. PKBM Harapan\n3. CV Tirta Abadi",
        "Mitra yang hadir:\n- Puskesmas Sukorejo\n- PKBM Harapan\n- CV Tirta Abadi",
    ],
)
def test_a_list_names_the_partners(listed: str) -> None:
    text = f"Lapas Kelas IIB Blitar menandatangani perjanjian kerja sama dengan mitra.\n{listed}"
    assert _parties(text) == [
        "Lapas Kelas IIB Blitar",
        "Puskesmas Sukorejo",
        "PKBM Harapan",
        "CV Tirta Abadi",
    ]


@pytest.mark.parametrize(
    "signs",
    [
        "menandatangni",
        "menandatanggani",
        "melaksanakan penandatanganan",
        "menggelar acara penandatanganan",
    ],
)
def test_who_signs_is_known_by_a_verb_that_is_spelt_ill_or_long(signs: str) -> None:
    text = (
        f"Bertepatan dengan Ramadan, PKBM Harapan bersama Lapas Kelas IIB Blitar Kanwil Ditjenpas "
        f"Jawa Timur dan Puskesmas Sukorejo {signs} perjanjian kerja sama, Rabu (5/2/2025)."
    )
    assert _parties(text) == ["PKBM Harapan", "Lapas Kelas IIB Blitar", "Puskesmas Sukorejo"]


def test_an_office_of_several_fields_is_one_under_its_first() -> None:
    text = (
        "Lapas Kelas IIB Blitar menandatangani perjanjian kerja sama dengan Dinas Tenaga Kerja dan "
        "Transmigrasi Kabupaten Blitar, Rabu (5/2/2025)."
    )
    assert _parties(text, "Lapas Blitar dan Disnaker Kabupaten Blitar Teken PKS") == [
        "Lapas Kelas IIB Blitar",
        "Dinas Tenaga Kerja dan Transmigrasi Kabupaten Blitar",
    ]


@pytest.mark.parametrize(
    ("heads", "partner"),
    [
        ("Direktur RSUD dr Ratna Wijayanti", "RSUD dr Soebandi"),
        ("Direktur RSUD dr. Ratna Wijayanti", "RSUD dr Soebandi"),
    ],
)
def test_a_hospital_is_not_called_by_its_head(heads: str, partner: str) -> None:
    text = (
        f"Warga binaan Lapas Kelas IIA Jember berobat di {partner}. Kepala Lapas Budi Hartono dan "
        f"{heads} menandatangani MoU layanan kesehatan, Rabu (5/2/2025)."
    )
    assert _parties(text) == ["Lapas Kelas IIA Jember", partner]


def test_a_balinese_head_gives_a_unit_no_class() -> None:
    text = (
        "Bapas Kelas I Denpasar dan Pemerintah Kabupaten Badung meneken perjanjian kerja sama.\n"
        "Perjanjian ditandatangani Kepala Bapas I Ketut Sudarma dan Bupati Badung."
    )
    assert _parties(text) == ["Bapas Kelas I Denpasar", "Pemerintah Kabupaten Badung"]


def test_a_list_of_guests_names_no_partners() -> None:
    text = (
        "Lapas Kelas IIB Blitar menandatangani perjanjian kerja sama dengan PKBM Harapan.\n"
        "Hadir pula Puskesmas Sukorejo, Polres Blitar, dan CV Tirta Abadi."
    )
    assert _parties(text) == ["Lapas Kelas IIB Blitar", "PKBM Harapan"]


@pytest.mark.parametrize(
    ("signing", "partner"),
    [
        ("sama PT Rimba Raya Lestari neken perjanjian kerja sama", "PT Rimba Raya Lestari"),
        ("dgn Universitas Terang Bangsa ttd MoU", "Universitas Terang Bangsa"),
        (
            "dan PT Bank Rakyat Indonesia (Persero) Tbk Kantor Cabang Blitar meneken PKS",
            "PT Bank Rakyat Indonesia (Persero) Tbk Kantor Cabang Blitar",
        ),
        (
            "dan PT Kereta Api Indonesia (Persero) Daop 7 Madiun meneken PKS",
            "PT Kereta Api Indonesia (Persero) Daop 7 Madiun",
        ),
        (
            "dan Perum Bulog Kantor Wilayah Jawa Timur meneken PKS",
            "Perum Bulog Kantor Wilayah Jawa Timur",
        ),
        ("dan Posbakum Pengadilan Negeri Blitar meneken PKS", "Posbakum Pengadilan Negeri Blitar"),
        ("dan Dinas Damkar Kota Blitar meneken PKS", "Dinas Pemadam Kebakaran Kota Blitar"),
        ("dan Jurusan Teknik Las SMK Negeri 1 Blitar meneken PKS", "SMK Negeri 1 Blitar"),
        ("dan Desa Adat Penglipuran meneken Piagam Kerja Sama", "Desa Adat Penglipuran"),
        (
            "dan Dinas Perikanan Kabupaten Padang Pariaman meneken PKS",
            "Dinas Perikanan Kabupaten Padang Pariaman",
        ),
    ],
)
def test_a_partner_has_its_name_in_full(signing: str, partner: str) -> None:
    text = f"Rabu (5/3/2025), Lapas Kelas IIB Blitar {signing} pembinaan."
    assert _parties(text) == ["Lapas Kelas IIB Blitar", partner]


@pytest.mark.parametrize(
    ("head", "partner", "name"),
    [
        ("Ketua STKIP Tunas Muda Gede Sutama", "STKIP Tunas Muda", "Gede Sutama"),
        ("VP PT Andalan NGL Herman Sutopo", "PT Andalan NGL", "Herman Sutopo"),
        ("Kepala Desa Tasikmulya, Herman Sutopo,", "Pemerintah Desa Tasikmulya", "Herman Sutopo"),
        (
            "Kepala Dinas P3AKB Kabupaten Blitar Herman Sutopo",
            "Dinas P3AKB Kabupaten Blitar",
            "Herman Sutopo",
        ),
        (
            "Direktur Yayasan Kasih Bunda Pdt. Lukas Sembiring",
            "Yayasan Kasih Bunda",
            "Lukas Sembiring",
        ),
    ],
)
def test_the_name_of_a_head_is_no_part_of_the_body(head: str, partner: str, name: str) -> None:
    text = (
        f"{head} dan Kalapas Blitar Joko Purwanto menandatangani nota kesepahaman di Lapas Kelas "
        "IIB Blitar, Rabu (5/3/2025).\nSutama berharap warga binaan rajin."
    )
    (agreement,) = _agreements(text)
    assert {party.name for party in agreement.parties} == {"Lapas Kelas IIB Blitar", partner}
    assert name in {official.name for official in agreement.officials}


@pytest.mark.parametrize(
    "text",
    [
        "Disaksikan Bupati Blitar, Baznas Kabupaten Blitar dan Lapas Kelas IIB Blitar menyepakati "
        "perjanjian kerja sama.",
        "Lapas Kelas IIB Blitar dan Baznas Kabupaten Blitar menandatangani Kesepahaman Bersama "
        "pembangunan Rutan Kelas IIB Trenggalek.",
        "Lapas Kelas IIB Blitar dan Baznas Kabupaten Blitar meneken PKS dalam acara keluarga besar "
        "Universitas Islam Balitar.",
    ],
)
def test_who_watches_or_is_spoken_of_is_no_party(text: str) -> None:
    assert set(_parties(text)) == {
        "Lapas Kelas IIB Blitar",
        "Badan Amil Zakat Nasional Kabupaten Blitar",
    }


def test_a_nickname_that_the_story_explains_is_the_same_unit() -> None:
    text = (
        "Delapan guru mengajar di Lapas Kelas IIA Yogyakarta, atau yang lebih dikenal dengan "
        "Wirogunan. PKBM Harapan dan Kalapas Wirogunan menandatangani nota kesepahaman."
    )
    assert set(_parties(text)) == {"Lapas Kelas IIA Yogyakarta", "PKBM Harapan"}


def test_an_office_that_a_headline_alone_names_is_a_party() -> None:
    parties = _parties("Foto: Dok. Lapas Blitar", "Lapas Blitar dan Disdukcapil Teken PKS")
    assert parties == ["Lapas Blitar", "Dinas Kependudukan dan Pencatatan Sipil"]


def test_papers_of_several_units_are_apart_with_their_officials() -> None:
    text = (
        "Rutan Kelas I Tangerang dan PT Pustaka Jaya menandatangani perjanjian kerja sama. Karutan "
        "Tangerang, Yudi Prabowo, menyambut baik.\n"
        "Giliran Bapas Kelas II Cirebon dan Keraton Kacirebonan sepakat soal kerja sosial. Nota "
        "kesepahamannya diteken sore itu. Kabapas Cirebon, Neneng Suryani, berterima kasih."
    )
    first, second = _agreements(text, "Dua Kabar: Rutan Tangerang dan Bapas Cirebon")
    assert [party.name for party in first.parties] == ["Rutan Kelas I Tangerang", "PT Pustaka Jaya"]
    assert [party.name for party in second.parties] == [
        "Bapas Kelas II Cirebon",
        "Keraton Kacirebonan",
    ]
    assert [official.name for official in first.officials] == ["Yudi Prabowo"]
    assert [official.name for official in second.officials] == ["Neneng Suryani"]
    assert (first.kind, second.kind) == ("perjanjian_kerja_sama", "nota_kesepahaman")


def test_papers_that_are_numbered_have_their_own_parties() -> None:
    text = (
        "Dua dokumen ditandatangani Rabu (5/3/2025).\n"
        "Dokumen pertama, Perjanjian Kerja Sama antara Lapas Kelas IIB Blitar dan Fakultas Hukum "
        "UB tentang bantuan hukum. Dokumen kedua, Nota Kesepahaman antara Bapas Kelas II Kediri "
        "dan PKBM Harapan mengenai pelatihan.\n"
        "Universitas Brawijaya (UB) mengirim dosennya."
    )
    first, second = _agreements(text)
    assert [party.name for party in first.parties] == [
        "Lapas Kelas IIB Blitar",
        "Fakultas Hukum Universitas Brawijaya",
    ]
    assert [party.name for party in second.parties] == ["Bapas Kelas II Kediri", "PKBM Harapan"]


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("Kesepahaman Bersama", "nota_kesepahaman"),
        ("Komitmen Bersama", "lainnya"),
        ("Letter of Intent (LoI)", "lainnya"),
        ("Piagam Kerja Sama", "lainnya"),
        ("Memorandum of Agreement (MoA)", "perjanjian_kerja_sama"),
    ],
)
def test_a_paper_has_its_kind(paper: str, kind: str) -> None:
    text = (
        f"Aturan mainnya tertuang dalam {paper} yang diteken Lapas Kelas IIB Blitar dan Polres "
        "Blitar, Rabu (5/3/2025)."
    )
    assert _agreements(text)[0].kind == kind


@pytest.mark.parametrize(
    ("signing", "partner"),
    [
        ("dan Yayasan Pondok Kasih Ibu", "Yayasan Pondok Kasih Ibu"),
        ("dan Yayasan Harapan Ibu Papua", "Yayasan Harapan Ibu Papua"),
        ("dan Gereja Katolik Paroki Santo Yusuf", "Gereja Katolik Paroki Santo Yusuf"),
        ("dan Vihara Dhammadipa", "Vihara Dhammadipa"),
        ("dan Distrik Navigasi Bitung", "Distrik Navigasi Bitung"),
        ("dan Sinode GKI di Tanah Papua", "Sinode GKI di Tanah Papua"),
    ],
)
def test_no_word_of_a_name_is_lost(signing: str, partner: str) -> None:
    text = f"Lapas Kelas IIB Blitar {signing} menandatangani perjanjian kerja sama."
    assert _parties(text) == ["Lapas Kelas IIB Blitar", partner]


def test_a_faculty_is_of_the_only_university_of_the_story() -> None:
    signing = (
        "Kalapas Blitar, Joko Purwanto, dan Dekan Fakultas Hukum, Rina Wijaya, menandatangani "
        "perjanjian kerja sama."
    )
    one = f"{signing}\nUniversitas Brawijaya (UB) mengirim enam dosen."
    two = f"{one}\nUniversitas Negeri Malang menyusul tahun depan."
    assert _parties(one) == ["Lapas Blitar", "Fakultas Hukum Universitas Brawijaya"]
    assert _parties(two) == ["Lapas Blitar", "Fakultas Hukum"]


def test_a_head_may_be_named_right_after_the_number_of_a_school() -> None:
    text = (
        "Kepala SMKN 8 Euis Purnama dan Kalapas Blitar Joko Purwanto menandatangani nota "
        "kesepahaman.\nSMK Negeri 8 Bandung mengirim lima guru."
    )
    (agreement,) = _agreements(text)
    assert {party.name for party in agreement.parties} == {"Lapas Blitar", "SMK Negeri 8 Bandung"}
    assert {official.name for official in agreement.officials} == {"Euis Purnama", "Joko Purwanto"}


def test_the_first_name_of_a_list_may_be_of_no_known_form() -> None:
    text = (
        "Lapas Kelas IIB Blitar meneken perjanjian kerja sama dengan tiga mitra, yaitu Rumah "
        "Purun, PKBM Harapan, dan CV Tirta Abadi."
    )
    assert _parties(text) == [
        "Lapas Kelas IIB Blitar",
        "Rumah Purun",
        "PKBM Harapan",
        "CV Tirta Abadi",
    ]


@pytest.mark.parametrize(
    "then",
    [
        "Dokumen kedua berupa perjanjian kerja sama antara Lapas Kelas IIB Blitar dan Dinas "
        "Kesehatan Kabupaten Blitar.",
        "Perjanjian kerja sama lalu ditandatangani Lapas Kelas IIB Blitar dan Dinas Kesehatan "
        "Kabupaten Blitar.",
    ],
)
def test_papers_told_one_after_the_other_are_apart(then: str) -> None:
    text = (
        "Bupati Blitar dan Kepala Lapas Kelas IIB Blitar menandatangani kesepakatan bersama.\n"
        f"{then}"
    )
    first, second = _agreements(text)
    assert (first.kind, second.kind) == ("kesepakatan_bersama", "perjanjian_kerja_sama")
    assert [party.name for party in first.parties] == [
        "Pemerintah Kabupaten Blitar",
        "Lapas Kelas IIB Blitar",
    ]
    assert [party.name for party in second.parties] == [
        "Lapas Kelas IIB Blitar",
        "Dinas Kesehatan Kabupaten Blitar",
    ]


def test_partners_may_come_one_to_a_sentence() -> None:
    text = (
        "Lapas Kelas IIB Blitar menandatangani tiga perjanjian kerja sama sekaligus.\n"
        "Yang pertama dengan PKBM Harapan. Yang kedua dengan Puskesmas Sukorejo. Yang terakhir "
        "dengan CV Tirta Abadi."
    )
    assert _parties(text) == [
        "Lapas Kelas IIB Blitar",
        "PKBM Harapan",
        "Puskesmas Sukorejo",
        "CV Tirta Abadi",
    ]


def test_who_does_what_a_paper_says_is_no_party() -> None:
    text = (
        "Pemerintah Kabupaten Blitar dan Lapas Kelas IIB Blitar menandatangani perjanjian kerja "
        "sama.\nIsi naskah tersebut antara lain pelatihan las oleh Dinas Tenaga Kerja."
    )
    assert _parties(text) == ["Pemerintah Kabupaten Blitar", "Lapas Kelas IIB Blitar"]


def test_prisons_listed_before_their_directorate_signs_carry_it_out() -> None:
    text = (
        "Tiga lapas terpilih menjadi percontohan. Ketiganya ialah Lapas Kelas IIA Kediri, Lapas "
        "Kelas IIB Blitar, dan Lapas Kelas IIB Tulungagung.\nKepastian itu didapat setelah "
        "Direktorat Jenderal Pemasyarakatan dan PT Pertamina Hulu Rokan menandatangani perjanjian "
        "kerja sama."
    )
    (agreement,) = _agreements(text, "Bengkel Las di Tiga Lapas")
    assert [party.name for party in agreement.parties] == [
        "Direktorat Jenderal Pemasyarakatan",
        "PT Pertamina Hulu Rokan",
    ]
    assert {unit.name: unit.role for unit in agreement.units} == {
        "Direktorat Jenderal Pemasyarakatan": UnitRole.SIGNATORY,
        "Lapas Kelas IIA Kediri": UnitRole.IMPLEMENTER,
        "Lapas Kelas IIB Blitar": UnitRole.IMPLEMENTER,
        "Lapas Kelas IIB Tulungagung": UnitRole.IMPLEMENTER,
    }


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ("tentang Pembinaan Kemandirian di Aula Lapas", "Pembinaan Kemandirian"),
        ("tentang pelatihan awak kapal tingkat dasar, Rabu", "pelatihan awak kapal tingkat dasar"),
        ("perihal pendidikan kesetaraan yang tertunda", "pendidikan kesetaraan"),
        ("tentang klinik hukum bagi warga binaan di aula lapas", "klinik hukum bagi warga binaan"),
        ("yang lama dinanti", None),
    ],
)
def test_a_paper_has_the_title_that_its_name_is_followed_by(about: str, title: str | None) -> None:
    text = f"Lapas Kelas IIB Blitar dan PKBM Harapan menandatangani perjanjian kerja sama {about}."
    assert _agreements(text)[0].title == title


def test_of_a_partner_with_many_papers_only_that_with_a_unit_is_taken() -> None:
    text = (
        "Sepanjang triwulan ini tiga perjanjian kerja sama ditandatangani RSUD Cilacap, yaitu:\n"
        "1. PT Kilang Bahari, pemeriksaan karyawan;\n2. Lapas Kelas IIB Cilacap, rujukan;\n"
        "3. Jasa Raharja, penjaminan korban."
    )
    assert _parties(text) == ["RSUD Cilacap", "Lapas Kelas IIB Cilacap"]


def test_heads_of_a_province_sign_for_the_one_that_the_story_names() -> None:
    text = (
        "Tiga pimpinan menandatangani nota kesepakatan di Sulawesi Tenggara, Kamis (11/12/2025).\n"
        "Ketiganya adalah Kajati Rahman Abdullah, Gubernur Andi Saleh, dan Kakanwil Ditjenpas "
        "Sulawesi Tenggara Budi Hartono."
    )
    assert set(_parties(text)) == {
        "Kejaksaan Tinggi Sulawesi Tenggara",
        "Pemerintah Provinsi Sulawesi Tenggara",
        "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Sulawesi Tenggara",
    }


def test_the_outlet_of_a_dateline_is_no_party() -> None:
    text = (
        "BLITAR (NU Blitar) – PKBM Harapan dan Lapas Kelas IIB Blitar menandatangani nota "
        "kesepahaman, Rabu (5/2/2025)."
    )
    assert _parties(text) == ["PKBM Harapan", "Lapas Kelas IIB Blitar"]


def test_an_unexplained_short_form_is_the_body_with_these_initials() -> None:
    text = (
        "Universitas Semesta Raya dan Lapas Kelas IIB Blitar menandatangani nota kesepahaman.\n"
        "Rektor USR Budi Hartono menyaksikan."
    )
    found = _agreements(text)[0].officials
    assert [(one.name, one.role) for one in found] == [("Budi Hartono", "Rektor USR")]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("LBH Semeru, KTR, dan Lapas Kelas IIB Blitar meneken nota kesepahaman.", "KTR"),
        ("LBH Semeru, Lapas Kelas IIB Blitar, dan KTR menandatangani nota kesepahaman.", "KTR"),
        (
            "Nota kesepahaman ditandatangani Kepala Lapas Kelas IIB Blitar, Hadi Santosa, dan "
            "direktur KTR.",
            "KTR",
        ),
        ("Semeru TV, Radio Rama dan Lapas Kelas IIB Blitar meneken nota kesepahaman.", "Semeru TV"),
    ],
)
def test_a_name_that_the_story_never_explains_is_a_party(text: str, partner: str) -> None:
    assert partner in _parties(text)


def test_a_headlines_topic_is_no_party() -> None:
    text = (
        "Sebagai tindak lanjut komitmen Fakultas Hukum Universitas Jambi, Dekan Fakultas Hukum "
        "Universitas Jambi Prof. Dr. Hermawan Tauqi, M.H. dan Kepala Lapas Kelas IIA Jambi "
        "Yulianto Saragih menandatangani Perjanjian Kerja Sama, Rabu (28/2/2024)."
    )
    title = "FH Unja–Lapas Jambi Teken Perjanjian Kerja Sama Pos Bantuan Hukum Kampus"
    names = set(_parties(text, title))
    assert names == {"Fakultas Hukum Universitas Jambi", "Lapas Kelas IIA Jambi"}


def test_a_dean_alone_signs_for_the_university() -> None:
    text = (
        "Lapas Kelas IIA Jambi dan Universitas Jambi menandatangani perjanjian kerja sama.\n"
        "Penandatanganan dilakukan Kepala Lapas Jambi Yulianto Saragih dan Dekan Fakultas Hukum "
        "Universitas Jambi Yakub Tahalea pada hari yang sama."
    )
    assert _parties(text) == ["Lapas Kelas IIA Jambi", "Universitas Jambi"]


def test_a_faculty_drawn_together_is_that_faculty() -> None:
    text = (
        "Lapas Kelas IIA Jambi menjalin perjanjian kerja sama dengan Fakultas Peternakan "
        "Universitas Jambi, Selasa (5/8/2025).\n"
        "PKS ditandatangani Kalapas, Yulianto Saragih, dan Dekan Fapet Unja, Prof. Bambang Priatna."
    )
    assert _parties(text) == ["Lapas Kelas IIA Jambi", "Fakultas Peternakan Universitas Jambi"]


@pytest.mark.parametrize(
    "papers",
    [
        "Pertama dengan PKBM Harapan, soal membaca. Kedua dengan Yayasan Melati, soal konseling.",
        "Perjanjian pertama, yaitu tentang Paket C, ditandatangani bersama PKBM Harapan.\n"
        "Perjanjian kedua, yaitu tentang Konseling, ditandatangani bersama Yayasan Melati.",
        "Kedua naskah itu, masing-masing :\n1. Perjanjian Kerja Sama antara Lapas Kelas IIB "
        "Blitar dengan PKBM Harapan "
        "tentang Paket C;\n2. Perjanjian Kerja Sama antara Lapas Kelas IIB Blitar dengan Yayasan "
        "Melati tentang Konseling.\nNaskah ditandatangani Kalapas Blitar Hadi Santosa, Ketua PKBM "
        "Harapan Ani Lestari serta Ketua Yayasan Melati Slamet Riyanto.",
    ],
)
def test_each_paper_of_a_list_has_its_own_partner(papers: str) -> None:
    text = (
        "Jumat (7/3/2025) Lapas Kelas IIB Blitar menandatangani dua perjanjian kerja sama di "
        f"aula.\n{papers}"
    )
    told = [[party.name for party in one.parties] for one in _agreements(text)]
    assert told == [
        ["Lapas Kelas IIB Blitar", "PKBM Harapan"],
        ["Lapas Kelas IIB Blitar", "Yayasan Melati"],
    ]


def test_the_verb_may_carry_what_is_signed() -> None:
    text = (
        "Jalannya dibuka sebuah MoU. Perkumpulan Perhotelan Blitar dan Lapas Kelas IIB Blitar "
        "menekennya pada Rabu, 10 Juli 2019."
    )
    assert _parties(text) == ["Perkumpulan Perhotelan Blitar", "Lapas Kelas IIB Blitar"]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        (
            "dengan Puskesmas Sukorejo di Aula Lapas, Jalan Merapi Nomor 5, Kecamatan Sukorejo, "
            "Rabu (5/2/2025).",
            "Puskesmas Sukorejo",
        ),
        (
            "dengan PT Rumput Laut, Rabu (5/2/2025), di Dermaga Boddia, Kecamatan Galesong.",
            "PT Rumput Laut",
        ),
        (
            "dengan Kelompok Tani Sido Makmur, Desa Bae, Kecamatan Bae, Rabu (5/2/2025).",
            "Kelompok Tani Sido Makmur",
        ),
        (
            "dengan PT INKA Multi Solusi, anak perusahaan PT INKA (Persero), Rabu (5/2/2025).",
            "PT INKA Multi Solusi",
        ),
        (
            "dengan BPJS Kesehatan Kedeputian Wilayah VIII, Rabu (5/2/2025).",
            "BPJS Kesehatan Kedeputian Wilayah VIII",
        ),
        (
            "dengan PT Bank Rakyat Indonesia (Persero) Tbk Kantor Cabang Malang Martadinata.",
            "PT Bank Rakyat Indonesia (Persero) Tbk Kantor Cabang Malang Martadinata",
        ),
        ("dengan LBH Bina Warga, Rabu (5/2/2025).", "LBH Bina Warga"),
        ("dengan LBH Bina Warga Binaan belajar hukum.", "LBH Bina"),
        ("dengan BPOM di Semarang, Rabu (5/2/2025).", "BPOM di Semarang"),
        ("dengan KUA Kecamatan Cipayung.", "Kantor Urusan Agama Kecamatan Cipayung"),
        ("dengan RS Bhayangkara TK III Banjarmasin.", "RS Bhayangkara TK III Banjarmasin"),
        ("dengan kami, Yayasan Rumah Kedua, Rabu (5/2/2025).", "Yayasan Rumah Kedua"),
    ],
)
def test_of_a_partner_no_address_owner_or_branch_is_lost_or_added(text: str, partner: str) -> None:
    said = f"Lapas Kelas IIB Blitar menandatangani perjanjian kerja sama {text}"
    assert _parties(said) == ["Lapas Kelas IIB Blitar", partner]


def test_villages_of_a_list_are_parties() -> None:
    text = (
        "Bapas Kelas II Kediri menandatangani nota kesepakatan dengan Desa Bae, Desa Sukun, dan "
        "Desa Waru, Rabu (5/2/2025)."
    )
    assert _parties(text)[1:] == ["Desa Bae", "Desa Sukun", "Desa Waru"]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("Second Chance Foundation bersama {}", "Second Chance Foundation"),
        ("GenRe Kota Jambi dan {}", "GenRe Kota Jambi"),
        ("Manado Post dan {}", "Manado Post"),
        ("Radar Banyumas dan {}", "Radar Banyumas"),
    ],
)
def test_a_name_of_no_known_form_that_signs_with_a_unit_is_a_party(text: str, partner: str) -> None:
    signed = text.format("Lapas Kelas IIB Blitar menandatangani nota kesepahaman.")
    assert set(_parties(signed)) == {"Lapas Kelas IIB Blitar", partner}


def test_a_person_who_signs_with_a_unit_is_no_party() -> None:
    text = (
        "Kepala PKBM Harapan dan Imam Suhartono menandatangani perjanjian kerja sama dengan Lapas "
        "Kelas IIB Blitar."
    )
    assert set(_parties(text)) == {"PKBM Harapan", "Lapas Kelas IIB Blitar"}


def test_a_dean_signs_for_the_faculty_that_the_story_names() -> None:
    text = (
        "Lapas Kelas IIB Blitar bekerja sama dengan Fakultas Ilmu Komunikasi Universitas "
        "Padjadjaran. Perjanjian kerja sama itu diteken Dekan Fikom Unpad, Dadang Rahmat, dan "
        "Kalapas Blitar, Yekti Apriyanti."
    )
    assert set(_parties(text)) == {
        "Lapas Kelas IIB Blitar",
        "Fakultas Ilmu Komunikasi Universitas Padjadjaran",
    }
