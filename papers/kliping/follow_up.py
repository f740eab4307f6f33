"""Which agreement of the register a story follows: how it is carried out, or judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from model.records import Agreement, KeptAgreement, Story
from pipelines.stories.deeds import partners_of
from pipelines.stories.names import GENERIC, partner_key
from pipelines.text.units import find_units, same_unit


def attached_to(story: Story, register: Iterable[KeptAgreement]) -> KeptAgreement | None:
    """Return the agreement that a person said a story follows."""
    return next((one for one in register if story.id in one.follow_ups), None)


def named_in(story: Story, register: Iterable[KeptAgreement]) -> KeptAgreement | None:
    """Return the agreement whose unit and partner a story names; of several, the latest signed."""
    text = f"{story.title}\n{story.text}"
    units = {mention.name for mention in find_units(text)}
    words = f" {partner_key(text)} "
    found = [one for one in register if _names_both(one, units, words)]
    return max(found, key=lambda one: (one.signed_on or date.min, one.id), default=None)


def _names_both(agreement: Agreement, units: set[str], words: str) -> bool:
    if not any(same_unit(unit.name, name) for unit in agreement.units for name in units):
        return False
    partners = [partner_key(party.name) for party in partners_of(agreement)]
    return any(f" {name} " in words for name in partners if not GENERIC.issuperset(name.split()))
