"""``pantau units``: the register, looked at."""

from __future__ import annotations

import json

from tests.commands.conftest import Run


def test_a_name_in_any_spelling_shows_its_office(run: Run) -> None:
    answer = run("units", "LP Klas 1 Malang", "--json")

    (unit,) = json.loads(answer.stdout)
    assert unit["id"] == "lapas-malang"
    assert unit["name"] == "Lapas Kelas I Malang"
    assert unit["kind"] == "lapas"
    assert unit["class"] == "I"
    assert unit["regency"] == "Kota Malang"
    assert unit["provinces"] == ["Jawa Timur"]
    assert unit["kanwil"] == "kanwil-jawa-timur"
    assert unit["other_names"] == ["Lapas Lowokwaru"]
    assert unit["verified"] is True


def test_words_show_every_office_that_has_them_all(run: Run) -> None:
    answer = run("units", "lapas", "tangerang", "--json")

    ids = [unit["id"] for unit in json.loads(answer.stdout)]
    assert "lapas-kelas-i-tangerang" in ids
    assert "lapas-perempuan-tangerang" in ids
    assert "rutan-tangerang" not in ids


def test_a_table_tells_what_ended_and_what_nobody_verified(run: Run) -> None:
    shown = run("units", "rupbasan-medan").stdout.decode()

    assert "Rupbasan Medan (until 2025)" in shown
    assert " no " in shown


def test_all_are_listed_without_a_query(run: Run) -> None:
    units = json.loads(run("units", "--json").stdout)

    assert units[0]["id"] == "ditjenpas"
    assert units[1]["follows"] == "kanwil-kemenkumham-aceh"


def test_what_no_office_has_is_an_error(run: Run) -> None:
    answer = run("units", "Rutan", "Kelas", "IIB", "Ujung", "Genteng")

    assert answer.returncode == 1
    assert b"records call it rutan-ujunggenteng" in answer.stderr
    assert run("units", "entah").returncode == 1
