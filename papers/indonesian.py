"""Numbers, days and months as Indonesian papers write them."""

from __future__ import annotations

from datetime import date
from typing import Final

_MONTHS: Final = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
_SIGNS: Final = str.maketrans(",.", ".,")


def number(value: float) -> str:
    """Write a number: "1.234", and with one decimal where it is no whole one: "3,5"."""
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return written.translate(_SIGNS)


def signed_number(value: int) -> str:
    """Write a difference: "+3", "−2", "0"."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value))


def percent(share: float) -> str:
    """Write a share of 1 as "96,4 %"."""
    return f"{number(round(share * 100, 1))} %"


def day(on: date) -> str:
    """Write a day: "29 Januari 2026"."""
    return f"{on.day} {month(on)}"


def short_day(on: date) -> str:
    """Write a day in little room: "29 Jan 2026"."""
    return f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year}"


def month(on: date) -> str:
    """Write a month: "Januari 2026"."""
    return f"{_MONTHS[on.month - 1]} {on.year}"


def short_month(on: date) -> str:
    """Write a month in little room: "Jan 26"."""
    return f"{_MONTHS[on.month - 1][:3]} {on:%y}"
