"""The register in numbers, counted once for many requests: a count reads every agreement."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from desk.register import narrowed
from store import RegisterFilter, RegisterOrder, RegisterPage, Store
from web.pages.pictures import months_before

MONTHS: Final = 12
_ENDING = 5


class Counts(NamedTuple):
    """Agreements by month of signing, province, kind of paper and of partner, most first.

    ``ending`` are the first of those that end soon, ``with_end`` counts those whose end is known.
    """

    months: dict[date, int]
    provinces: dict[str, int]
    kinds: dict[str, int]
    partners: dict[str, int]
    ending: RegisterPage
    with_end: int
    registered: int


_COUNTED: WeakKeyDictionary[Store, tuple[tuple[int, date], Counts]] = WeakKeyDictionary()


def counts_of(store: Store, today: date) -> Counts:
    """Return the counts of ``today``, counted anew where a story changed since."""
    now = (store.overview.last_change(), today)
    known = _COUNTED.get(store)
    if known is not None and known[0] == now:
        return known[1]
    counts = _counted(store, today)
    _COUNTED[store] = now, counts
    return counts


def _counted(store: Store, today: date) -> Counts:
    overview = store.overview
    return Counts(
        months=overview.by_month(months_before(today, MONTHS)[0], today),
        provinces=overview.tally("province"),
        kinds=overview.tally("kind"),
        partners=overview.tally("partner_kind"),
        ending=overview.find(
            RegisterFilter(**narrowed("expiring", today)),
            RegisterOrder.VALID_UNTIL,
            descending=False,
            limit=_ENDING,
        ),
        with_end=overview.find(RegisterFilter(has_end=True)).total,
        registered=overview.find(RegisterFilter()).total,
    )
