"""The five real stories beside the checkout, against what a careful reader takes from them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from model.records import Agreement, Article, Party
from pantau.evaluation.naming import plain, same_party
from pipelines.record import record
from tests.record.measure import evidence_faults

_CHROME = re.compile(
    r"^(?:[A-Z .]+(?:, [A-Z]\w+\.\w+| \([A-Z.]+\)|\.COM)?\s?[–—-]?\s?(?=[A-Z][a-z]))"
    r"|\s?\((?:Red|\*/\w+|HUM/RED)\)\.?|^(?:Bacaan Lainnya|Pos terkait|Tidak ada komentar|"
    r"Social Header)$",
    re.MULTILINE,
)
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", [f"story-00{number}.txt" for number in range(5)])
def test_a_seed_gives_what_a_careful_reader_takes(shared: Path, name: str) -> None:
    gold = yaml.safe_load((shared / "seeds" / "gold.yaml").read_text(encoding="utf-8"))[name]
    article = _article((shared / "seeds" / name).read_text(encoding="utf-8").strip())
    recorded = record(article, FETCHED_AT)
    assert len(recorded) == len(gold["agreements"])
    for wanted, found in zip(gold["agreements"], recorded, strict=True):
        _check(wanted, found)
        assert evidence_faults(article, found) == []


def _article(text: str) -> Article:
    first, _, rest = text.partition("\n\n")
    title, body = (first, rest) if len(first) < 150 and rest else ("", text)
    return Article(title=title, text=_CHROME.sub("", body).strip(), language="id")


def _check(gold: dict[str, Any], found: Agreement) -> None:
    assert found.kind == gold["kind"]
    _check_parties(gold, found)
    assert found.signed_on == gold["signed_on"]
    for field in ("signed_on_basis", "place", "province", "partner_count"):
        if field in gold:
            assert getattr(found, field) == gold[field]
    for field in ("scope", "partner_kinds"):
        if field in gold:
            assert list(getattr(found, field)) == gold[field]
    assert gold.get("place_contains", "") in (found.place or "")
    offices = {plain(person.name): plain(person.role) for person in found.officials}
    for official in gold.get("officials", []):
        assert offices[plain(official["name"])] == plain(official["role"])
    present = {person.name for person in found.officials if person.capacity == "present"}
    assert set(gold.get("others_present", [])) <= present
    for unit in gold.get("units", []):
        assert (unit["name"], unit["role"]) in {(u.name, str(u.role)) for u in found.units}


def _check_parties(gold: dict[str, Any], found: Agreement) -> None:
    wanted = [Party.model_validate(party) for party in gold["parties"]]
    named = {plain(partner) for partner in gold.get("partners_named", [])}
    for party in wanted:
        assert any(same_party(party, other) and party.kind is other.kind for other in found.parties)
    for other in found.parties:
        assert any(same_party(party, other) for party in wanted) or plain(other.name) in named
