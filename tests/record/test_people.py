"""Who is named with an office: the names that stories give beside heads, and what is no name."""

from __future__ import annotations

import pytest

from model.records import Article
from pipelines.record.story import Story


def _names(text: str) -> list[str]:
    story = Story(Article(title="Lapas Teken PKS", text=text, language="id"))
    return [person.name for person in story.people]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Deputi Bisnis Pegadaian Area Malang, Lina Marlina, menuturkan programnya.",
            ["Lina Marlina"],
        ),
        (
            "Praeses HKBP Distrik IV Toba Pdt Maruli Siahaan MTh menyatakan gereja siap.",
            ["Maruli Siahaan"],
        ),
        (
            "Vikaris Jenderal Keuskupan Maumere, RD. Petrus Lewar mengungkapkan hal itu.",
            ["Petrus Lewar"],
        ),
        ("Pengasuh Ponpes Darul Falah, KH. Abdul Ghofur, menyambut baik.", ["Abdul Ghofur"]),
        (
            "Pengasuh Ponpes yang diwakili KH. Muhammad Syafi'i menyambut baik.",
            ["Muhammad Syafi'i"],
        ),
        ("Rektor Universitas Udayana I Made Sudarsana mengatakan siap.", ["I Made Sudarsana"]),
        ("Kepala Kanwil Ditjenpas Bali, Ni Luh Putu Ariani, hadir.", ["Ni Luh Putu Ariani"]),
        (
            "Rektor UINSI Samarinda Prof. Dr. H. Ilham Mukti, M.Ag. menyebut hal itu.",
            ["Ilham Mukti"],
        ),
        ("Kepala SKB Lahat Nurlaila menjelaskan programnya.", ["Nurlaila"]),
        ("Ketua Kwarcab Cianjur Kak Dadan Ramdani menandatangani piagam.", ["Dadan Ramdani"]),
        (
            "Direktur Wahana Bakti Indonesia, Angela Dewi, berharap program berlanjut.",
            ["Angela Dewi"],
        ),
        ("Dekan FEB Dr Muji Rahayu menargetkan toko buka.", ["Muji Rahayu"]),
        (
            "Hadir Ketua DPRD Salatiga, Sekretaris Daerah, Kepala BKD, dan Lurah Sidorejo Kidul.",
            [],
        ),
        ("Hadir Bupati Aceh Besar, Camat Ingin Jaya, serta Keuchik setempat.", []),
        (
            "Hadir Kapolres Mojokerto Kota, Kepala Lapas Mojokerto serta kepala OPD.",
            [],
        ),
        ("Kegiatan dihadiri Kepala Bagian Kerja Sama Setda dan Kepala Bagian Hukum.", []),
        ("“Tolong dijaga,” tegas Kadiv Pas.", []),
        (
            "Kalapas Budi Santoso dan Branch Manager BSI, Fitri Handayani, menandatangani.",
            ["Budi Santoso", "Fitri Handayani"],
        ),
        (
            "Rektor KH Ahmad Anwar dan Kalapas Narkotika Pamekasan, Wisnu Nugraha, duduk.",
            ["Ahmad Anwar", "Wisnu Nugraha"],
        ),
        ("Manager kebun Rudi Sirait minta warga tenang.", ["Rudi Sirait"]),
        ("Perjanjian itu diteken pimpinan dayah, Tgk. H. Zainal Abidin.", ["Zainal Abidin"]),
        ("Perwakilan PT Agro Maju, Monika Salim, menyampaikan komitmen.", ["Monika Salim"]),
        (
            "Rektor UNU NTB, Baiq Wirasih, dan Karutan Praya, Lalu Mahendra, pada Kamis lalu.",
            ["Baiq Wirasih", "Lalu Mahendra"],
        ),
        ("Ketua Koperasi Tirta, Atan bin Kasim, menyebut hasil laut.", ["Atan bin Kasim"]),
        (
            "Direktur Pembinaan Narapidana dan Anak Binaan, Yulius Marcel, menegaskan itu.",
            ["Yulius Marcel"],
        ),
        (
            "Sekretaris Umum MPH Sinode GPM, Pdt. S.R. Pattipeilohy, M.Th, hadir.",
            ["S.R. Pattipeilohy"],
        ),
        ("Kalapas Cipinang, M. Ali Rahman, A.Md.IP., S.H., M.H., hadir.", ["M. Ali Rahman"]),
        ("KALAPAS ANDI AKBAR mengatakan hal itu.", ["Andi Akbar"]),
        (
            "Dandim 0609 Letkol Inf Kadek Ari dan Kalapas Singaraja, I Wayan Putra, meneken.",
            ["Kadek Ari", "I Wayan Putra"],
        ),
        (
            "Kepala Stasiun Ferdy Wuwung dan Kalapas Manado Yusuf Bara meneken.",
            ["Ferdy Wuwung", "Yusuf Bara"],
        ),
        (
            "Plt. Kepala Rutan Kelas IIB Barru (Karutan), Amsar Hidayat, membuka acara.",
            ["Amsar Hidayat"],
        ),
        ("Bupati Maluku Tengah Zulkarnain Awat menyebut itu.", ["Zulkarnain Awat"]),
        ("Wali Kota Bogor Bima Arya menyebut itu.", ["Bima Arya"]),
        ("Wakil Bupati Kabupaten Fakfak, Donatus Nimbitkendik, hadir.", ["Donatus Nimbitkendik"]),
        ("Kepala Puskesmas Wamena dr. Yermias Wenda, menjelaskan.", ["Yermias Wenda"]),
        (
            "Ketua Pengadilan Agama Bantaeng, Dra. Hj. Nur'aini binti Salam, hadir.",
            ["Nur'aini binti Salam"],
        ),
        ("Uskup Agung Makassar, Mgr. Yohanes Liku, memimpin misa.", ["Yohanes Liku"]),
        (
            "Diteken Yusuf Karim selaku Kalapas Palu dan Rina Dewi selaku Direktur RSUD Undata.",
            ["Yusuf Karim", "Rina Dewi"],
        ),
        ("Pihak pertama diwakili oleh Sunarto (Kepala Bapas Madiun).", []),
        ("Kasi Binadik, Kasubsi Bimkemaswat, Perawat Lapas dan Pemegang Program Puskesmas.", []),
        ("Kepala Dinas Sosial Kabupaten Gowa, Firdaus, mengatakan siap.", ["Firdaus"]),
        (
            "Kepala Kantor Kementerian Agama Kota Malang, Achmad Shampton Al-Hafidz, hadir.",
            ["Achmad Shampton Al-Hafidz"],
        ),
        (
            "Kepala Seksi Pembinaan Narapidana, Anak Didik dan Kegiatan Kerja, Joko Susilo, hadir.",
            ["Joko Susilo"],
        ),
        ("Ketua PWI Jember Sugeng Prayitno berharap media ikut.", ["Sugeng Prayitno"]),
        ("Ketua Yayasan Pondok Kasih Surabaya, Hana Amalia, bersyukur.", ["Hana Amalia"]),
        ("Kepala BPJS Ketenagakerjaan Cabang Kediri, Suharno Abidin, hadir.", ["Suharno Abidin"]),
        (
            "Direktur PT Sumber Rejeki, Tan Wijaya; Direktur CV Mitra, Oey Liang.",
            ["Tan Wijaya", "Oey Liang"],
        ),
        ("Ketua LBH Lentera, Advokat Rahmat Hidayat, S.H., hadir.", ["Rahmat Hidayat"]),
        ("Kakanwil Ditjenpas NTB Anak Agung Gde Rai menuturkan itu.", ["Anak Agung Gde Rai"]),
        ("Ketua Baznas Wajo H. Muhammad Yunus AR mengatakan itu.", ["Muhammad Yunus AR"]),
        ("Pimpinan Cabang BRI Ende, Yoseph Mbete, hadir.", ["Yoseph Mbete"]),
        (
            "Dekan Fakultas Hukum Universitas Jember Bayu Dwi Anggono menyampaikan itu.",
            ["Bayu Dwi Anggono"],
        ),
        (
            "Kalapas, Bpk Supardi Hasan, dan Ketua LBH Lentera, Adv. Yuni Asih, hadir.",
            ["Supardi Hasan", "Yuni Asih"],
        ),
        ("Ketua TP PKK, Ny. Endang Lestari, hadir.", ["Endang Lestari"]),
        (
            "Ttd: Karutan (Sdr. Doni Sukma) & Kepala Puskesmas (dr. Yesi Amelia).",
            ["Doni Sukma", "Yesi Amelia"],
        ),
        ("Karutan I Wayan Eka Sudarma hadir.", ["I Wayan Eka Sudarma"]),
        ("Bendesa Adat Kesambi, Jro Ketut Wirya, hadir.", ["Ketut Wirya"]),
        ("Kalapas, RM. Bambang Sutejo, hadir.", ["RM. Bambang Sutejo"]),
        ("Kepala Lapas Blitar, Moch. Sahrul Gunawan, hadir.", ["Moch. Sahrul Gunawan"]),
        ("Koperasi itu maju setelah ketuanya, Dolah Martono, bekerja keras.", ["Dolah Martono"]),
        ("Ketua Komisi IV DPRD yang menyaksikan, Rofi Ansar, senang.", ["Rofi Ansar"]),
        (
            "Kiai Hilmi Hasan selaku pengasuh dan Kalapas Blitar, Joko Susilo, hadir.",
            ["Hilmi Hasan", "Joko Susilo"],
        ),
        ("Kepala Disnakerin Wahyu Kusumo membantah.", ["Wahyu Kusumo"]),
        ("Kepala UPTD Damkar Asep Mijaya berharap.", ["Asep Mijaya"]),
        ("Kepala Desa Gentungan Suparmin Hadi mengatakan itu.", ["Suparmin Hadi"]),
        ("Hadir Kabag Hukum, Kabag Tapem, Kepala BPKAD dan Kasat Tahti Polres Blitar.", []),
        ("Camat Limo Kaum dan Wali Nagari Limo Kaum turut menyaksikan.", []),
        ("Pimpinan Cabang Muslimat NU Blitar turut hadir.", []),
    ],
)
def test_people_are_named_with_their_office(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "Deputi Bisnis Pegadaian Area Malang, Lina Marlina, hadir.",
            "Deputi Bisnis Pegadaian Area Malang",
        ),
        ("Direktur Wahana Bakti Indonesia, Angela Dewi, hadir.", "Direktur Wahana Bakti Indonesia"),
        ("Rektor UINSI Samarinda Prof. Dr. Ilham Mukti hadir.", "Rektor UINSI Samarinda"),
    ],
)
def test_an_office_reaches_to_the_name(text: str, office: str) -> None:
    story = Story(Article(title="Lapas Teken PKS", text=text, language="id"))
    assert [person.office for person in story.people] == [office]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Direktur RSUD Melati dr. Hj. St. Hasnah Tola, M.Kes. hadir.", ["St. Hasnah Tola"]),
        ("Kepala Seksi Keamanan dan Tata Tertib Suprihadi hadir.", ["Suprihadi"]),
        ("Direktur Jaringan dan Layanan BRI Handoko Wirabrata hadir.", ["Handoko Wirabrata"]),
        ("Untuk radio hadir ketua kita, Mama Lusia Abuk.", ["Lusia Abuk"]),
        ("Ketua Gapoktan Sipakainga, Haji Baso Tanning, menjamin pupuk.", ["Baso Tanning"]),
        ("Di Graha Melati, Wali Kota Batu hadir.", []),
        (
            "Rektor Universitas Jambi, Prof. Abdunnur Salim, M.Si., Psikolog, hadir.",
            ["Abdunnur Salim"],
        ),
        (
            "Naskah diteken Kepala Rutan Praya Aris Sakur, Kepala BNNP NTB, dan tamu.",
            ["Aris Sakur"],
        ),
        (
            "Lapas Kelas I Batu berbenah. Kalapas Batu I Made Jarwa berkelakar.",
            ["I Made Jarwa"],
        ),
        (
            "RSUD Bendera siap. Direktur RSUD Bendera menyambut baik.",
            [],
        ),
    ],
)
def test_a_name_is_told_from_its_office_and_its_title(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_the_head_of_the_only_body_of_a_sort_is_its_head() -> None:
    text = (
        "Pondok Pesantren Al-Ihya Melati dan Lapas Kelas IIA Purwokerto meneken PKS.\n"
        "Pengasuh pondok KH Mughni Labib dan Kalapas Sugito Raharjo membubuhkan tanda tangan.\n"
        "Dekan Meddy Setiabudi tidak datang."
    )
    assert _names(text) == ["Mughni Labib", "Sugito Raharjo", "Meddy Setiabudi"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kepala UPTD BLK Wahid Nugroho menutup acara.", "Wahid Nugroho"),
        ("Kepala UPTD Pasar Johar, Siti Aminah, menutup acara.", "Siti Aminah"),
        ("Kepala Seksi Bimas Islam H. Mursyidi menutup acara.", "Mursyidi"),
        ("Pj Gubernur Riau SF Hariyanto menutup acara.", "SF Hariyanto"),
        ("Dandim 1402/Polman Letkol Arh Fitriana Pasir menutup acara.", "Fitriana Pasir"),
        ("Rektor IAIN Curup Prof. Dr. Idi Warsah menutup acara.", "Idi Warsah"),
        ("Penanggung jawab klinik, dr. H. Muhammad Rizal, menutup acara.", "Muhammad Rizal"),
        (
            "General Manager Grand Artos, Didik Agus Wijonarko, menutup acara.",
            "Didik Agus Wijonarko",
        ),
        ("Kadis Dukcapil Kota Ternate Fandi Tumina menutup acara.", "Fandi Tumina"),
        ("Direktur LBH Melati (Abdul Azis Dumpa) menutup acara.", "Abdul Azis Dumpa"),
        ("Karutan Makassar (Jayadikusumah) menutup acara.", "Jayadikusumah"),
        ("Kasi Pembinaan Anak Didik Andi Wibisana menutup acara.", "Andi Wibisana"),
    ],
)
def test_a_name_stands_behind_its_office_however_that_ends(text: str, name: str) -> None:
    story = Story(Article(title="", text=text, language="id"))
    assert [person.name for person in story.people] == [name]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Hadir Kadis Dukcapil Andi Askari, serta Karutan.", {"Andi Askari": "Kadis Dukcapil"}),
        ("Kepala Dinas TPHP Suprayitno meneken.", {"Suprayitno": "Kepala Dinas TPHP"}),
        ("Kadis PUPR Arief Rahman meneken.", {"Arief Rahman": "Kadis PUPR"}),
        ("Lurah Menteng Sri Wahyuni menyambut.", {"Sri Wahyuni": "Lurah Menteng"}),
        ("Camat Tanjung Karang Budi Santoso hadir.", {"Budi Santoso": "Camat Tanjung Karang"}),
        ("Kepala Desa Siti Aminah hadir.", {"Siti Aminah": "Kepala Desa"}),
        (
            "Direktur Jenderal Pemasyarakatan Kementerian Hukum dan HAM Reynhard Silitonga hadir.",
            {"Reynhard Silitonga": "Direktur Jenderal Pemasyarakatan Kementerian Hukum dan HAM"},
        ),
        ("Acara digelar di Jalan Panglima Sudirman.", {}),
        ("Acara dihadiri Camat Banjarsari.", {}),
    ],
)
def test_a_name_is_parted_from_what_its_office_is_of(text: str, people: dict[str, str]) -> None:
    story = Story(Article(title="Lapas Teken PKS", text=text, language="id"))
    assert {person.name: person.office for person in story.people} == people
