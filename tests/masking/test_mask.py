"""Names that must not leave become initials, everywhere in a story and nowhere else."""

from __future__ import annotations

import pytest

from pipelines.masking import Mask, masked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Narapidana Budi Santoso (34) mengaku menyesal.",
            "Narapidana B.S. (34) mengaku menyesal.",
        ),
        ("Slamet, seorang warga binaan, bebas.", "S., seorang warga binaan, bebas."),
        ("SK diserahkan kepada Budi Santoso.", "SK diserahkan kepada B.S."),
        (
            "Kalapas Kediri Andi Wijaya menyambut napi Rudi alias Kodok.",
            "Kalapas Kediri Andi Wijaya menyambut napi R. alias K.",
        ),
    ],
)
def test_names_without_an_office_become_initials(text: str, told: str) -> None:
    assert masked(text) == told


def test_what_was_masked_is_masked_no_further() -> None:
    once = masked("WBP Ahmad bin Usman (41) dan Kepala Rutan Garut, Iwan Setiawan, bersalaman.")
    assert masked(once) == once


def test_a_title_is_masked_by_what_the_text_tells() -> None:
    mask = Mask(
        "Bintang Bebas Hari Ini", "Narapidana bernama Bintang (22) bebas, Senin (3/2/2025)."
    )
    assert mask("Bintang Bebas Hari Ini") == "B. Bebas Hari Ini"


@pytest.mark.parametrize(
    "later",
    [
        "Terdakwa Rudi Hartawan mengaku menyesal.",
        "Belakangan Rudi Hartawan ditetapkan sebagai tersangka.",
        "Kuasa hukum Hartawan, Sri Mulyani, keberatan.",
    ],
)
def test_who_is_accused_in_one_sentence_is_named_in_none(later: str) -> None:
    told = masked(f"Kepala KPLP Lapas Serang, Rudi Hartawan, memimpin apel.\n{later}")
    assert told.startswith("Kepala KPLP Lapas Serang, R.H., memimpin apel.")


def test_an_officer_who_shares_a_name_with_the_accused_stays() -> None:
    told = masked("Kalapas Andi Wijaya menerima terdakwa Andi Irawan. Andi Irawan menunduk.")
    assert told == "Kalapas Andi Wijaya menerima terdakwa A.I. A.I. menunduk."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ustaz Ahmad Rifai memimpin doa.", "Ustaz Ahmad Rifai memimpin doa."),
        ("Ustaz Ahmad Rifai, ayah korban, berdoa.", "Ustaz A.R., ayah korban, berdoa."),
        ("Di blok ia dipanggil Guru Rifai.", "Di blok ia dipanggil Guru R."),
    ],
)
def test_a_calling_that_prisoners_have_too_is_an_office_of_others(text: str, told: str) -> None:
    assert masked(text) == told


def test_a_text_without_capitals_is_read_too() -> None:
    told = masked("napi kabur dari rutan sigli, mukhlisin ditembak petugas di kebun warga")
    assert "mukhlisin" not in told


def test_a_name_is_masked_by_its_end_too() -> None:
    told = masked("Napi Sri Hartatik mengajar menjahit.\nTatik dihukum dua tahun.")
    assert told == "Napi S.H. mengajar menjahit.\nT. dihukum dua tahun."


def test_a_piece_of_a_story_is_masked_as_in_the_whole() -> None:
    sentence = "Bintang berharap segera pulang menemui ibunya di kampung halaman."
    mask = Mask(f"Narapidana bernama Bintang (22) berlatih. {sentence}")
    assert mask(sentence) == sentence.replace("Bintang", "B.")
    assert mask("Bintang") == "B."


def test_a_child_is_not_known_by_school_or_address() -> None:
    told = masked(
        "Anak binaan RZ (16), siswa SMPN 3 Garut, tinggal di Kampung Cibeureum RT 02/03,"
        " Desa Sukamaju, bersama ibunya, Dedeh."
    )
    assert told == ("Anak binaan RZ (16), siswa [sekolah], tinggal di [alamat], bersama ibunya, D.")


def test_a_child_who_is_held_is_not_known_by_a_school_or_a_home() -> None:
    told = masked(
        "Fikri, anak binaan LPKA Palembang, putus dari SMA Tunas Muda. Ibunya datang dari Dusun"
        " Sukajaya."
    )
    assert "Tunas Muda" not in told
    assert "Sukajaya" not in told


