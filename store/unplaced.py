"""Pages that tell what became of a paper, but of none that the register has yet.

Of pages that are no story of ours the store keeps no text, so that what they follow cannot be
looked for again. What is kept of these is which offices they name: when the register has a new
agreement of one, the page is asked for once more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from store import naming
from store.desk_tables import unplaced
from store.tables import agreement_name, page

#: Of pages that are asked for again, after what is new (``page.rank``).
_LATE = 4
#: Offices of one page that are kept: who names more lists them.
_MOST_UNITS = 20


def put(connection: Connection, number: int, units: Collection[str]) -> None:
    """Keep which offices a page names, by their ids, in place of what was kept; none forgets it."""
    connection.execute(delete(unplaced).where(unplaced.c.page == number))
    named = sorted(units)[:_MOST_UNITS]
    if named:
        counts = connection.execute(_counts().where(agreement_name.c.key.in_(named)))
        known = {row.key: row.agreements for row in counts}
        rows = [{"page": number, "unit": one, "known": known.get(one, 0)} for one in named]
        connection.execute(insert(unplaced), rows)


def wake(connection: Connection, now: datetime) -> int:
    """Let pages be due of whose offices the register has more agreements than when they were read.

    They are to come whole, so nothing is kept by which the site could answer "not modified".
    Returns how many they are. Each is asked for once for all that became known until then.
    """
    counts = _counts().subquery()
    query = (
        select(unplaced.c.page, unplaced.c.unit, counts.c.agreements)
        .join(counts, counts.c.key == unplaced.c.unit)
        .where(counts.c.agreements > unplaced.c.known)
    )
    found = connection.execute(query).all()
    numbers = {row.page for row in found}
    for row in found:
        own = (unplaced.c.page == row.page) & (unplaced.c.unit == row.unit)
        connection.execute(update(unplaced).where(own).values(known=row.agreements))
    again = {"next_fetch": now, "rank": _LATE, "etag": None, "last_modified": None}
    for number in sorted(numbers):
        own = (page.c.id == number) & page.c.next_fetch.is_(None)
        connection.execute(update(page).where(own).values(again))
    return len(numbers)


def _counts() -> Select[tuple[str, int]]:
    """How many agreements each office has, by its id."""
    return (
        select(
            agreement_name.c.key,
            func.count(agreement_name.c.agreement.distinct()).label("agreements"),
        )
        .where(agreement_name.c.sort == naming.UNIT)
        .group_by(agreement_name.c.key)
    )
