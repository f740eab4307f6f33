"""Who signs, as one sentence and its neighbours tell it."""

from __future__ import annotations

from datetime import datetime

import pytest

from model.records import JAKARTA, Article
from pipelines.judge.facts import Facts, read_facts
from pipelines.judge.signals import find_signals
from pipelines.judge.signers import Naming, beside_others, naming, paper_of_unit

PUBLISHED = datetime(2026, 1, 30, 8, tzinfo=JAKARTA)


def article(text: str, title: str = "") -> Article:
    return Article(title=title, text=text, published=PUBLISHED, language="id")


def sentence(text: str) -> Facts:
    (facts,) = read_facts(article(text)).body
    return facts


def signals(text: str, title: str = "") -> set[str]:
    return set(find_signals(read_facts(article(text, title))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rektor menandatangani MoU.", Naming.NAMED),
        ("MoU ditandatangani Bupati dan Kajari.", Naming.NAMED),
        ("Penandatanganan MoU dilakukan Ketua KPRI.", Naming.NAMED),
        ("Penandatanganan MoU Bupati dan Kajari berlangsung khidmat.", Naming.NAMED),
        ("Ia dan pemilik sanggar menandatangani MoU.", Naming.MEANT),
        ("MoU ditandatangani keduanya.", Naming.MEANT),
        ("Lembaga itu menandatangani MoU.", Naming.MEANT),
        ("Lembaga yang membina anak nakal itu menandatangani MoU.", Naming.MEANT),
        ("MoU ditandatangani Kamis (29/1/2026) di aula.", Naming.OPEN),
        ("Penandatanganan MoU berlangsung di aula.", Naming.OPEN),
    ],
)
def test_signers_are_named_meant_or_left_open(text: str, told: Naming) -> None:
    facts = sentence(text)
    assert naming(facts, next(act for act in facts.acts if act.strong)) is told


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Bupati Tegal dan Kajari Tegal meneken MoU, dan Lapas Kelas IIB Slawi senang.", True),
        ("MoU ditandatangani Bupati dan Kajari, sementara Lapas Kelas IIB Slawi senang.", True),
        ("Bupati Tegal dan Kajari Tegal meneken MoU dengan Lapas Kelas IIB Slawi.", False),
        ("MoU ditandatangani Bupati, Kajari, dan Kepala Lapas Kelas IIB Slawi.", False),
    ],
)
def test_a_unit_named_beside_a_signing_of_two_others_does_not_sign(
    text: str, *, others: bool
) -> None:
    assert beside_others(sentence(text)) is others


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("PKS Rutan Kelas IIB Batang dan RSUD Batang berlaku setahun.", True),
        ("Perjanjian kerja sama antara RSUD dan Rutan Kelas IIB Batang berlaku setahun.", True),
        ("Rutan Kelas IIB Batang MoU dengan Sanggar Canting.", True),
        ("MoU berlaku setahun, kata kepala Rutan Kelas IIB Batang.", False),
    ],
)
def test_a_paper_is_told_to_be_of_a_unit(text: str, *, owned: bool) -> None:
    assert paper_of_unit(sentence(text)) is owned


def test_a_signing_belongs_to_the_last_who_could_be_meant() -> None:
    ours = "Rutan Kelas IIB Batang butuh dokter.\nPerjanjian kerja sama diteken Kamis (29/1/2026)."
    theirs = (
        "Rutan Kelas IIB Batang butuh dokter.\nBupati Batang dan Rektor menandatangani MoU.\n"
        "Naskah diteken Kamis (29/1/2026)."
    )
    assert "instrument_signed_after_unit" in signals(ours)
    assert "instrument_signed_after_unit" not in signals(theirs)


def test_those_named_before_sign() -> None:
    text = "Karutan Batang tersenyum.\nIa dan pemilik Sanggar Canting menandatangani MoU."
    assert "signed_by_those_before" in signals(text)


def test_a_headline_may_be_all_there_is() -> None:
    assert "headline_alone" in signals("Foto: dok.", title="Rutan Batang Teken PKS dengan RSUD")


def test_an_erratum_repeats_what_was_not_signed() -> None:
    text = "Kemarin tertulis Rutan Kelas IIB Batang menandatangani MoU dengan bank."
    assert "signed_by_unit" in signals(text)
    assert "signed_by_unit" not in signals(text, title="Ralat Berita MoU Bank")


def test_an_explanation_tells_no_event() -> None:
    text = "Lapas Kelas IIB Slawi menandatangani MoU setelah mitra dipilih."
    assert "signed_by_unit" in signals(text)
    assert "signed_by_unit" not in signals(text, title="Bagaimana Lapas Memilih Mitra?")


@pytest.mark.parametrize(
    ("title", "signs"),
    [
        ("Opini: Pena di Balik Jeruji", False),
        ("KOLOM | Pena di Balik Jeruji", False),
        ("Surat Pembaca: Kapan Dijalankan?", False),
        ("Catatan Perjalanan: Pena di Balik Jeruji", True),
        ("Kolom Ikan Lapas Slawi Panen", True),
    ],
)
def test_what_an_opinion_tells_of_signings_is_no_news(title: str, *, signs: bool) -> None:
    text = "Kalapas Slawi dan Bupati Tegal menandatangani nota kesepahaman, Kamis (29/1/2026)."
    assert ("signed_by_unit" in signals(text, title)) is signs


@pytest.mark.parametrize(
    ("signing", "signs"),
    [
        ("Sri Winarsih dan Dekan Fakultas Sastra menandatangani MoU.", True),
        ("Rektor dan Dekan menandatangani MoU disaksikan Sri Winarsih.", False),
        ("Sri Wahyuni dan Dekan Fakultas Sastra menandatangani MoU.", False),
    ],
)
def test_the_head_of_a_unit_may_sign_by_name_alone(signing: str, *, signs: bool) -> None:
    text = f"Kepala LPKA yang baru, Sri Winarsih, mengaku ragu.\n{signing}"
    assert ("signed_by_unit" in signals(text)) is signs


def test_what_a_signed_paper_is_about_is_no_other_activity() -> None:
    title = "Lapas Slawi Teken MoU Pelatihan Las"
    assert "title_activity" not in signals("Foto: dok.", title=title)
    assert "title_activity" in signals("Foto: dok.", title="Pelatihan Las di Lapas Slawi")
