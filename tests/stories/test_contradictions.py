"""Articles contradict each other where both cannot be true, not where one says more."""

from __future__ import annotations

from datetime import date

import pytest

from model.records import Agreement, Instrument, SignedOnBasis
from pipelines.stories.contradictions import claims_of, contradictions, joined
from tests.store.readings import agreement

MOU = Instrument.NOTA_KESEPAHAMAN


def found(*tellings: Agreement) -> dict[str, list[tuple[str | int, tuple[int, ...]]]]:
    against = contradictions(claims_of(enumerate(tellings)))
    return {field: [(c.value, c.sources) for c in told] for field, told in against.items()}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"signed_on": None, "kind": Instrument.LAINNYA},
        {"signed_on": date(2026, 1, 29), "signed_on_basis": SignedOnBasis.RELATIVE},
        {"place": "Lapas Cempaka"},
        {"partner": "Pemkot Seruni"},
        {"term_months": 24},
    ],
)
def test_what_goes_together(other: dict[str, object]) -> None:
    assert found(agreement(place="Aula Lapas Cempaka"), agreement(**other)) == {}  # type: ignore[arg-type]


def test_who_says_what() -> None:
    first = agreement(partner_count=40, place="Aula Lapas Cempaka")
    other = agreement(
        partner="Universitas Melati", kind=MOU, partner_count=24, place="Balai Kota Seruni"
    )
    assert found(first, first, other) == {
        "kind": [("perjanjian_kerja_sama", (0, 1)), ("nota_kesepahaman", (2,))],
        "partner_count": [(40, (0, 1)), (24, (2,))],
        "place": [("Aula Lapas Cempaka", (0, 1)), ("Balai Kota Seruni", (2,))],
        "parties": [("Pemerintah Kota Seruni", (0, 1)), ("Universitas Melati", (2,))],
    }


def test_claims_of_stories_are_put_together() -> None:
    ours, theirs = (
        claims_of([(1, agreement())]),
        claims_of([(2, agreement()), (3, agreement(kind=MOU))]),
    )
    whole = joined([ours, theirs])
    assert [claim.sources for claim in whole["signed_on"]] == [(1, 2, 3)]
    assert list(contradictions(whole)) == ["kind"]
