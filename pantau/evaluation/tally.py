"""The scores of recording, and the count that they are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pydantic import BaseModel

from model.records import Unit
from pantau.evaluation.naming import consistent_ids
from pantau.evaluation.shares import Overlap, Share, overlap, share_of


class Wrong(BaseModel):
    """A value that is recorded otherwise than a careful reader takes it."""

    story: str
    field: str
    wanted: str
    recorded: str


class RecordingScores(BaseModel):
    """Fields of recorded agreements, measured where a reader noted what they should be.

    ``fields``: ``agreements`` is whether a story gave as many as it tells of; ``parties_exact``
    whether exactly its parties were found, ``signatories_exact`` its units that sign;
    ``party_kind``, ``unit_role``, ``official_capacity`` and ``official_role`` are measured on those
    found; ``unit_id`` whether one unit has one id, where it has any. ``lists`` counts names, in
    agreements that were not found too.
    """

    stories: int
    agreements: int
    fields: dict[str, Share]
    lists: dict[str, Overlap]
    wrong: list[Wrong]

    def share(self, field: str) -> float:
        """Share of right values; 1 where none was measured."""
        found = self.fields.get(field)
        return 1.0 if found is None or found.share is None else found.share

    def figures(self) -> dict[str, float]:
        """Every share and F1, by name."""
        shares = {name: one.share for name, one in self.fields.items()}
        overlaps = {f"{name}_f1": one.f1 for name, one in self.lists.items()}
        return {name: value for name, value in (shares | overlaps).items() if value is not None}


class Tally:
    """What was right and wrong so far."""

    def __init__(self) -> None:
        self.story = ""
        self._fields: defaultdict[str, list[bool]] = defaultdict(list)
        self._lists: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._ids: list[tuple[str, str]] = []
        self._wrong: list[Wrong] = []

    def note(
        self, field: str, wanted: object, recorded: object, *, right: bool | None = None
    ) -> None:
        """Count a value, which is right where it equals what is wanted, or as told."""
        is_right = wanted == recorded if right is None else right
        self._fields[field].append(is_right)
        if not is_right:
            told = (str(wanted), str(recorded))
            self._wrong.append(
                Wrong(story=self.story, field=field, wanted=told[0], recorded=told[1])
            )

    def note_names(
        self, field: str, found: int, extra: Sequence[str], missed: Sequence[str]
    ) -> None:
        """Count the names of a list."""
        for place, count in enumerate((found, len(extra), len(missed))):
            self._lists[field][place] += count
        if extra or missed:
            wanted, recorded = f"missed: {'; '.join(missed)}", f"extra: {'; '.join(extra)}"
            self._wrong.append(
                Wrong(story=self.story, field=field, wanted=wanted, recorded=recorded)
            )

    def note_id(self, name: str, unit: Unit) -> None:
        """Remember which id a unit was given."""
        if unit.id is not None:
            self._ids.append((name, unit.id))

    def scores(self, stories: int, agreements: int) -> RecordingScores:
        """Put all in order."""
        fields = {name: share_of(answers) for name, answers in self._fields.items()}
        if self._ids:
            fields["unit_id"] = share_of(consistent_ids(self._ids))
        return RecordingScores(
            stories=stories,
            agreements=agreements,
            fields=fields,
            lists={name: overlap(*counts) for name, counts in self._lists.items()},
            wrong=self._wrong,
        )
