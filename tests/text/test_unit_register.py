"""The tables of offices: nothing twice, nothing nowhere, and everything found again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from model.records import UnitKind
from pipelines.text.regions import provinces, regencies
from pipelines.text.unit_ids import unit_id
from pipelines.text.unit_register import Entry, names_of, register, slug, sources

PRISONS = {UnitKind.LAPAS, UnitKind.RUTAN, UnitKind.LPKA}
ENTRIES = tuple(register().values())
LOCAL = tuple(entry for entry in ENTRIES if entry.regency is not None)


def test_the_register_is_as_large_as_its_sources() -> None:
    verified = Counter(entry.name.kind for entry in ENTRIES if entry.verified)
    assert verified == {
        UnitKind.DITJENPAS: 1,
        UnitKind.KANWIL: 33,
        UnitKind.LAPAS: 337,
        UnitKind.RUTAN: 162,
        UnitKind.LPKA: 33,
        UnitKind.BAPAS: 85,
        UnitKind.RUPBASAN: 8,
    }


def test_each_has_an_id_that_its_names_lead_to() -> None:
    for entry in ENTRIES:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", entry.id), entry.id
        assert unit_id(str(entry.name)) == entry.id
        for other in entry.others:
            assert unit_id(other) == entry.id, other


def test_an_id_is_made_of_kind_sort_and_place() -> None:
    """So an office that was known by a made id keeps it when it is listed."""
    for entry in LOCAL:
        if entry.id.startswith("lapas-kelas-"):
            continue
        forms = {
            "".join((name.kind, name.category.casefold(), slug(name.place).replace("-", "")))
            for name in names_of(entry)
        }
        plain = {form.replace("khusus", "") for form in forms}
        assert entry.id.replace("-", "") in plain, entry.id


def test_no_name_is_that_of_two_offices() -> None:
    owners: defaultdict[object, set[str]] = defaultdict(set)
    for entry in LOCAL:
        for name in names_of(entry):
            owners[name._replace(rank="", place=slug(name.place).replace("-", ""))].add(entry.id)
    shared = [ids for ids in owners.values() if len(ids) > 1]
    assert shared == [{"lapas-kelas-i-tangerang", "lapas-kelas-iia-tangerang"}]


@pytest.mark.parametrize("entry", [entry for entry in LOCAL if not entry.verified])
def test_what_nobody_verified_has_no_other_names(entry: Entry) -> None:
    assert entry.others == ()


def test_every_source_is_told_and_used() -> None:
    used = {entry.source for entry in ENTRIES} - {None}
    assert used == set(sources())


def test_each_stands_in_a_regency_of_its_kanwil() -> None:
    known = set(regencies())
    for entry in LOCAL:
        assert entry.regency in known
        assert entry.kanwil is not None
        assert set(entry.provinces) <= set(register()[entry.kanwil].provinces)


def test_33_kanwil_serve_the_38_provinces_each_once() -> None:
    kanwil = [entry for entry in ENTRIES if entry.name.kind is UnitKind.KANWIL]
    for era in ("", "kumham"):
        ours = [entry for entry in kanwil if entry.name.era == era]
        served = [province for entry in ours for province in entry.provinces]
        assert len(ours) == 33
        assert sorted(served) == sorted(provinces())
    assert register()["kanwil-papua"].provinces == (
        "Papua",
        "Papua Selatan",
        "Papua Tengah",
        "Papua Pegunungan",
    )
    assert register()["kanwil-banten"].follows == "kanwil-kemenkumham-banten"


def test_every_province_has_a_prison() -> None:
    with_prisons = {entry.provinces[0] for entry in LOCAL if entry.name.kind in PRISONS}
    assert with_prisons == set(provinces())


def test_years_are_in_order() -> None:
    for entry in ENTRIES:
        assert (entry.since or 0) <= (entry.until or 9999)
        assert entry.follows is None or register()[entry.follows].until is not None


def test_rupbasan_went_to_the_prosecution_service() -> None:
    rupbasan = [entry for entry in ENTRIES if entry.name.kind is UnitKind.RUPBASAN]
    assert {entry.until for entry in rupbasan} == {2025}
