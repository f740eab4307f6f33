"""The story's block is found whatever it is called, and whatever stands around it."""

from __future__ import annotations

import pytest

from tests.read.pages import PARAGRAPHS, TITLE, article, html

P = PARAGRAPHS
STORY = "".join(f"<p>{line}</p>" for line in P)
LIST = "<ul><li>klinik</li><li>dapur</li></ul>"
SNIPPETS = "".join(
    f"<li><a href='/{n}'>Panen Raya Kelompok Tani Desa Nomor {n} Melimpah</a><p>Kelompok tani itu "
    f"memanen {n} ton padi organik dari sawah bersama di tepi irigasi desa…</p></li>"
    for n in range(2, 8)
)


def lines(body: str, head: str = "") -> list[str]:
    return article(html(body, head)).text.split("\n")


@pytest.mark.parametrize("name", ["kolom-tengah", "x1q2", "", "read__wrap", "td_isi"])
def test_lists_and_subheads_of_an_unknown_block_stay(name: str) -> None:
    inner = f"<p>{P[0]}</p><h3>Panen Perdana</h3><p>{P[1]}</p><p>Rinciannya:</p>{LIST}<p>{P[2]}</p>"
    found = lines(f"<div class='{name}'>{inner}<p>{P[3]}</p></div>")
    assert found == [
        P[0], "Panen Perdana", P[1], "Rinciannya:", "klinik", "dapur", P[2], P[3],
    ]  # fmt: skip


def test_teasers_beside_an_unknown_block_go() -> None:
    teasers = "<div class='z9'><p>Warga menonton layar tancap di lapangan.</p></div>" * 3
    assert lines(f"<div class='a1'><div class='b2'>{STORY}</div>{teasers}</div>") == list(P)


def test_short_story_is_not_glued_to_its_surroundings() -> None:
    around = "<div class='m'><span>Redaksi</span> <span>Selasa, 3 Februari 2026</span></div>"
    assert lines(f"{around}<div class='q'><p>{P[0]}</p><p>{P[1]}</p></div>") == list(P[:2])


@pytest.mark.parametrize("sidebar", ["sidebar", "widget PopularPosts", "recent-posts"])
def test_short_story_beside_a_fuller_sidebar(sidebar: str) -> None:
    page = (
        f"<title>{TITLE}</title><div class='widget Blog'><h3 class='post-title'>{TITLE}</h3>"
        f"<div class='post-body'><div>{P[0]}</div><div>{P[1]}</div></div></div>"
        f"<div class='{sidebar}'><ul>{SNIPPETS}</ul></div>"
    )
    found = article(f"<html><body>{page}</body></html>")
    assert (found.title, found.text.split("\n")) == (TITLE, list(P[:2]))


@pytest.mark.parametrize(
    "below",
    [
        "<h3>Responses (2)</h3><div><p>Bagus sekali kebunnya, semoga terus berlanjut.</p></div>",
        "<h2>3 Komentar</h2><div><p>Bagus sekali kebunnya.</p><p>Setuju dengan itu.</p></div>",
        "<b>Statistik Pengunjung</b><table><tr><td>Total</td><td>8812</td></tr></table>",
        "<h4>Rekomendasi</h4><div><h6><a href='/9'>Nelayan Labuan Keluhkan Harga Solar</a></h6>"
        "<p>Harga solar naik sejak pekan lalu di pelabuhan itu.</p></div>",
        "<blockquote class='twitter-tweet'><p>Selamat kepada warga binaan!</p></blockquote>",
        "<div class='jp-relatedposts'><p>Kabar lain dari pantai utara hari ini.</p></div>",
    ],
)
def test_what_stands_below_the_story_goes(below: str) -> None:
    assert lines(f"<div class='a1'>{STORY}{below}</div>") == list(P)


def test_generated_class_on_a_paragraph_says_nothing() -> None:
    marked = f"<p class='ik ad bf'>{P[1]}</p>"
    assert lines(f"<div class='k'><p>{P[0]}</p>{marked}<p>{P[2]}</p><p>{P[3]}</p></div>") == list(P)


@pytest.mark.parametrize("hook", ["data-hook='user-name'", "data-testid='author-name'"])
def test_author_named_for_scripts_is_no_line_of_the_story(hook: str) -> None:
    found = article(html(f"<div class='z'><span {hook}>Dewi Anggraini</span>{STORY}</div>"))
    assert found.authors == ("Dewi Anggraini",)
    assert found.text.split("\n") == list(P)


def test_author_behind_oleh_in_a_line_about_the_post() -> None:
    meta = (
        "<footer class='entry-meta'>Ditulis di <a>Daerah</a> oleh <a>Dewi Anggraini</a>.</footer>"
    )
    assert article(html(f"<article>{STORY}{meta}</article>")).authors == ("Dewi Anggraini",)


@pytest.mark.parametrize(
    "box",
    [
        "<details><summary>Intisari ✦ dibuat oleh AI, diperiksa redaksi</summary>{}</details>",
        "<div><b>Sari berita, disusun kecerdasan buatan</b>{}</div>",
        "<section><h4>Dirangkum AI</h4>{}</section>",
    ],
)
def test_what_a_machine_sums_up_goes_with_its_label(box: str) -> None:
    points = "<p>• Rutan membuka kebun.<br>• Dua belas warga binaan ikut.</p>"
    assert lines(f"<div class='isi'>{box.format(points)}{STORY}</div>") == list(P)


def test_a_subhead_about_machines_stays() -> None:
    inner = f"<p>{P[0]}</p><h3>Kebun Dipantau AI</h3><p>{P[1]}</p><p>{P[2]}</p><p>{P[3]}</p>"
    assert "Kebun Dipantau AI" in lines(f"<div class='isi'>{inner}</div>")


@pytest.mark.parametrize("label", ["📻 Kabar terkait:", "🎙️ Siaran terkait:", "Liputan lainnya:"])
def test_no_label_is_left_of_what_leads_to_another_story(label: str) -> None:
    lead = f"<p>{label} <a href='/2'>Seribu Takjil Gratis di Alun-Alun Kota Serang</a></p>"
    inner = f"<p>{P[0]}</p>{lead}<p>{P[1]}</p><p>{P[2]}</p><p>{P[3]}</p>"
    assert lines(f"<div class='isi'>{inner}</div>") == list(P)


def test_a_verse_in_another_script_stays() -> None:
    verse = "رَبِّ زِدْنِي عِلْمًا وَارْزُقْنِي فَهْمًا"
    inner = f"<p>{P[0]}</p><p lang='ar'>{verse}</p><p>{P[1]}</p><p>{P[2]}</p><p>{P[3]}</p>"
    assert lines(f"<div class='isi'>{inner}</div>") == [P[0], verse, *P[1:]]
