"""How long stories stay in the search index; the store keeps them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from model.config import KeepSettings
from model.records import JAKARTA, Label
from search import tree
from search.engine import SearchEngine

if TYPE_CHECKING:
    from store import Store


@dataclass(frozen=True, slots=True)
class Retention:
    """Since when a story must have been published to be in the index, by label.

    Labels that are not named have no age. A story without a time of publication counts from when
    it was first seen.
    """

    since: Mapping[Label, datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, keep: KeepSettings, now: datetime | None = None) -> Retention:
        """Return what ``search.keep`` means at ``now``: whole days in Asia/Jakarta."""
        local = (now or datetime.now(JAKARTA)).astimezone(JAKARTA)
        today = datetime.combine(local.date(), time(), JAKARTA)
        days = {Label.PARTNERSHIP: keep.partnership, Label.CANDIDATE: keep.candidate}
        return cls(
            {label: _before(today, number) for label, number in days.items() if number is not None}
        )

    def over_age(self, store: Store, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that are stories too old for the index."""
        found = (store.older(label, since, ids) for label, since in self.since.items())
        return set().union(*found)

    def crossed(self, store: Store, engine: SearchEngine) -> set[str]:
        """Return the stories in the index that have grown too old for it.

        Raises:
            SearchError: when the index cannot be asked.
        """
        indexed = {story for asked in self._asked() for story in engine.stories(asked)}
        return self.over_age(store, sorted(indexed))

    def _asked(self) -> Iterator[tree.Node]:
        undated = tree.Not(tree.Exists("published"))
        for label, since in self.since.items():
            # The day of the line itself is asked too: the store knows the hour.
            period = tree.Period("published", None, since.astimezone(JAKARTA).date())
            own = tree.OneOf("label", frozenset({label.value}))
            yield tree.And((own, tree.Or((period, undated))))


def _before(today: datetime, days: int) -> datetime:
    """The day ``days`` before ``today``; the earliest there is, where it would be before that."""
    most = (today.date() - date.min).days - 1
    return today - timedelta(days=min(days, most))


#: Every story stays in the index.
KEEP_ALL = Retention()
