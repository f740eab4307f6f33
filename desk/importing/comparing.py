"""When what a document says of a field and what somebody else says are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import JsonValue

from desk.importing.keys import title_key
from desk.importing.numbers import number_key
from model.records import PartyKind
from pipelines.stories.names import agree, partner_key, share, unit_key

Same = Callable[[Any, Any], bool]


def same(field: str, left: JsonValue, right: JsonValue) -> bool:
    """Say whether two values of a field are one, in another spelling perhaps."""
    if left in (None, [], "") or right in (None, [], ""):
        return (left in (None, [], "")) == (right in (None, [], ""))
    return left == right or _SAME.get(field, _equal)(left, right)


def _equal(left: JsonValue, right: JsonValue) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return " ".join(left.split()) == " ".join(right.split())
    return left == right


def _parties(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> bool:
    """Compare the partners alone: the prison service's own side is told by the units."""
    ours, theirs = (_partners(one) for one in (left, right))
    return agree(ours, theirs)


def _partners(parties: list[dict[str, Any]]) -> list[str]:
    others = (one for one in parties if one["kind"] != PartyKind.PEMASYARAKATAN)
    return [partner_key(one["name"]) for one in others]


def _units(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> bool:
    """Compare offices by their ids; by their names where one has none."""
    ours, theirs = ([one for one in own if one["role"] == "signatory"] for own in (left, right))
    ids = [{one["id"] for one in own} for own in (ours, theirs)]
    if None not in ids[0] | ids[1]:
        return ids[0] == ids[1]
    names = [[unit_key(one["name"]) for one in own] for own in (ours, theirs)]
    return agree(*names)


def _people(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> bool:
    """Say that people are the same where one name at least is: outlets name some of them."""
    names = [[one["name"].casefold() for one in own] for own in (left, right)]
    return share(*names)


def _title(left: str, right: str) -> bool:
    ours, theirs = title_key({"title": left}), title_key({"title": right})
    return ours in theirs or theirs in ours


def _number(left: str, right: str) -> bool:
    return number_key(left) == number_key(right)


def _words(left: str, right: str) -> bool:
    return left.casefold().split() == right.casefold().split()


_SAME: dict[str, Same] = {
    "parties": _parties,
    "units": _units,
    "officials": _people,
    "title": _title,
    "number_ours": _number,
    "number_theirs": _number,
    "place": _words,
}
