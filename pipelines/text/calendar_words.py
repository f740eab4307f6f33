"""Names of months and weekdays as Indonesian outlets print them: long, short, old, misspelt."""

from __future__ import annotations

_MONTHS = """
januari january januri janauri janurai jan
februari february pebruari febuari feburari febr feb peb
maret march mrt mar
april apr
mei may
juni june jun
juli july jul
agustus august agutus agusuts agt agts ags agst agu aug
september septemer septembar sept sep
oktober october okotber okt oct
november nopember novembar nov nop
desember december dessember des dec
""".strip().splitlines()

#: Month numbers (January is 1) by lower-case name.
MONTHS = {name: number for number, line in enumerate(_MONTHS, 1) for name in line.split()}

_WEEKDAYS = """
senin monday mon
selasa tuesday tue
rabu wednesday wed
kamis thursday thu
jumat jum'at jum’at jum‘at jum`at jumaat friday fri
sabtu saturday sat
minggu ahad sunday sun
""".strip().splitlines()

#: Weekday numbers (Monday is 0, as in ``date.weekday``) by lower-case name.
WEEKDAYS = {name: number for number, line in enumerate(_WEEKDAYS) for name in line.split()}


def alternation(names: dict[str, int]) -> str:
    """Join ``names`` for a regular expression, so that the longest wins."""
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def full_year(digits: str | None) -> int | None:
    """Read a printed year: two digits are of this century, what cannot be one is None."""
    if not digits:
        return None
    year = int(digits)
    if len(digits) == 2:
        return 2000 + year
    return year if len(digits) == 4 and 1900 <= year <= 2100 else None
