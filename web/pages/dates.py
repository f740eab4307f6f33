"""Days and moments as people in Indonesia write them, the zone named."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from model.records import JAKARTA
from web.pages.locales import Locale

_WEEKDAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "id": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ).split(),
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
}
_SHORT = 3


def day(locale: Locale, on: date) -> str:
    """Write a day: "29 Januari 2026"."""
    return f"{on.day} {_MONTHS[locale.language][on.month - 1]} {on.year}"


def short_day(locale: Locale, on: date) -> str:
    """Write a day in little room: "29 Jan 2026"."""
    return f"{on.day} {_MONTHS[locale.language][on.month - 1][:_SHORT]} {on.year}"


def weekday(locale: Locale, on: date) -> str:
    """Write a day with its weekday: "Kamis, 29 Januari 2026"."""
    return f"{_WEEKDAYS[locale.language][on.weekday()]}, {day(locale, on)}"


def month(locale: Locale, on: date) -> str:
    """Write a month: "Januari 2026"."""
    return f"{_MONTHS[locale.language][on.month - 1]} {on.year}"


def short_month(locale: Locale, on: date) -> str:
    """Write a month in little room: "Jan"."""
    return _MONTHS[locale.language][on.month - 1][:_SHORT]


def moment(locale: Locale, at: datetime) -> str:
    """Write a moment in the zone of whoever reads: "Kamis, 29 Januari 2026, 07.30 WIB"."""
    local = locale.local(at)
    return f"{weekday(locale, local.date())}, {local:%H.%M} {locale.zone}"


def short_moment(locale: Locale, at: datetime) -> str:
    """Write a moment in little room: "29 Jan 2026, 07.30 WIB"."""
    local = locale.local(at)
    return f"{short_day(locale, local.date())}, {local:%H.%M} {locale.zone}"


def published(locale: Locale, at: datetime) -> str:
    """Write when something was published; a day without an hour, as midnight means, as such."""
    jakarta = at.astimezone(JAKARTA)
    if jakarta.time() == time():
        return short_day(locale, jakarta.date())
    return short_moment(locale, at)


def ago(locale: Locale, at: datetime, now: datetime) -> str:
    """Say how long ago a moment was, roughly: "3 jam lalu"; the day where that is long ago."""
    past = now - at
    if past < timedelta(minutes=1):
        return locale.say("time.now")
    if past < timedelta(hours=1):
        return locale.say("time.minutes", count=int(past / timedelta(minutes=1)))
    if past < timedelta(days=1):
        return locale.say("time.hours", count=int(past / timedelta(hours=1)))
    if past < timedelta(days=7):
        return locale.say("time.days", count=past.days)
    return short_day(locale, locale.local(at).date())
