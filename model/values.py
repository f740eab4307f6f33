"""What people may say of an agreement: the fields of the register, and what fits in each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    JsonValue,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails

from model.exceptions import InputError
from model.records import (
    Act,
    Agreement,
    Instrument,
    Official,
    Party,
    PartyKind,
    Record,
    SignedOnBasis,
    Tone,
    Unit,
)

_LONGEST_NAME = 400
_MOST_MONTHS, _MOST_COUNTED, _MOST_NAMED = 1_200, 100_000, 300
_FIRST_DAY, _LAST_DAY = date(1945, 8, 17), date(2200, 12, 31)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ADDRESS = TypeAdapter(HttpUrl)


def _line(value: object) -> object:
    """Put text on one line; null where there is none."""
    return " ".join(_UNSEEN.sub(" ", value).split()) or None if isinstance(value, str) else value


def _lines(value: object) -> object:
    """Trim text of several lines; null where there is none."""
    if not isinstance(value, str):
        return value
    return _UNSEEN.sub("", value.replace("\r\n", "\n")).strip() or None


def _day(value: date) -> date:
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise ValueError(f"a day is between {_FIRST_DAY} and {_LAST_DAY}")
    return value


def _address(value: str) -> str:
    _ADDRESS.validate_python(value)
    return value


def _topics(value: tuple[str, ...]) -> tuple[str, ...]:
    found = (" ".join(_UNSEEN.sub(" ", one).split()) for one in value)
    return tuple(dict.fromkeys(one for one in found if one))


def _named(value: tuple[Any, ...]) -> tuple[Any, ...]:
    for one in value:
        name = " ".join(one.name.split())
        if not name or len(name) > _LONGEST_NAME or _UNSEEN.search(name):
            raise ValueError(f"a name has 1 to {_LONGEST_NAME} characters that can be seen")
    return value


Line = Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(_line)]
Lines = Annotated[Annotated[str, Field(max_length=4_000)] | None, BeforeValidator(_lines)]
Address = Annotated[
    Annotated[str, Field(max_length=2_000), AfterValidator(_address)] | None, BeforeValidator(_line)
]
Day = Annotated[Annotated[date, AfterValidator(_day)] | None, BeforeValidator(_line)]
Count = Annotated[Annotated[int, Field(ge=1, le=_MOST_COUNTED)] | None, BeforeValidator(_line)]
Months = Annotated[Annotated[int, Field(ge=1, le=_MOST_MONTHS)] | None, BeforeValidator(_line)]
_Several = Field(max_length=_MOST_NAMED)


class Values(Record):
    """What somebody says of an agreement; only what is set is said.

    Null, or an empty list, says that there is none, whatever the news says. ``parent`` is the id of
    an agreement of the register, or its title or number in words.
    """

    kind: Instrument = Instrument.LAINNYA
    act: Act = Act.SIGNED
    title: Line = None
    parties: Annotated[tuple[Party, ...], AfterValidator(_named), _Several] = ()
    units: Annotated[tuple[Unit, ...], AfterValidator(_named), _Several] = ()
    signed_on: Day = None
    place: Line = None
    regency: Line = None
    province: Line = None
    officials: Annotated[tuple[Official, ...], AfterValidator(_named), _Several] = ()
    instrument_count: Count = None
    partner_count: Count = None
    partner_kinds: Annotated[tuple[PartyKind, ...], _Several] = ()
    scope: Annotated[tuple[str, ...], AfterValidator(_topics), _Several] = ()
    term_months: Months = None
    valid_until: Day = None
    number_ours: Line = None
    number_theirs: Line = None
    pic: Line = None
    follow_up: Lines = None
    document_url: Address = None
    note: Lines = None
    parent: Line = None
    tone: Annotated[Tone | None, BeforeValidator(_line)] = None
    ended_on: Day = None


#: What is said of a value that does not fit, by how pydantic calls the fault, of one field or all.
_FAULTS = {
    "term_months int_": "is no term (write 24, 24 bulan or 2 tahun)",
    "date_": "is no day (write 28-01-2026 or 28 Januari 2026)",
    "int_": "is no whole number",
    "greater_than": "is too small",
    "less_than": "is too large",
    "string_too_long": "is too long",
    "url_": "is no web address (write https://…)",
    "enum": "is none of",
}

#: All that a person may set, in the order of forms.
FIELDS = tuple(Values.model_fields)
#: What the news may say too, and what only people know.
NEWS_FIELDS = tuple(name for name in FIELDS if name in Agreement.model_fields)
OWN_FIELDS = tuple(name for name in FIELDS if name not in Agreement.model_fields)


def checked(values: Mapping[str, object]) -> dict[str, JsonValue]:
    """Return values as JSON holds them.

    Raises:
        InputError: a field is unknown or a value does not fit; names each with what is wrong.
    """
    if unknown := sorted(set(values) - set(FIELDS)):
        raise InputError(f"{', '.join(unknown)}: no field of an agreement ({', '.join(FIELDS)})")
    try:
        said = Values.model_validate(dict(values))
    except ValidationError as error:
        raise InputError(_in_words(error)) from None
    found: dict[str, JsonValue] = said.model_dump(mode="json", exclude_unset=True)
    return found


def check_days(effective: Mapping[str, JsonValue]) -> None:
    """Make sure that an agreement ends no sooner than it was signed.

    Raises:
        InputError: it does.
    """
    signed = effective.get("signed_on")
    for field in ("valid_until", "ended_on"):
        end = effective.get(field)
        if isinstance(signed, str) and isinstance(end, str) and end < signed:
            raise InputError(f"{field}: {end} is before the signing on {signed}")


def in_force(told: Mapping[str, JsonValue], given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return what is in force: what people gave, else what the news tells."""
    whole = {**told, **given}
    if "signed_on" in given:
        basis = SignedOnBasis.GIVEN if given["signed_on"] else SignedOnBasis.NONE
        whole["signed_on_basis"] = basis.value
    return whole


def says_otherwise(news: JsonValue, value: JsonValue) -> bool:
    """Whether the news says something, and that is another value; the order of lists is none."""
    if news in (None, [], ""):
        return False
    if isinstance(news, list) and isinstance(value, list):
        return sorted(map(repr, news)) != sorted(map(repr, value))
    return news != value


def _in_words(error: ValidationError) -> str:
    return "; ".join(map(_fault, error.errors(include_url=False)))


def _fault(one: ErrorDetails) -> str:
    """Say what is wrong with a value; what has no plain words here is told as pydantic does."""
    field, given = ".".join(map(str, one["loc"])), f"{one['input']!r:.80}"
    for sort, said in _FAULTS.items():
        if f"{field} {one['type']}".startswith(sort) or one["type"].startswith(sort):
            choice = f" {one['ctx']['expected']}" if one["type"] == "enum" else ""
            return f"{field}: {given} {said}{choice}"
    return f"{field}: {one['msg']} (not {given})"
