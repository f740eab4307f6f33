"""The time zones of Indonesia, none of which ever changes its clocks."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

#: By the short names that people use.
ZONES: Final = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its short name or by its name in the IANA's list.

    Raises:
        ValueError: there is none of this name.
    """
    known = ZONES.get(name.strip().upper())
    if known is not None:
        return known
    try:
        return ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError):
        short = ", ".join(ZONES)
        raise ValueError(f"{name!r} is no time zone: {short} or such as Asia/Jakarta") from None
