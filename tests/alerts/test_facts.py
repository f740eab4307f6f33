"""What corrects what was told, and what only completes it."""

from __future__ import annotations

import pytest

from alerts.facts import DROPPED, changes, joined
from model.alerts import Facts, ToldAgreement
from model.records import Instrument

LAPAS, PARTNER = "Lapas Kelas IIB Cempaka", "Pemerintah Kota Seruni"


def told(
    kind: Instrument = Instrument.PERJANJIAN_KERJA_SAMA,
    signed_on: str | None = "2026-01-28",
    parties: tuple[str, ...] = (LAPAS, PARTNER),
    **facts: bool,
) -> Facts:
    agreement = ToldAgreement(kind=kind, signed_on=signed_on, parties=parties)
    return Facts(title="x", agreements={"a1": agreement}, **facts)


def fields(before: Facts, now: Facts) -> list[str]:
    return [change.field for change in changes(before, now, lambda _: None)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (told(), told(), []),
        (told(), told(signed_on="2026-01-27"), ["signed_on"]),
        (told(), told(signed_on=None), ["signed_on"]),
        (told(signed_on=None), told(), []),
        (told(), told(kind=Instrument.NOTA_KESEPAHAMAN), ["kind"]),
        (told(kind=Instrument.LAINNYA), told(), []),
        (told(), told(parties=(LAPAS, "Pemerintah Kabupaten Kenanga")), ["parties"]),
        (told(), told(parties=(LAPAS, PARTNER, "Yayasan Kenanga")), []),
        (told(), told(parties=("Lapas Cempaka", "Pemkot Seruni")), []),
        (told(), Facts(title="x"), ["agreement"]),
        (told(), told(withdrawn=True), ["withdrawn"]),
        (told(withdrawn=True), told(), []),
        (told(), DROPPED, ["dropped"]),
        (DROPPED, told(), ["restored"]),
        (DROPPED, DROPPED, []),
        (
            told(),
            told(Instrument.NOTA_KESEPAHAMAN, "2026-01-01", ("Polres Kenanga",), withdrawn=True),
            ["withdrawn", "kind", "signed_on", "parties"],
        ),
    ],
)
def test_what_is_corrected(before: Facts, now: Facts, expected: list[str]) -> None:
    assert fields(before, now) == expected


def test_a_change_tells_both_values() -> None:
    (change,) = changes(told(), told(signed_on="2026-01-27"), lambda _: None)
    assert (change.before, change.after) == (("2026-01-28",), ("2026-01-27",))


def test_who_was_told_of_an_agreement_later_knows_both() -> None:
    later = Facts(
        title="y",
        agreements={"a2": ToldAgreement(kind=Instrument.LAINNYA, signed_on=None, parties=("x",))},
    )
    assert set(joined(told(), later).agreements) == {"a1", "a2"}
    assert joined(None, later) == later
