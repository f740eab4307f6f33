"""Which agreement of the register a row is: surely, perhaps, or none that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import JsonValue
from rapidfuzz import fuzz

from desk.importing.keys import title_key
from desk.importing.numbers import number_key
from desk.importing.records import ImportRow
from model.records import Agreement, Instrument, KeptAgreement, Record
from pipelines.stories.deeds import Deed, deed_of
from pipelines.stories.facts import Facts, same_deed
from pipelines.stories.names import agree

#: Titles that share so much of a hundred are of one paper, and of two below the other figure.
_ALIKE, _UNLIKE = 85, 55
_NUMBERS = ("number_ours", "number_theirs")
#: What two tellings have in common when a person should look whether they are one.
_LIKELY = frozenset(
    {
        Facts.DATED,
        Facts.COUNTED,
        Facts.PARTIES,
        Facts.UNIT_AND_DATE,
        Facts.PARTNER_AND_DATE,
        Facts.OTHER_DAY,
    }
)

Why = Literal["number", "parties_and_date", "parties", "date", "near_date", "title"]
_WHY: dict[Facts, Why] = {
    Facts.PARTIES: "parties",
    Facts.OTHER_DAY: "near_date",
    Facts.UNIT_AND_DATE: "date",
    Facts.PARTNER_AND_DATE: "date",
    Facts.COUNTED: "date",
}


class Candidate(Record):
    """An agreement that a row may be; ``why`` names what they have in common."""

    agreement: str
    sure: bool
    why: Why


def verdicts(
    rows: Sequence[ImportRow], known: Iterable[KeptAgreement]
) -> dict[str, tuple[Candidate, ...]]:
    """Return what each row may be, by its key: one that is sure, or some that are likely.

    What several rows claim with the same right, or one row finds twice, is only likely.
    """
    agreements = list(known)
    deeds = {kept.id: deed_of(kept) for kept in agreements}
    found = {row.key: _candidates(row, agreements, deeds) for row in rows}
    claims = Counter(one.agreement for own in found.values() for one in own if one.sure)
    return {key: tuple(_settled(own, claims)) for key, own in found.items()}


def _settled(own: list[Candidate], claims: Mapping[str, int]) -> list[Candidate]:
    sure = [one for one in own if one.sure]
    numbered = [one for one in sure if one.why == "number"]
    best = numbered if len(numbered) == 1 else sure
    if len(best) == 1 and (best[0].why == "number" or claims[best[0].agreement] == 1):
        return best
    return [one.model_copy(update={"sure": False}) for one in own]


def _candidates(
    row: ImportRow, known: Sequence[KeptAgreement], deeds: Mapping[str, Deed]
) -> list[Candidate]:
    own = deed_of(as_agreement(row.values))
    found = (_candidate(row, own, kept, deeds[kept.id]) for kept in known)
    return [one for one in found if one is not None]


def as_agreement(values: Mapping[str, JsonValue]) -> Agreement:
    """Return the values of a row as an agreement that could have been read from a story."""
    told = {name: values[name] for name in Agreement.model_fields if name in values}
    return Agreement.model_validate({"kind": Instrument.LAINNYA, **told})


def _candidate(row: ImportRow, own: Deed, kept: KeptAgreement, other: Deed) -> Candidate | None:
    numbers = _numbers(row.values), _numbers(kept.model_dump(include=set(_NUMBERS)))
    if numbers[0] & numbers[1]:
        return Candidate(agreement=kept.id, sure=True, why="number")
    if kept.number_ours and row.values.get("number_ours"):
        return None
    facts = same_deed(own, other)
    titles = likeness(str(row.values.get("title") or ""), kept.title or "")
    if facts is Facts.DATED and _is_sure(own, other, titles):
        return Candidate(agreement=kept.id, sure=True, why="parties_and_date")
    if facts in _LIKELY:
        why = _WHY.get(facts, "parties_and_date")
        return Candidate(agreement=kept.id, sure=False, why=why)
    is_alike = titles is not None and titles >= _ALIKE and facts is Facts.UNIT
    return Candidate(agreement=kept.id, sure=False, why="title") if is_alike else None


def _is_sure(own: Deed, other: Deed, titles: float | None) -> bool:
    kinds = {own.kind, other.kind}
    if len(kinds) > 1 and Instrument.LAINNYA not in kinds:
        return False
    is_other_title = titles is not None and titles < _UNLIKE
    exact = not (own.derived or other.derived)
    return exact and not is_other_title and agree(own.partners, other.partners)


def likeness(left: str, right: str) -> float | None:
    """Return how much of a hundred two titles share; null where one is not told."""
    if not title_key({"title": left}) or not title_key({"title": right}):
        return None
    return fuzz.token_set_ratio(left.casefold(), right.casefold())


def _numbers(values: Mapping[str, JsonValue]) -> set[str]:
    told = "; ".join(str(values[name]) for name in _NUMBERS if values.get(name))
    return {key for number in told.split(";") if len(key := number_key(number)) > _SHORTEST}


#: Letters and figures of a number that is no other paper's too.
_SHORTEST = 4
