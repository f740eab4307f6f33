"""Thirty articles of one site: what learning cuts of a theme's own words, and what it leaves."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from pipelines.read import read
from pipelines.read.recurring import Line, candidates, counted, is_chrome
from tests.read.pages import page

DAY = date(2026, 3, 2)
ARTICLES = 30
#: Words of the outlet that no rule knows, where its theme puts them.
OWN = (
    "Dari Bumi Rafflesia untuk Nusantara",
    "Pijar lahir di sebuah garasi di Curup, dan garasi itu masih dipakai sampai sekarang.",
    "Dengar juga Pijar Petang",
)
#: What press offices say again and again is their stories' own text.
FORMULA = "Kegiatan berjalan aman, tertib, dan lancar."
SUBHEAD = "Isi Perjanjian"
TERM = "Perjanjian berlaku selama tiga tahun dan dapat diperpanjang."
#: One for each article, so that no two stories have a sentence in common.
WORDS = (
    "akasia bambu cemara damar enau flamboyan gaharu hanjuang imba jati kenari lontar mahoni nangka"
    " okra pinus rambai sengon trembesi ulin vanili waru yakon zaitun aren beringin cendana duku"
    " gambir kapuk"
).split()
PRISONS = ("Curup", "Argamakmur", "Manna", "Mukomuko", "Kaur", "Lebong", "Seluma")
PARTNERS = ("puskesmas", "dinas pertanian", "pesantren", "balai latihan", "universitas")
DEEDS = (
    "memeriksa gigi {} warga binaan selama dua hari",
    "menanam {} bibit kopi di lahan belakang tembok",
    "mengajari {} orang membaca huruf braille",
    "menjahit {} seragam pesanan sekolah dasar",
)


def lines_of(number: int) -> list[str]:
    """Write a story of its own; every third ends with a formula, every fourth has a subhead."""
    prison, partner, word = PRISONS[number % 7], PARTNERS[number % 5], WORDS[number]
    deed = DEEDS[number % 4].format(11 + number)
    lines = [
        f"Petugas Lapas {prison} bersama {partner} setempat {deed} di aula {word}.",
        f"Peserta dari blok {word} datang paling awal dan pulang paling akhir sambil tertawa.",
        f"“Kami ingin {partner} kembali bulan depan,” ujar seorang penghuni blok {word}.",
        f"Kepala Lapas {prison} menyebut pohon {word} di halaman sebagai saksi kegiatan itu.",
        f"Pihak {partner} berjanji menambah hari pelayanan sebelum {word} berbunga lagi.",
    ]
    if number % 4 == 0:
        lines += [SUBHEAD, f"Lapas {prison} menyediakan ruang {word}, {partner} tenaganya."]
    lines += [TERM] if number % 5 < 2 else []
    return [*lines, FORMULA] if number % 3 == 0 else lines


def body_of(number: int) -> str:
    title = f"Lapas {PRISONS[number % 7]} dan {PARTNERS[number % 5]} bekerja sama kali ke-{number}"
    story = [f"<p>{line}</p>" for line in lines_of(number)]
    story.insert(2, f"<p>{OWN[0]}</p>")
    return (
        f"<html><head><title>{title} - Pijar</title></head><body class='single'>"
        f"<article class='ktz-single'><h1>{title}</h1><div class='entry-content'>{''.join(story)}"
        f"<p>{OWN[1]}</p><p>{OWN[2]}</p><p>Pewarta : Herman Sawiran</p></div></article></body>"
    )


@cache
def read_site(chrome: frozenset[str] = frozenset()) -> list[list[str]]:
    pages = (page(body_of(number), chrome=chrome) for number in range(ARTICLES))
    return [read(each).text.split("\n") for each in pages]


def learnt(articles: list[list[str]]) -> frozenset[str]:
    known: dict[str, Line] = {}
    for number, lines in enumerate(articles, start=1):
        day = DAY + timedelta(days=number // 2)
        for line in counted(known, candidates(lines), number, f"Judul {chr(64 + number)}", day):
            known[line.digest] = line
    return frozenset(key for key, line in known.items() if is_chrome(line, len(articles)))


def left(articles: list[list[str]]) -> float:
    """Count the lines of chrome that are left of an article, on average."""
    return sum(line in OWN for lines in articles for line in lines) / len(articles)


def test_what_no_rule_knows_is_cut_once_it_was_learnt() -> None:
    assert left(read_site()) >= 2
    assert left(read_site(learnt(read_site()))) == 0


def test_ten_articles_are_enough() -> None:
    assert left(read_site(learnt(read_site()[:10]))) == 0


def test_no_line_of_a_story_is_cut() -> None:
    for number, lines in enumerate(read_site(learnt(read_site()))):
        assert lines == lines_of(number)
