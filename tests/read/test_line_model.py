"""Labels that no rule knows are dropped by where they stand and what they are made of."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.read.line_model import is_label, line_model, without_unlikely
from pipelines.read.line_signs import around, signs_of
from pipelines.read.shown_lines import shown_lines
from pipelines.read.tree import Element, parse
from tests.read.pages import PARAGRAPHS

STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def tree_of(beside: str, within: str = "") -> Element:
    return parse(
        f"<html><body><div><div>{STORY}{within}</div><div>{beside}</div></div></body></html>"
    )


@pytest.mark.parametrize(
    "label",
    ["Kabar Koperasi Pegawai", "Harga Emas Antam", "Lowongan: 0812-0000-1101", "Jadwal Kapal 2026"],
)
def test_a_label_in_another_block_is_dropped(label: str) -> None:
    beside = f"<ul><li><a href='/x'>{label}</a></li><li><a href='/y'>Cuaca</a></li></ul>"
    assert without_unlikely([*PARAGRAPHS, label], tree_of(beside)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "within",
    [
        "<h3>Kebun dibuka untuk umum</h3><p>Warga boleh datang setiap Sabtu pagi.</p>",
        "<p><b>Panen pertama bulan depan</b></p><p>Selada dipanen lebih dahulu.</p>",
        "<ul><li>selada air</li><li>kangkung darat</li><li>pakcoy</li></ul>",
        "<table><tr><td>Selada</td><td>40 kg</td></tr><tr><td>Kale</td><td>9 kg</td></tr></table>",
    ],
    ids=["subhead", "bold", "list", "table"],
)
def test_what_the_story_sets_out_stays(within: str) -> None:
    tree = tree_of("", within)
    lines = [line.text for line in shown_lines(tree)]
    assert without_unlikely(lines, tree) == lines


def test_a_sentence_and_a_numbered_item_stay_wherever_they_stand() -> None:
    lines = [*PARAGRAPHS, "Ikuti kabar kami di saluran berikut ini.", "2. Kursi rotan"]
    beside = "".join(f"<p><a href='/x'>{line}</a></p>" for line in lines[-2:])
    assert without_unlikely(lines, tree_of(beside)) == lines


def test_nothing_is_dropped_where_most_of_the_text_would_go() -> None:
    labels = [f"Menu {name}" for name in ("Depan", "Daerah", "Olahraga", "Ekonomi")]
    tree = parse("".join(f"<nav><a href='/{label}'>{label}</a></nav>" for label in labels))
    assert without_unlikely(labels, tree) == labels


LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8)


@given(lines=LINES, tags=st.lists(st.sampled_from(["p", "li", "a", "h2", "td", "nav"]), max_size=8))
def test_only_labels_go_and_the_order_stays(lines: list[str], tags: list[str]) -> None:
    tree = tree_of("<section></section>")
    section = next(tree.iter("section"))
    for tag, line in zip(tags, lines, strict=False):
        block = section.makeelement(tag)
        block.text = "".join(letter for letter in line if letter.isprintable())
        section.append(block)
    given_lines = [*PARAGRAPHS, *lines]
    kept = without_unlikely(given_lines, tree)
    rest = iter(given_lines)
    assert all(line in rest for line in kept)
    assert all(is_label(line) for line in given_lines if line not in kept)


def test_a_line_shows_how_it_is_set() -> None:
    tree = parse("<p>Kata <a href='/x'>empat</a><br><b>tebal</b></p><tr><td>a</td><td>b</td></tr>")
    linked, bold = shown_lines(tree)[:2]
    assert (linked.text, linked.links, linked.bold) == ("Kata empat", 1, 0)
    assert linked.linked == pytest.approx(5 / 9)
    assert (bold.text, bold.bold) == ("tebal", 1)


def test_cells_of_a_row_are_one_line() -> None:
    tree = parse("<table><tr><td>Selada</td><td>40 kg</td></tr></table>")
    assert [line.text for line in shown_lines(tree)] == ["Selada | 40 kg"]


def test_signs_tell_the_storys_block_from_others() -> None:
    lines = shown_lines(tree_of("<p>Pojok Pembaca</p>", "<p>Panen</p>"))
    page = around(lines)
    places = {line.text: place for place, line in enumerate(lines)}
    inside = set(signs_of(lines, places["Panen"], page))
    outside = set(signs_of(lines, places["Pojok Pembaca"], page))
    assert "depth 0" in inside
    assert "depth 1" in outside


def test_weights_are_numbers_over_signs_that_many_sites_show() -> None:
    model = line_model()
    assert all(map(math.isfinite, model.weights.values()))
    assert 0 < model.probability(()) < 1
    assert len(model.weights) > 1_000
