"""When a story says that a paper of before was signed: the day, the month, or the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pipelines.text.calendar_words import MONTHS, alternation
from pipelines.text.dates import find_dates, resolve

#: Characters after a signing in which its day stands; beyond, it is that of what was done.
_REACH = 40
#: Days by which outlets are mistaken, or count from another day.
_NEAR_DAYS = 3
_MONTH = re.compile(
    rf"(?<!\d\s)\b(?P<name>{alternation(MONTHS)})\s+(?:tahun\s+)?(?P<year>20\d\d)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:tahun|sejak|pada)\s+(?P<year>20\d\d)\b", re.IGNORECASE)


class Signed(NamedTuple):
    """A time of signing, as far as it is told."""

    year: int
    month: int | None = None
    day: int | None = None

    def fits(self, signed_on: date) -> bool:
        """Whether an agreement of that day may be the one meant."""
        if self.month is None:
            return self.year == signed_on.year
        if self.day is None:
            return (self.year, self.month) == (signed_on.year, signed_on.month)
        return abs((date(self.year, self.month, self.day) - signed_on).days) <= _NEAR_DAYS


def signed_days(after: str, published: datetime | None) -> Iterator[Signed]:
    """Yield the time of a signing that stands right ``after`` the word for it."""
    mention = next((one for one in find_dates(after) if one.start <= _REACH), None)
    if mention is not None and published is not None and mention.day:
        day, _ = resolve(mention, published, published)
        if day is not None:
            yield Signed(day.year, day.month, day.day)
        return
    if match := _MONTH.search(after, 0, 2 * _REACH):
        yield Signed(int(match["year"]), MONTHS[match["name"].lower()])
    elif match := _YEAR.search(after, 0, 2 * _REACH):
        yield Signed(int(match["year"]))
