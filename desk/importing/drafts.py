"""One agreement of a spreadsheet, as values of the register's fields."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from pydantic import HttpUrl, JsonValue, TypeAdapter, ValidationError

from desk.importing.bodies import (
    Named,
    body_of,
    is_role,
    kind_of_partner,
    named,
    parties_of_title,
    unit_of,
)
from desk.importing.cells import Cell, Cells
from desk.importing.days import DayRead, read_day
from desk.importing.lists import items
from desk.importing.numbers import Numbers, bare_number, parted, read_numbers
from desk.importing.people import officials
from desk.importing.terms import read_term
from desk.importing.terms import unit_of as counted_by
from desk.importing.wording import read_act, read_kind
from model.records import Act, Instrument, Party, PartyKind, Unit, UnitKind, UnitRole
from model.words import word
from pipelines.text.regions import region_named
from pipelines.text.unit_ids import regency_of_unit

Values = dict[str, JsonValue]

#: Characters of a field of one line, and of several, at most.
_LINE, _LINES = 500, 4_000
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = TypeAdapter(HttpUrl)


class Draft(NamedTuple):
    """What a row says; ``derived`` are fields that no cell tells. Without values it is refused."""

    values: Values
    derived: tuple[str, ...] = ()
    parties: Named = Named()


def draft_of(cells: Cells) -> Draft | None:
    """Read one agreement; null where its cells do not suffice, which is told."""
    title = _line(cells, "title")
    parties = _parties(cells, title)
    if not parties.parties and not title:
        cells.tell("row_without_parties")
        return None
    if not parties.units:
        cells.tell("row_without_unit")
        return None
    values: Values = {"title": title} | _paper(cells) | _sides(cells, parties) | _days(cells)
    values |= _counts(cells) | _numbers(cells) | _own(cells)
    place, derived = _place(cells, parties)
    values |= place
    if "kind" not in values and cells.setting.kind is not None:
        values["kind"] = cells.setting.kind.value
        derived = (*derived, "kind")
    values["note"] = _note(cells)
    told: Values = {name: value for name, value in values.items() if value not in (None, [], "")}
    return Draft(told, derived, parties)


def _line(cells: Cells, name: str) -> str | None:
    cell = cells.first(name)
    if cell is None:
        return None
    text = " ".join(cell.text.split())
    if len(text) > _LINE:
        cells.tell("cut_text", cell, most=_LINE)
    return text[:_LINE]


def _lines(cells: Cells, name: str) -> str | None:
    text = "\n".join(dict.fromkeys(cells.texts(name)))
    if len(text) > _LINES:
        cells.tell("cut_text", cells.first(name), most=_LINES)
    return text[:_LINES] or None


def _paper(cells: Cells) -> Values:
    """Read kind and act; the title says it where no column does."""
    values: Values = {}
    cell = cells.first("kind")
    title = cells.first("title")
    told = cell or (title if title and read_kind(title.text).kind else None)
    if told is not None:
        read = read_kind(told.text)
        values["kind"] = (read.kind or Instrument.LAINNYA).value
        if read.act is not None:
            values["act"] = read.act.value
        if cell is not None and read.kind is None and read.act is None:
            cells.tell("unknown_kind", cell)
        if cell is not None and read.unsure and read.kind:
            cells.tell("kind_guessed", cell, taken=word("kind", read.kind))
    done = cells.first("act")
    if done is not None and (act := read_act(done.text)):
        values["act"] = act.value
    if values.get("act") == Act.SIGNED.value and done is None:
        del values["act"]
    return values


def _parties(cells: Cells, title: str | None) -> Named:
    kind = _partner_kind(cells)
    both = named([*cells.texts("parties"), *cells.texts("partners")], kind)
    own = named(cells.texts("units"), of_units=True)
    if both.units and not own.units and own.unsure and all(map(body_of, own.unsure)):
        # The prison service stands second here: the sides are as on the paper, not as everywhere.
        return named([*own.unsure, *cells.texts("partners")], kind)._replace(swapped=True)
    for name in own.unsure:
        _tell_unit(cells, name)
    found = both if both.parties or not title else parties_of_title(title)
    partners = found.parties or both.parties
    units = own.units or both.units or found.units or _upper(cells) or _given_unit(cells)
    if own.unsure and not units:
        units = tuple(_unlisted(name) for name in own.unsure)
    return Named(units, partners)


def _tell_unit(cells: Cells, name: str) -> None:
    cell = next((one for one in cells.of("units") if name.split(maxsplit=1)[0] in one.text), None)
    cells.tell("unknown_unit", cell, value=name)


def _unlisted(name: str) -> Unit:
    return Unit(name=name[:_LINE], kind=UnitKind.LAPAS, id=None, role=UnitRole.SIGNATORY)


def _upper(cells: Cells) -> tuple[Unit, ...]:
    """Take the Kanwil where no unit is told: then it signed itself."""
    cell = cells.first("kanwil")
    if cell is None:
        return ()
    unit = unit_of(cell.text) or unit_of(f"Kanwil Ditjenpas {cell.text}")
    return (unit,) if unit else ()


def _given_unit(cells: Cells) -> tuple[Unit, ...]:
    names = [*cells.line.group, cells.setting.unit]
    return next(((unit,) for name in names if name and (unit := unit_of(name))), ())


def _partner_kind(cells: Cells) -> PartyKind | None:
    cell = cells.first("partner_kind")
    if cell is None:
        return next((kind for text in cells.line.group if (kind := kind_of_partner(text))), None)
    kind = kind_of_partner(cell.text)
    if kind is None:
        cells.tell("unknown_party_kind", cell)
    return kind


def _sides(cells: Cells, told: Named) -> Values:
    own = [Party(name=unit.name, kind=PartyKind.PEMASYARAKATAN) for unit in told.units]
    values: Values = {
        "units": [unit.model_dump(mode="json") for unit in told.units],
        "parties": [party.model_dump(mode="json") for party in (*own, *told.parties)],
        "officials": [one.model_dump(mode="json") for one in officials(cells, told)],
        "scope": [topic for text in cells.texts("scope") for topic in items(text)],
    }
    kind = None if told.parties else _partner_kind(cells)
    return values | ({"partner_kinds": [kind.value]} if kind else {})


def _days(cells: Cells) -> Values:
    """Read signing, end and term; an end before the signing is told and left out."""
    signed = _day(cells, "signed_on", _year(cells)) or _day_of_paper(cells)
    terms = _terms(cells)
    until, months = _day(cells, "valid_until", but=terms), None
    cell = next(iter(terms), None)
    if cell is not None:
        term = read_term(
            cell.value, counted_by(cells.setting.heads[cell.column]), cells.setting.epoch
        )
        if term.code:
            cells.tell(term.code, cell)
        until, months = until or term.until, term.months
    if signed and until and until < signed:
        cells.tell("ends_before", cells.first("valid_until") or cell, until=until, signed=signed)
        until = None
    return {
        "signed_on": signed.isoformat() if signed else None,
        "valid_until": until.isoformat() if until else None,
        "term_months": months,
    }


def _terms(cells: Cells) -> list[Cell]:
    """Return the cells that tell a term; many write "3 tahun" where the last day belongs."""
    return [*cells.of("term"), *filter(_is_term, cells.of("valid_until"))]


def _is_term(cell: Cell) -> bool:
    """Say whether a cell that should hold a day tells how long, or since when and until when."""
    if not isinstance(cell.value, str) or read_day(cell.value).day:
        return False
    read = read_term(cell.value)
    return bool(read.months or read.until) or read.code in {"open_term", "years_only"}


def _day(
    cells: Cells, name: str, year: int | None = None, but: Collection[Cell] = ()
) -> date | None:
    read: DayRead | None = None
    for cell in (one for one in cells.of(name) if one not in but):
        one = read_day(cell.value, cells.setting.epoch, year)
        if one.code:
            cells.tell(one.code, cell, year=year)
        if read is None:
            read = one
        elif one.day and read.day and one.day != read.day:
            cells.tell("two_values", cell, shown=f"{read.shown}, {one.shown}")
    return read.day if read else None


def _year(cells: Cells) -> int | None:
    cell = cells.first("year")
    told = [cell.text] if cell else list(cells.line.group)
    years = {int(year) for text in told for year in _YEARS.findall(text)}
    return years.pop() if len(years) == 1 else cells.setting.year


def _counts(cells: Cells) -> Values:
    return {name: _count(cells, name) for name in ("partner_count", "instrument_count")}


def _count(cells: Cells, name: str) -> int | None:
    cell = cells.first(name)
    if cell is None:
        return None
    figures = cell.text.split()[0].rstrip(".")
    if figures.isdecimal() and 0 < int(figures) <= 100_000:
        return int(figures)
    cells.tell("not_a_number", cell)
    return None


def _numbers(cells: Cells) -> Values:
    ours, theirs = (_joined_numbers(cells, name) for name in ("number_ours", "number_theirs"))
    told = "\n".join(_without_day(text) for text in cells.texts("numbers"))
    both = read_numbers(told) if told else Numbers()
    found = {"number_ours": ours or both.ours, "number_theirs": theirs or both.theirs}
    return {name: number[:_LINE] if number else None for name, number in found.items()}


def _joined_numbers(cells: Cells, name: str) -> str | None:
    numbers = (bare_number(_without_day(text)) for text in cells.texts(name))
    return "; ".join(filter(None, numbers)) or None


def _without_day(text: str) -> str:
    return "\n".join(parted(line)[0] for line in text.splitlines())


def _day_of_paper(cells: Cells) -> date | None:
    """Read the day that stands beside a number, where no column has it."""
    for name in ("number_ours", "numbers", "number_theirs"):
        for cell in cells.of(name):
            for line in cell.text.splitlines():
                told = parted(line)[1]
                if told and (day := read_day(told, cells.setting.epoch, _year(cells)).day):
                    return day
    return None


def _own(cells: Cells) -> Values:
    """Read what only people know."""
    address = _address(cells)
    return {
        "pic": _line(cells, "pic"),
        "parent": _line(cells, "parent"),
        "follow_up": _lines(cells, "follow_up"),
        "document_url": address,
    }


def _address(cells: Cells) -> str | None:
    for text in cells.texts("document_url"):
        try:
            _ADDRESS.validate_python(text)
        except ValidationError:
            continue
        return text
    return None


def _place(cells: Cells, parties: Named) -> tuple[Values, tuple[str, ...]]:
    """Read where it was signed; what no cell tells is where the one unit stands."""
    province = _region(cells, "province")
    regency = _region(cells, "regency", province)
    place = _line(cells, "place")
    values: Values = {"place": place, "regency": regency, "province": province}
    if regency or province or len(parties.units) != 1:
        return values, ()
    home = regency_of_unit(parties.units[0].name)
    if home is None:
        return values, ()
    return values | {"regency": home.name, "province": home.province}, ("regency", "province")


def _region(cells: Cells, name: str, province: str | None = None) -> str | None:
    cell = cells.first(name)
    if cell is None:
        return None
    level = "province" if name == "province" else "regency"
    region = region_named(cell.text, province=province)
    if region is not None and region.level == "province" and level == "regency":
        region = region_named(f"Kota {cell.text}")
    if region is None or region.level != level:
        cells.tell("unknown_place", cell)
        return None
    return region.name


def _note(cells: Cells) -> str | None:
    """Put together the remarks, what has no field of its own, and columns that are kept."""
    parts = list(dict.fromkeys(cells.texts("note")))
    parts += [f"Penanda tangan: {text}" for text in cells.texts("signers") if is_role(text)]
    parts += [f"Mulai berlaku: {cell.text}" for cell in cells.of("valid_from")]
    parts += [f"Masa berlaku: {cell.text}" for cell in _terms(cells) if _is_words(cells, cell)]
    if _address(cells) is None:
        parts += [f"Dokumen: {text}" for text in cells.texts("document_url")]
    parts += [f"{head}: {text}" for head, text in cells.kept()]
    return "\n".join(parts)[:_LINES] or None


def _is_words(cells: Cells, cell: Cell) -> bool:
    """Say whether the term is told in words that no field holds."""
    codes = {"open_term", "years_only", "not_a_term"}
    return any(one.code in codes and one.values["value"] == cell.text for one in cells.problems)
