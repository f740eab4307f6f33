"""A bundle for researchers: it joins, checks, says what it holds, and is the same every time."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from model.config_office import OfficeSettings
from model.exceptions import InputError
from model.zones import zone_of
from papers.bundle.choosing import Asked, choose
from papers.bundle.dictionary import Column, tables
from papers.bundle.making import Origin, make_bundle
from papers.bundle.placing import placed
from store import Dated, Store
from tests.papers import months

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WIB = zone_of("WIB")
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)
_PARSERS: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "array": json.loads,
    "date": date.fromisoformat,
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z"),
    "yearmonth": lambda text: datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with months.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    months.watch(store, date(2025, 12, 20), 45, "suaragarut.example")
    months.fill(store, date(2026, 1, 1), 24)
    other = months.agreement(0, date(2026, 1, 1), instrument_count=3)
    months.tell(store, other, NOON, "suaragarut.example", title="=1+1 naskah diteken")
    return store


def bundle(
    store: Store, target: Path, now: datetime = NOW, found: set[str] | None = None, **asked: Any
) -> Path:
    settings = months.settings(OfficeSettings(name="Kanwil Ditjenpas Banten"))
    with placed(target) as directory:
        origin = Origin(store, settings, "0.1.0", "model-1")
        make_bundle(origin, Asked(**asked), found, directory, now)
    return target


def rows(directory: Path, table: str) -> list[dict[str, str]]:
    with (directory / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_as_the_package_says(filled: Store, tmp_path: Path) -> None:
    made = bundle(filled, tmp_path / "paket")
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in package["resources"]] == list(tables())
    for one in package["resources"]:
        found = rows(made, one["name"])
        assert len(found) == one["rows"]
        assert (made / one["path"]).stat().st_size == one["bytes"]
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        assert set(fields) == set(tables()[one["name"]].columns)
        for row in found:
            assert list(row) == list(fields)
            for name, cell in row.items():
                _check(fields[name], tables()[one["name"]].columns[name], cell)
    counts = {one["name"]: one["rows"] for one in package["resources"]}
    assert counts["agreements"] == 24
    assert min(counts.values()) > 0, counts


def _check(field: dict[str, Any], column: Column, cell: str) -> None:
    if not cell:
        assert not field.get("constraints", {}).get("required"), field
        return
    value = _PARSERS[field["type"]](cell)
    if enum := field.get("constraints", {}).get("enum"):
        assert value in enum, (field["name"], value)
    assert field["source"] == column.source
    assert field["description"]
    assert field["description_id"]


def test_keys_join(filled: Store, tmp_path: Path) -> None:
    made = bundle(filled, tmp_path / "paket")
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    with sqlite3.connect(":memory:") as base:
        base.execute("PRAGMA foreign_keys = ON")
        for one in package["resources"]:
            base.execute(_create(one["name"], one["schema"]))
            columns = [field["name"] for field in one["schema"]["fields"]]
            holes = ", ".join("?" * len(columns))
            for row in rows(made, one["name"]):
                base.execute(
                    f'INSERT INTO "{one["name"]}" VALUES ({holes})',
                    [row[name] or None for name in columns],
                )
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        joined = base.execute(
            "SELECT count(DISTINCT agreement_id), sum(agreements.articles), count(*)"
            " FROM agreements JOIN articles USING (agreement_id)"
        ).fetchone()
        assert joined[0] == 24
        told = base.execute("SELECT sum(articles) FROM agreements").fetchone()
        assert told[0] == joined[2] == 25
    base.close()


def _create(name: str, schema: dict[str, Any]) -> str:
    parts = [f'"{field["name"]}"' for field in schema["fields"]]
    parts.append(f"PRIMARY KEY ({', '.join(schema['primaryKey'])})")
    for key in schema.get("foreignKeys", ()):
        there = key["reference"]
        parts.append(
            f"FOREIGN KEY ({', '.join(key['fields'])}) REFERENCES {there['resource']}"
            f" ({', '.join(there['fields'])})"
        )
    return f'CREATE TABLE "{name}" ({", ".join(parts)})'


def test_the_same_question_gives_the_same_bytes_but_for_the_time(
    filled: Store, tmp_path: Path
) -> None:
    asked = {"sample": 5, "seed": 7}
    first = bundle(filled, tmp_path / "satu", NOW, **asked)
    second = bundle(filled, tmp_path / "dua", NOW + timedelta(days=400), **asked)
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) == len(tables()) + 5
    differing = [
        str(one) for one in files if (first / one).read_bytes() != (second / one).read_bytes()
    ]
    assert differing == ["created.json"]
    packed = [
        bundle(filled, tmp_path / f"{name}.zip", NOW, **asked).read_bytes() for name in ("a", "b")
    ]
    assert packed[0] == packed[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert sorted(archive.namelist()) == sorted(str(one) for one in files)


def test_checksums_are_those_of_sha256sum(filled: Store, tmp_path: Path) -> None:
    made = bundle(filled, tmp_path / "paket")
    check = ["sha256sum", "-c", "SHA256SUMS"]
    answer = subprocess.run(check, cwd=made, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout
    assert answer.stdout.count(": OK") == len(tables()) + 3
    (made / "data" / "units.csv").write_text("")
    assert subprocess.run(check, cwd=made, capture_output=True, check=False).returncode == 1


def test_a_sample_is_of_agreements_with_all_that_is_theirs(filled: Store, tmp_path: Path) -> None:
    whole, part = (
        bundle(filled, tmp_path / "semua"),
        bundle(filled, tmp_path / "s", sample=6, seed=1),
    )
    drawn = {row["agreement_id"] for row in rows(part, "agreements")}
    assert len(drawn) == 6
    assert {row["inclusion_probability"] for row in rows(part, "agreements")} == {"0.25"}
    for table in ("parties", "units", "officials", "articles", "evidence"):
        theirs = [row for row in rows(whole, table) if row["agreement_id"] in drawn]
        assert rows(part, table) == theirs
    assert rows(part, "coverage") == rows(whole, "coverage")
    other = bundle(filled, tmp_path / "lain", sample=6, seed=2)
    assert {row["agreement_id"] for row in rows(other, "agreements")} != drawn


def test_every_agreement_is_as_likely_to_be_drawn_and_samples_nest() -> None:
    dated = [Dated(f"a{number:011}", None, NOON) for number in range(20)]
    drawn = dict.fromkeys((one.id for one in dated), 0)
    for seed in range(400):
        small, great = (
            {pick.id for pick in choose(dated, None, Asked(sample=n, seed=seed), WIB).picks}
            for n in (5, 8)
        )
        assert small < great
        for name in small:
            drawn[name] += 1
    assert min(drawn.values()) > 65
    assert max(drawn.values()) < 135


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 10), None, {"a2", "a3"}),
        (None, date(2026, 1, 10), {"a1", "a2"}),
        (date(2026, 1, 21), date(2026, 1, 21), {"a3"}),
    ],
)
def test_days_are_those_of_signing_else_of_the_first_news(
    first: date | None, last: date | None, expected: set[str]
) -> None:
    late = datetime(2026, 1, 20, 18, tzinfo=UTC)
    dated = [
        Dated("a1", date(2026, 1, 9), late),
        Dated("a2", date(2026, 1, 10), late),
        Dated("a3", None, late),
    ]
    chosen = choose(dated, None, Asked(first=first, last=last), WIB)
    assert {pick.id for pick in chosen.picks} == expected
    assert choose(dated, {"a1"}, Asked(), WIB).population == 1


def test_what_leaves_is_short_masked_and_no_formula(store: Store, tmp_path: Path) -> None:
    told = months.agreement(
        0,
        date(2026, 1, 5),
        title="pembinaan narapidana Budi Hartono alias Gondrong",
        evidence={"title": "kata " * 60 + "Budi Hartono"},
    )
    title = "=cmd() Narapidana Budi Hartono Ikuti Penandatanganan"
    months.tell(store, told, NOON, title=title)
    made = bundle(store, tmp_path / "paket")
    everything = "".join(path.read_text(encoding="utf-8") for path in made.rglob("*.*"))
    assert "Hartono" not in everything
    (evidence,) = rows(made, "evidence")
    assert len(evidence["sentence"].split()) == 40
    (article,) = rows(made, "articles")
    assert article["title"].startswith("'=cmd() Narapidana B")


def test_the_readme_says_what_is_in_it_in_both_languages(filled: Store, tmp_path: Path) -> None:
    made = bundle(filled, tmp_path / "paket", query="kind:MoU", sample=3, seed=9)
    english = (made / "README.md").read_text(encoding="utf-8")
    indonesian = (made / "BACA.md").read_text(encoding="utf-8")
    for text in (english, indonesian):
        for name, table in tables().items():
            assert f"`data/{name}.csv`" in text
            assert all(f"| `{column}` |" in text for column in table.columns)
        assert "kind:MoU" in text
        assert "model-1" in text
    assert "sample without replacement of 3 of 24, seed 9" in english
    assert "Sampel acak sederhana tanpa pengembalian: 3 dari 24, seed 9" in indonesian


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "ada"
    there.mkdir()
    (there / "catatan.txt").write_text("penting")
    with pytest.raises(InputError, match="is there already"):
        bundle(store, there)
    assert [path.name for path in there.iterdir()] == ["catatan.txt"]
    empty = tmp_path / "kosong"
    empty.mkdir()
    assert rows(bundle(store, empty), "agreements") == []
    with pytest.raises(RuntimeError), placed(tmp_path / "gagal.zip"):
        raise RuntimeError
    assert not list(tmp_path.glob("*gagal*"))