def test_a_school_that_signs_stays() -> None:
    text = "LPKA Garut dan SMPN 3 Garut menandatangani kerja sama pendidikan anak binaan."
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brigjen Hendra Yusuf menghirup udara bebas.", "Brigjen H.Y. menghirup udara bebas."),
        ("Aiptu Nyoman Raka, eks anggota polsek, tiba.", "Aiptu N.R., eks anggota polsek, tiba."),
        ("KPK Tahan Bupati Rudi Hartono", "KPK Tahan Bupati R.H."),
        ("Tersangka ditahan, kata Kompol Rudi Hartono.", None),
        ("Tersangka ditahan di sel, ujar Kapolres AKBP Rudi Hartono.", None),
    ],
)
def test_a_rank_alone_is_no_office_of_one_in_prison(text: str, told: str | None) -> None:
    assert masked(text) == (told or text)


@pytest.mark.parametrize("feast", ["Idul Fitri", "Hari Raya Idul Fitri"])
def test_a_feast_stays_and_who_is_called_like_it_does_not(feast: str) -> None:
    told = masked(f"Saat {feast}, napi terbaik ialah Fitri Handayani.")
    assert told == f"Saat {feast}, napi terbaik ialah F.H."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Kejaksaan menahan bendahara desa, Lilis Karlina, dalam perkara korupsi.",
            "Kejaksaan menahan bendahara desa, L.K., dalam perkara korupsi.",
        ),
        ("Briptu Galang Wirayuda yang menembak rekannya menyesal.", "Briptu G.W. yang menembak"),
        ("Pengasuh pondok, Kiai Mahfud Sidik, memimpin doa bagi terpidana.", "Kiai Mahfud Sidik"),
        ("Bupati Sleman Kustini mengatakan tersangka telah ditahan.", "Sleman Kustini mengatakan"),
    ],
)
def test_an_office_counts_only_of_one_whom_their_sentence_does_not_blame(
    text: str, told: str
) -> None:
    assert told in masked(text)


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Hakim Ronald Sitepu Adili Hetman Tarikoran", "Hakim Ronald Sitepu Adili H.T."),
        ("Kejari Antar Gita Mahiswori ke Lapas", "Kejari Antar G.M. ke Lapas"),
        ("JON GONDRONG DITEMUKAN, KAPOLRES BERSYUKUR", "J.G. DITEMUKAN, KAPOLRES BERSYUKUR"),
        ("Untung Divonis Lima Tahun", "U. Divonis Lima Tahun"),
        ("JAKSA TUNTUT AKBP SURYADARMA DALAM KASUS SABU", "JAKSA TUNTUT AKBP S. DALAM KASUS SABU"),
    ],
)
def test_no_office_goes_on_behind_what_a_headline_tells_is_done(headline: str, told: str) -> None:
    assert masked(headline) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Napi Rinto Manurung alias Opung bebas.", "Napi R.M. alias O. bebas."),
        ("Ibu korban, Theresia Nona Dhiu, menangis.", "Ibu korban, T.N.D., menangis."),
        (
            "Tim voli Blok C yang dipimpin Rudi Haryo menang.",
            "Tim voli Blok C yang dipimpin R.H. menang.",
        ),
        (
            "Remisi diserahkan kepada dua perwakilan, Edi Sanjaya dan Meri.",
            "Remisi diserahkan kepada dua perwakilan, E.S. dan M.",
        ),
        ("Sebentar lagi giliran Harapan yang pulang.", "Sebentar lagi giliran H. yang pulang."),
        ("Tamunya, Anastasia Ivanova-Petrova, pergi.", "Tamunya, A.I.-P., pergi."),
    ],
)
def test_a_name_that_is_a_common_word_or_a_strange_one_is_masked(text: str, told: str) -> None:
    assert masked(text) == told


def test_a_venue_told_alone_stays() -> None:
    assert masked("Graha Bhakti Pemasyarakatan") == "Graha Bhakti Pemasyarakatan"


def test_an_address_that_holds_a_hidden_name_is_cut() -> None:
    told = masked("Lihat https://kabar.example/napi-budi-santoso tentang napi Budi Santoso.")
    assert told == "Lihat https://kabar.example/… tentang napi B.S."


def test_a_street_where_a_child_lives_is_left_out() -> None:
    told = masked("Kini putrinya dirawat bibi di Gang Delima 7, tak jauh dari Lapas Jambi.")
    assert told == "Kini putrinya dirawat bibi di [alamat], tak jauh dari Lapas Jambi."
