"""What people noted of an agreement leaves masked, as what the news says does."""

from __future__ import annotations

from datetime import UTC, datetime

from desk.leaving import masked_agreement
from model.records import Given, Instrument, KeptAgreement

NOON = datetime(2026, 2, 2, 5, tzinfo=UTC)
NAMED = "Narapidana Joko Santoso (34) ikut pelatihan menjahit."


def test_what_people_noted_leaves_masked() -> None:
    given = {
        "note": Given(value=NAMED, by="Sari", at=NOON),
        "scope": Given(value=["pelatihan"], news=[NAMED], by="Sari", at=NOON, note=NAMED),
        "pic": Given(value="Rina Melati", by="Sari", at=NOON),
    }
    own = KeptAgreement(
        id="aaaaaaaaaaaa",
        stories=(),
        kind=Instrument.LAINNYA,
        note=NAMED,
        scope=("pelatihan",),
        pic="Rina Melati",
        given=given,
    )
    told = masked_agreement(own, [])
    assert "Santoso" not in told.model_dump_json()
    assert (told.pic, told.given["pic"].value) == ("Rina Melati", "Rina Melati")
    assert told.note is not None
    assert "pelatihan menjahit" in told.note
