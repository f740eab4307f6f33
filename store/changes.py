"""The counter of changes, which gives every change of a story its version.

One counter for the whole store: an agreement that goes from one story to another one has a greater
version there, and what is gone a greater one than it ever had.
"""

from __future__ import annotations

from sqlalchemy import Connection, update

from store.tables import change_counter

_NEXT = (
    update(change_counter).values(last=change_counter.c.last + 1).returning(change_counter.c.last)
)


def next_change(connection: Connection, above: int = 0) -> int:
    """Draw the number of a change that this transaction makes, greater than ``above``.

    Writers come one by one.
    """
    raised = update(change_counter).where(change_counter.c.last < above).values(last=above)
    if above:
        connection.execute(raised)
    number: int = connection.execute(_NEXT).scalar_one()
    return number
