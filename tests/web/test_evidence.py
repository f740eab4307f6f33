"""Evidence in a story's text, cut into pieces."""

from __future__ import annotations

from typing import Any

from model.records import Instrument, KeptAgreement
from web.pages.evidence import MOST_TITLE, marked


def _agreement(**evidence: Any) -> KeptAgreement:
    return KeptAgreement(
        id="a00000000001", stories=("s1",), kind=Instrument.NOTA_KESEPAHAMAN, evidence=evidence
    )


def _texts(pieces: Any, key: str) -> list[str]:
    return [piece.text for piece in pieces if key in piece.keys]


def test_nothing_of_the_text_is_lost_where_sentences_overlap() -> None:
    text = "Lapas Serang meneken MoU, Senin (23/11).\nKedua pihak hadir."
    found = marked(
        "MoU diteken", text, [_agreement(kind="meneken MoU", signed_on="MoU, Senin (23/11)")]
    )

    assert ["".join(p.text for p in line) for line in found.paragraphs] == text.splitlines()
    assert "".join(_texts(found.paragraphs[0], "b1-kind")) == "meneken MoU"
    assert "".join(_texts(found.paragraphs[0], "b1-signed_on")) == "MoU, Senin (23/11)"


def test_each_field_is_led_to_once() -> None:
    found = marked("MoU Serang", "MoU Serang\nMoU Serang", [_agreement(kind="MoU")])

    pieces = [*found.title, *(piece for line in found.paragraphs for piece in line)]
    assert sum("b1-kind" in piece.first for piece in pieces) == 1
    assert len(_texts(pieces, "b1-kind")) == 3


def test_agreements_of_one_story_are_told_apart() -> None:
    found = marked("", "MoU lalu PKS", [_agreement(kind="MoU"), _agreement(kind="PKS")])

    assert found.keys == {"b1-kind", "b2-kind"}


def test_a_sentence_over_two_lines_is_marked_in_both() -> None:
    found = marked("", "Satu\nDua", [_agreement(scope=("Satu\nDua",))])

    assert [_texts(line, "b1-scope") for line in found.paragraphs] == [["Satu"], ["Dua"]]


def test_evidence_that_the_text_lacks_marks_nothing() -> None:
    found = marked("Judul", "Teks", [_agreement(kind="tidak ada")])

    assert found.keys == frozenset()


def test_a_title_of_a_megabyte_is_cut() -> None:
    found = marked("a" * 1_000_000, "Teks", [])

    assert len("".join(piece.text for piece in found.title)) == MOST_TITLE + 1
