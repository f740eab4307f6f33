"""A story is whole, whatever elements its page puts it in."""

from __future__ import annotations

import pytest

from tests.read.pages import PARAGRAPHS, TITLE, article, html

P = PARAGRAPHS
QUOTED = f"<p>{P[1]}</p><p>{P[2]}</p>"

LAYOUTS = {
    "breaks": "<div class='isi'>" + "<br/><br/>".join(P) + "<br/>(Red)</div>",
    "single breaks": "<div class='isi'>" + "<br/>".join(P) + "</div>",
    "text after a block": "<div class='post-body'><div><img></div>" + "<br><br>".join(P) + "</div>",
    "breaks in a span": "<div><span style='x'>" + "<br><br>".join(P) + "</span></div>",
    "spans and breaks": "<div>" + "".join(f"<span>{line}</span><br>" for line in P) + "</div>",
    "divs": "<div>" + "".join(f"<div>{line}</div>" for line in P) + "</div>",
    "divs and paragraphs": f"<div><div>{P[0]}</div><div>{QUOTED}</div><div>{P[3]}</div></div>",
    "cells": f"<table><tr><td>{P[0]}<br><br>{P[1]}</td></tr>"
    f"<tr><td>{P[2]}<br>{P[3]}</td></tr></table>",
    "office paper": "".join(f"<p class=Mso><span>{line}<o:p></o:p></span></p>" for line in P),
    "form": "<form action='x'>" + "".join(f"<p>{line}</p>" for line in P) + "</form>",
    "no end tags": "<p>".join(("", *P)),
    "misnamed block": "<div class='share widget'>"
    + "".join(f"<p>{line}</p>" for line in P)
    + "</div>",
    "logo": "<article>" + "".join(f"<p>{line}</p>" for line in P) + "</article>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_story_is_whole(layout: str) -> None:
    page = html(LAYOUTS[layout])
    if layout == "logo":
        page = page.replace("<h1>", "<h1>Kabar Pantai</h1><h1>")
    found = article(page)
    assert (found.title, tuple(found.text.split("\n"))) == (TITLE, P)


def test_lists_and_data_tables_are_lines() -> None:
    inner = (
        f"<p>{P[0]}</p><ol><li>Pelayanan kesehatan dasar</li><li>Pelatihan kerja</li></ol>"
        f"<p>{P[1]}</p><table><tr><td>Rutan Serang</td><td>Klinik</td></tr></table>{QUOTED}"
    )
    lines = article(
        html(f"<article><div class='entry-content'>{inner}</div></article>")
    ).text.split("\n")
    assert lines[1:3] == ["Pelayanan kesehatan dasar", "Pelatihan kerja"]
    assert "Rutan Serang | Klinik" in lines


def test_words_of_links_inside_a_sentence_stay() -> None:
    linked = P[0].replace("Serang", "<a class='tag' href='/tag/serang'>Serang</a>")
    inner = "".join(f"<p>{line}</p>" for line in (linked, *P[1:]))
    assert article(html(f"<article>{inner}</article>")).text.split("\n")[0] == P[0]
