"""Round-ups of which the record has a later part alone."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipelines.stories.deeds import Deed
from pipelines.stories.names import unit_key
from pipelines.stories.signings import SIGNS
from pipelines.text.lookout import watch
from pipelines.text.unit_ids import unit_id
from pipelines.text.units import find_units

#: "Sehari berselang, Lapas Lhoksukon juga meneken …".
_TURN = watch(
    r"\b(?:(?:se|dua |tiga )hari (?:berselang|kemudian|sebelumnya|setelahnya|sesudahnya)"
    r"|keesokan(?:nya| harinya)|esok(?:nya| harinya)|di (?:tempat|kota|kabupaten) lain"
    r"|(?:secara|tempat) terpisah|sementara itu|giliran|pekan yang sama"
    r"|juga (?:meneken|menandatangani|menggandeng))\b",
    re.IGNORECASE,
)


def lead_in(text: str, deeds: Collection[Deed]) -> str:
    """Return what ``text`` tells before it turns to the units of ``deeds``; "" where it does not.

    It is only news of its own where it tells of a signing, and by units that ``deeds`` lack.
    """
    turn = _TURN.search(text)
    if turn is None or not deeds:
        return ""
    lead = text[: max(text.rfind(end, 0, turn.start()) + 1 for end in ("\n", ". "))]
    recorded = {name for deed in deeds for name in (*deed.ids, *deed.units)}
    named = units_named(lead)
    if not named or not named.isdisjoint(recorded) or not SIGNS.search(lead):
        return ""
    return lead


def units_named(text: str) -> frozenset[str]:
    """Return the units that ``text`` names: their ids, or bare names without one."""
    names = dict.fromkeys(unit.name for unit in find_units(text))
    return frozenset(unit_id(name) or unit_key(name) for name in names)
