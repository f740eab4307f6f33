"""Those who wrote, those who edited and those who sent a story are told apart."""

from __future__ import annotations

import pytest

from pipelines.read.credits import Names, is_credit_line, names_of, without_credits
from tests.read.pages import PARAGRAPHS, article, html, story


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Penulis: Budi Santoso | Editor: Sari Dewi", Names(("Budi Santoso",), ("Sari Dewi",))),
        ("Rep: Budi Santoso/ Red: Sari Dewi", Names(("Budi Santoso",), ("Sari Dewi",))),
        ("Penulis Budi Santoso | Editor Sari Dewi", Names(("Budi Santoso",), ("Sari Dewi",))),
        ("Sumber: Humas Lapas Slawi", Names(sources=("Humas Lapas Slawi",))),
        ("Rilis Humas Kanwil Banten", Names(sources=("Humas Kanwil Banten",))),
        ("Sumber: ANTARA", Names(sources=("ANTARA",))),
        ("Kontributor: Humas Rutan Bangil", Names(sources=("Humas Rutan Bangil",))),
        ("Editor: Redaksi", Names()),
        ("Sumber Berita: Liputan", Names()),
    ],
)
def test_a_credit_line_names_people_by_their_roles(line: str, names: Names) -> None:
    assert is_credit_line(line)
    assert names_of(line) == names


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        ("(Humas Lapas Slawi/Red)", Names(sources=("Humas Lapas Slawi",))),
        ("(Red)", Names()),
        ("(*/HS)", Names()),
        ("(bs-07)", Names()),
        ("[KN-02]", Names()),
        ("(hel/kabarpantai.com)", Names()),
        ("(Budi Santoso)", Names(("Budi Santoso",))),
    ],
)
def test_a_bracket_at_the_end_is_lifted(ending: str, names: Names) -> None:
    credit = without_credits(f"Petugas pulang sore. {ending}")
    assert (credit.text, credit.names) == ("Petugas pulang sore.", names)


@pytest.mark.parametrize(
    "line",
    [
        "Humas lapas membenarkan kabar itu.",
        "Laporan humas lapas menyebut enam orang dirawat.",
        "Editor buku itu mengajar menulis di lapas.",
        "Tim gabungan menggeledah dua blok hunian.",
        "Sumber air bersih akhirnya mengalir",
    ],
)
def test_a_sentence_that_begins_like_a_credit_stays(line: str) -> None:
    assert not is_credit_line(line)
    assert without_credits(line).text == line


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>Penulis: Budi Santoso | Editor: Sari Dewi</p>",
        "<div>Penulis: <a>Budi Santoso</a> | Editor: <a>Sari Dewi</a></div>",
        "<ul><li>Oleh : <a>Budi Santoso</a></li><li>Editor : <a>Sari Dewi</a></li></ul>",
        "<div><p>Reporter:</p><a>Budi Santoso</a></div><div><p>Editor</p><a>Sari Dewi</a></div>",
    ],
)
def test_a_byline_tells_editors_from_authors(byline: str) -> None:
    found = article(html(byline + story()))
    assert found.editors == ("Sari Dewi",)
    assert set(found.authors) <= {"Budi Santoso"}
    assert found.text == "\n".join(PARAGRAPHS)


def test_an_editor_in_linked_data_is_one() -> None:
    told = (
        (
            "<script type='application/ld+json'>{'@type':'NewsArticle','headline':'x',"
            "'author':{'name':'Budi Santoso'},'editor':{'name':'Sari Dewi'}}</script>"
        )
        .replace("'@", '"@')
        .replace("':", '":')
        .replace("{'", '{"')
        .replace(",'", ',"')
    )
    found = article(html(story(), told.replace(":'", ':"').replace("',", '",').replace("'}", '"}')))
    assert (found.authors, found.editors) == (("Budi Santoso",), ("Sari Dewi",))


def test_a_heading_of_the_editors_choice_names_nobody() -> None:
    choice = (
        "<h3>Pilihan Editor</h3><ul><li><a href='/x'>Nelayan Labuan Keluhkan Solar</a></li></ul>"
    )
    assert article(html(story() + choice)).editors == ()
