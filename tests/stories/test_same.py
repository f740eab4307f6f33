"""Pairs of articles that tell one event in few words, and pairs that only look so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from model.records import Article, Label
from pipelines.record import record
from pipelines.stories import Fingerprint, fingerprint, same_story
from tests.store.readings import MORNING

RELEASE = """\
CEMPAKA – Rutan Kelas IIB Wonosobo dan Pemerintah Kabupaten Wonosobo menandatangani Nota \
Kesepakatan tentang Pembinaan Pertanian, Rabu (28/1/2026), di Pendopo.
Nota kesepakatan ditandatangani Karutan Eko Prasetyawan dan Bupati Afif Nurhidayatullah, \
disaksikan Kepala Dinas Pangan.
Lahan dua ribu meter di belakang rutan akan ditanami kentang."""
#: No day, no partner that recording would take, no words in common.
BRIEF = "Pemkab dan Rutan Wonosobo pekan ini meneken nota kesepahaman pertanian. Kentang ditanam."
MISSPELT = """\
WONOSOBO – Bupati Afif Nur Hidayatullah menantang penghuni Rutan Wonosobo menghasilkan kentang. \
Tantangan itu dilontarkan seusai penandatanganan MoU antara pemkab dan rutan di pendopo, \
Selasa (27/1). Karutan Eko Prasetiawan mengaku baru 18 penghuni yang pernah bertani."""
OTHER = "Rutan Wonosobo pekan ini meneken nota kesepahaman dengan LBH Cahaya Adil. Tahanan dibela."
MANY = """\
Lapas Kelas IIA Ternate menandatangani perjanjian kerja sama dengan delapan mitra, \
Rabu (28/1/2026)."""
AS_MANY = "Perjanjian kerja sama dengan delapan mitra sudah diteken Lapas Ternate belum lama ini."
VILLAGE = """\
Pemerintah Desa {desa}, Kecamatan Winong, Kabupaten Pati, menandatangani perjanjian kerja sama \
dengan Bapas Kelas II Pati tentang tempat pidana kerja sosial."""
KANWIL = """\
JAMBI – Kanwil Ditjenpas Jambi dan Polda Jambi menandatangani perjanjian kerja sama pemberantasan \
narkoba, Rabu (28/1/2026), diteken Kakanwil Maulana Yusuf dan Kapolda Herry Pangestu."""
PART = """\
BANGKO – Lapas Kelas IIB Bangko menandatangani perjanjian kerja sama dengan Polres Merangin, \
{day}. {told}"""
LEGAL_AID = """\
BATANG – Rutan Kelas IIB Batang menandatangani perjanjian kerja sama dengan LBH Ranah Keadilan, \
Rabu (28/1/2026). Karutan Rino Satriadi dan Ketua LBH Yulfa Hendri membuka pos di ruang kunjungan, \
disaksikan Camat Subah Wahid Mustofa."""
PLAN = """\
Penandatanganan kerja sama Lapas Tolitoli dengan {partner} ditunda, kata Kalapas Muh Ishak \
Hasan. {head} sedang di Jakarta."""

MISCOUNTED = """\
Ternate- Sebanyak 9 mitra tanda tangani perjanjian kerja sama dgn Lapas Ternate, selasa (27/1)."""
PLANNED = """\
TERNATE – Kalapas Ternate Faisal Marsaoly menerima tim Universitas Khairun, Kamis (22/1/2026). \
Penandatanganan nota kesepahaman Lapas Ternate dan Universitas Khairun dijadwalkan Rabu pekan \
depan."""
SOON = """\
Bila tak ada aral, Lapas Ternate dan Universitas Khairun meneken nota kesepahaman \
Rabu, 28 Januari. Dosen Rahmi Husen menyiapkan bukunya."""
PUT_OFF = """\
Penandatanganan nota kesepahaman Lapas Ternate dan Universitas Khairun yang mestinya berlangsung \
Rabu (28/1) ditunda, kata Kalapas Faisal Marsaoly."""
SIGNED = """\
Setelah sempat tertunda, Lapas Ternate dan Universitas Khairun menandatangani nota kesepahaman, \
Rabu (28/1/2026), diteken Kalapas Faisal Marsaoly dan Rektor Ridwan Soleman."""
CARELESS = """\
Ternate,kabar.example- MOU lapas Ternate dan universitas khairun di teken kamis (29/1). yg tanda \
tangan kalapas Faisal Marsoaly dan rektor Ridwan Sulaiman."""
FACULTY = """\
Lapas Kelas IIA Tegal menandatangani perjanjian kerja sama dengan Fakultas Hukum Universitas \
Pancasakti, Selasa (27/1/2026), diteken Kalapas Teguh Santosa dan Dekan Ratna Wulan."""
ROUND_UP = """\
Ruang kunjungan Lapas Tegal berubah. Mahasiswa Fakultas Hukum Universitas Pancasakti membuka \
klinik di sana, sesuai perjanjian kerja sama yang diteken Selasa (27/1), kata Kalapas Teguh \
Santosa dan Dekan Ratna Wulan.
Sehari berselang, Lapas Brebes juga meneken perjanjian kerja sama dengan Puskesmas Wanasari."""
IN_PASSING = """\
Lapas Kelas IIB Brebes menandatangani perjanjian kerja sama dengan Puskesmas Wanasari, Rabu \
(28/1/2026), diteken Kalapas Gowim Mahali dan dr. Ani Lestari."""
CEREMONY = """\
JAMBI – Kanwil Ditjenpas Jambi menandatangani nota kesepakatan dengan Pemerintah Provinsi Jambi, \
Rabu (28/1/2026). Pada kesempatan yang sama, Lapas Kelas IIB Bangko, Lapas Kelas IIB Sarolangun, \
Rutan Kelas IIB Sungai Penuh dan Bapas Kelas II Jambi masing-masing menandatangani perjanjian \
kerja sama dengan Pemerintah Kabupaten Merangin, Pemerintah Kabupaten Sarolangun, Pemerintah Kota \
Sungai Penuh dan Pemerintah Kota Jambi."""
OWN_PAPER = """\
BANGKO – Lapas Kelas IIB Bangko menandatangani perjanjian kerja sama dengan Pemerintah Kabupaten \
Merangin, Rabu (28/1/2026). {told}"""


@pytest.mark.parametrize("text", [BRIEF, MISSPELT])
def test_hasty_accounts_are_of_one_event(text: str) -> None:
    assert same_story(told(RELEASE), told(text, days=1))
    assert same_story(told(text, days=1), told(RELEASE))


def test_another_partner_is_another_event() -> None:
    assert not same_story(told(RELEASE), told(OTHER, days=1))
    assert not same_story(told(BRIEF), told(OTHER, days=1))


def test_as_many_partners_within_a_week_are_one_event() -> None:
    assert same_story(told(MANY), told(AS_MANY, days=6))
    assert not same_story(told(MANY), told(AS_MANY, days=9))
    assert not same_story(told(MANY), told(AS_MANY.replace("delapan", "tujuh"), days=1))


@pytest.mark.parametrize(
    ("day", "ceremony", "is_part"),
    [
        ("Rabu (28/1/2026)", "Acara serentak Kanwil Ditjenpas Jambi itu dihadiri Kapolda.", True),
        ("Rabu (28/1/2026)", "Acara itu dihadiri Kapolda.", False),
        ("Rabu (28/1/2026)", "Acara itu dipantau Kanwil Ditjenpas Jambi.", False),
        ("Kamis (29/1/2026)", "Ini tindak lanjut Kanwil Ditjenpas Jambi dan Polda.", False),
    ],
)
def test_a_unit_signs_at_the_ceremony_above_it(day: str, ceremony: str, *, is_part: bool) -> None:
    part = told(PART.format(day=day, told=ceremony), days=1)
    assert same_story(part, told(KANWIL)) is is_part
    assert same_story(told(KANWIL), part) is is_part


def test_the_partner_in_the_text_outweighs_the_one_that_was_recorded() -> None:
    """A careless outlet; its record has another partner, or none."""
    full = told(RELEASE)
    (deed,) = full.deeds
    other = deed.model_copy(update={"partners": frozenset({"sekretaris daerah"})})
    careless = told(MISSPELT, days=5).model_copy(update={"deeds": (other,)})
    assert same_story(full, careless)
    silent = careless.model_copy(update={"names": full.names, "bodies": frozenset()})
    assert not same_story(full, silent)


@pytest.mark.parametrize(
    ("partner", "is_one"),
    [("sebuah LBH setempat", True), ("salah satu kampus", False), ("mitranya", True)],
)
def test_a_brief_that_tells_the_sort_of_partner_alone(partner: str, *, is_one: bool) -> None:
    full = told(LEGAL_AID)
    brief = told(f"Rutan Batang dan {partner} meneken perjanjian kerja sama, Rabu (28/1/2026).")
    assert same_story(full, brief) is same_story(brief, full) is is_one


def test_villages_of_one_kecamatan_are_apart() -> None:
    first, second = (told(VILLAGE.format(desa=name)) for name in ("Tlogorejo", "Pulorejo"))
    assert not same_story(first, second)


def test_a_signing_with_many_partners_on_a_wrong_day() -> None:
    """One outlet counts the host among them too."""
    assert same_story(told(MANY), told(MISCOUNTED, days=2))
    assert not same_story(told(MANY), told(MISCOUNTED.replace("9", "5"), days=2))
    assert not same_story(told(MANY), told(MISCOUNTED.replace("27/1", "21/1"), days=2))


@pytest.mark.parametrize("label", [Label.CANDIDATE, Label.PARTNERSHIP])
def test_a_plan_its_postponement_and_the_signing_are_three(label: Label) -> None:
    """Even where the judge takes all of them for partnerships."""
    plan, put_off = told(PLANNED, label, days=-6), told(PUT_OFF, label)
    signed = told(SIGNED, days=1)
    assert not same_story(plan, put_off)
    assert not same_story(plan, signed)
    assert not same_story(put_off, signed)
    assert same_story(plan, told(SOON, label, days=-5))


def test_a_hasty_outlet_without_capitals_on_a_wrong_day() -> None:
    assert same_story(told(SIGNED), told(CARELESS, days=4))
    other = CARELESS.replace("khairun", "muhammadiyah").replace("Faisal Marsoaly", "Edi Lubis")
    assert not same_story(told(SIGNED), told(other, days=4))


def test_a_round_up_tells_what_it_begins_with() -> None:
    """Its record has the second signing alone."""
    round_up = told(ROUND_UP, days=2)
    assert [sorted(deed.ids) for deed in round_up.background] == [["lapas-brebes"]]
    assert same_story(told(FACULTY), round_up)
    assert not same_story(told(IN_PASSING), round_up)


@pytest.mark.parametrize(
    ("ceremony", "is_part"),
    [("Acara itu digelar Kanwil Ditjenpas Jambi.", True), ("Acara digelar di aula.", False)],
)
def test_a_unit_tells_its_own_paper_of_many(ceremony: str, *, is_part: bool) -> None:
    part = told(OWN_PAPER.format(told=ceremony), days=1)
    assert same_story(part, told(CEREMONY)) is same_story(told(CEREMONY), part) is is_part


def test_another_headline_is_not_the_news() -> None:
    line = "Baca juga: Lapas Ternate Teken Perjanjian Kerja Sama dengan Universitas Khairun"
    assert told(f"{RELEASE}\n{line}").deeds == told(RELEASE).deeds


def test_plans_of_one_unit_are_one_where_they_name_the_same_besides_its_head() -> None:
    first = told(PLAN.format(partner="Pemkab", head="Bupati Amran Yahya"), Label.CANDIDATE)
    other = told(PLAN.format(partner="PT Serayu", head="Direktur Lanny Tan"), Label.CANDIDATE)
    again = told(
        "Bupati Amran Yahya berhalangan, sehingga Lapas Tolitoli menunggu. Menurut Kalapas Ishak "
        "Hasan, naskahnya siap.",
        Label.CANDIDATE,
        days=1,
    )
    assert same_story(first, again)
    assert not same_story(first, other.model_copy(update={"shingles": frozenset()}))


def told(text: str, label: Label = Label.PARTNERSHIP, *, days: int = 0) -> Fingerprint:
    """Return what is compared of an article that came out some days after the first."""
    published = MORNING + timedelta(days=days)
    article = Article(title="Judul", text=text, published=published, language="id")
    agreements = record(article, published) if label is Label.PARTNERSHIP else ()
    return fingerprint(article, agreements)
