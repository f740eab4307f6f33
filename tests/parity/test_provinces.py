"""Every name that a province goes by finds the province, and its office; by the judge alone."""

from __future__ import annotations

import pytest

from model.records import KeptAgreement
from search.query import understand
from search.schema import Document, documents
from store import Told
from tests.conftest import ROOT
from tests.parity.judge import found_agreements
from tests.search.library import story

_FILE = ROOT / "pipelines" / "text" / "data" / "provinces.tsv"
_LINES = [
    line
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PROVINCES = {name: others for name, _, others in (line.partition("\t") for line in _LINES)}
NAMES = [
    (province, name)
    for province, others in PROVINCES.items()
    for name in (province, *filter(None, others.split("; ")))
]


def office(number: int, province: str) -> list[Document]:
    """A story of an agreement that the office of a province signed."""
    unit = f"Kantor Wilayah Direktorat Jenderal Pemasyarakatan {province}"
    agreement = KeptAgreement.model_validate(
        {
            "id": f"a{number:02}",
            "stories": [f"s{number:02}"],
            "kind": "nota_kesepahaman",
            "units": [{"name": unit, "kind": "kanwil", "role": "signatory"}],
            "parties": [{"name": unit, "kind": "pemasyarakatan"}],
            "officials": [],
            "province": province,
        }
    )
    told = story(f"s{number:02}", "Naskah", agreements=[agreement.id])
    return documents(Told(version=1, story=told, agreements=(agreement,)))


OFFICES = [each for number, province in enumerate(PROVINCES) for each in office(number, province)]


@pytest.mark.parametrize(("province", "name"), NAMES)
def test_a_province_is_found_by_its_other_names(province: str, name: str) -> None:
    own = f"a{list(PROVINCES).index(province):02}"
    for query in (f"province:({name})", f'province:"{name}"', f'unit:"Kanwil {name}"'):
        found = found_agreements(understand(query), OFFICES)
        # "Papua" is a word of the names of its neighbours, too.
        assert own in found, query
        others = [list(PROVINCES)[int(one.removeprefix("a"))] for one in found - {own}]
        assert all(province.rsplit(maxsplit=1)[-1] in other for other in others), query
