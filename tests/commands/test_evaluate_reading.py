"""Measuring reading, on golden pages of both forms."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from model.exceptions import InputError
from pantau.evaluation.contestants import contestants
from pantau.evaluation.golden import golden_pages
from pantau.evaluation.reading import evaluate_reading, f1, lines_beside
from tests.commands.conftest import Run
from tests.read.pages import PARAGRAPHS, TITLE, html, story

TEXT = "\n".join(PARAGRAPHS)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two labelled pages: one read rightly, one whose label wants a line that is not there."""
    body = html(
        story(), "<meta property='article:published_time' content='2026-02-03T09:00:00+07:00'>"
    )
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(body.encode()))
    (tmp_path / "b.html").write_text(body, "utf-8")
    labels = [
        {"id": "a", "url": None, "text": TEXT, "title": TITLE, "published": "2026-02-03"},
        {"id": "b", "url": "https://a.id/x", "text": f"{TEXT}\nSebuah alinea yang tidak terbaca."},
    ]
    lines = "".join(f"{json.dumps(label)}\n" for label in labels)
    (tmp_path / "gold.jsonl").write_text(lines, "utf-8")
    return tmp_path


def test_the_command_tells_how_well_each_reads(run: Run, pages: Path) -> None:
    told = json.loads(run("evaluate", "reading", pages, "--json").stdout)
    own = told["readers"]["pantau"]
    assert told["articles"] == 2
    assert (own["chrome_lines"], own["missed_lines"], own["title"], own["day"]) == (0, 0.5, 1, 1)
    assert 0.9 < own["token_f1"] < 1
    assert {"trafilatura", "trafilatura precision", "justext", "readability"} < {*told["readers"]}
    assert told["extractors"] == {"trafilatura": 2}
    assert [flaw["page"] for flaw in told["flaws"]] == ["b"]
    shown = run("evaluate", "reading", pages).stdout.decode()
    assert "- Sebuah alinea yang tidak terbaca." in shown


def test_without_a_step_the_judge_is_measured(run: Run) -> None:
    assert json.loads(run("evaluate", "--split", "test", "--json").stdout)["judge"]
    assert run("evaluate", "--help").stdout.startswith(b"Usage: pantau evaluate")


def test_pantau_reads_the_golden_pages_of_the_checkout_better_than_the_others() -> None:
    directory = Path(__file__).resolve().parent.parent / "pages"
    result = evaluate_reading(golden_pages(directory), contestants())
    own = result.readers.pop("pantau")
    assert own.token_f1 >= 0.99
    assert own.chrome_lines <= 0.05
    assert (own.refused, own.let_through) == (0, 0)
    assert all(other.token_f1 < own.token_f1 - 0.05 for other in result.readers.values())
    assert all(other.chrome_lines > own.chrome_lines for other in result.readers.values())


def test_what_is_no_golden_page_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no golden page"):
        golden_pages(tmp_path)
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "x"}\n', "utf-8")
    with pytest.raises(InputError, match="not golden pages"):
        golden_pages(tmp_path)


def test_scores_of_texts() -> None:
    assert f1("satu dua", "satu dua", 1) == f1("", "", 1) == 1
    assert f1("satu dua", "dua tiga", 1) == 0.5
    assert lines_beside("Kupang -\nBagikan", "Kupang - Panen tiba.") == ["Bagikan"]
    assert lines_beside(PARAGRAPHS[0], f"Serang, Kabar – {PARAGRAPHS[0]}") == []
