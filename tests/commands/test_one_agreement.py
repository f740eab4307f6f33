"""An agreement that several stories tell of, and stories that became one, as people see them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from store import open_store
from tests.commands.conftest import Run
from tests.commands.test_store_commands import answered
from tests.store.readings import MORNING, agreement, reading, state, text_about

CITY = agreement(term_months=24)
CAMPUS = agreement("Rutan Kelas I Intan", "Universitas Melati", date(2026, 1, 26))
CLINIC = agreement("Lapas Kelas IIA Kenari", "Puskesmas Kenari", date(2026, 1, 27))
LATER = MORNING + timedelta(days=3)
LINES = text_about("Lapas Anggrek", "Pemkab Anggrek", seed=7).splitlines()


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> dict[str, str]:
    """Ids of stories, by site; the agreement with the city is told by two of them."""
    data = tmp_path / "data"
    shorter = CITY.model_copy(update={"term_months": 12})
    told = [
        reading("https://harian.example/1", agreements=(CITY,)),
        reading(
            "https://mingguan.example/1",
            agreements=(CAMPUS, shorter, CLINIC),
            text=text_about("Pekan Ini", "Mitra", seed=1),
            published=LATER,
        ),
        reading("https://awal.example/1", agreements=(), text="\n".join(LINES[:6])),
        reading("https://akhir.example/1", agreements=(), text="\n".join(LINES[6:])),
        reading("https://lengkap.example/1", agreements=(), text="\n".join(LINES)),
    ]
    with open_store(f"sqlite:///{data / 'pantau.db'}", data) as store:
        return {state(read).site: store.save(read, state(read)).story or "" for read in told}


def test_an_agreement_is_listed_once_with_all_its_coverage(
    run: Run, filled: dict[str, str]
) -> None:
    (kept,) = [one for one in answered(run, "agreements") if "Kota Seruni" in json.dumps(one)]
    assert kept["stories"] == [filled["harian.example"], filled["mingguan.example"]]
    assert [article["site"] for article in kept["articles"]] == [
        "harian.example",
        "mingguan.example",
    ]
    assert kept["contradictions"] == {
        "term_months": [
            {"value": 24, "articles": ["https://harian.example/1"]},
            {"value": 12, "articles": ["https://mingguan.example/1"]},
        ]
    }
    shown = run("show", kept["id"]).stdout.decode()
    assert "2 articles in 2 outlets" in shown
    assert "articles disagree on term_months" in shown
    assert run("agreements", "--format", "csv").stdout.decode().count("Pemerintah Kota Seruni") == 1


def test_the_id_of_a_story_that_went_into_another_one_finds_it(
    run: Run, filled: dict[str, str]
) -> None:
    gone, kept = filled["akhir.example"], filled["awal.example"]
    assert filled["lengkap.example"] == kept != gone
    told = answered(run, "show", gone)
    assert (told["id"], told["merged_into"], len(told["articles"])) == (kept, kept, 3)
    assert "merged_into" not in answered(run, "show", kept)
    assert f"{gone} is one with {kept} now." in run("show", gone).stdout.decode()
