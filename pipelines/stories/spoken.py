"""Partners of which an article speaks, though its record may have none."""

from __future__ import annotations

from pipelines.stories.fingerprint import Fingerprint
from pipelines.stories.names import GENERIC, abbreviates


def names_partner(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether a partner of one article stands in the text of the other one."""
    return spoken_of(left, right) > 0


def spoken_of(left: Fingerprint, right: Fingerprint) -> float:
    """Return the share of one article's partners that stands in the text of the other one."""
    return max(named_in(partners_of(left), right), named_in(partners_of(right), left))


def partners_of(print_: Fingerprint) -> dict[str, set[str]]:
    """Return the partners, with the words by which each is known in a text about its unit."""
    units = {word for deed in print_.deeds for unit in deed.units for word in unit.split()}
    names = [partner for deed in print_.deeds for partner in deed.partners]
    return {name: set(name.split()) - units - GENERIC for name in names}


def named_in(partners: dict[str, set[str]], text: Fingerprint) -> float:
    """Return the share of ``partners`` whose words, or the body they are, ``text`` speaks of."""
    bodies = tuple(text.bodies)
    named = sum(
        (words <= text.names or any(abbreviates(short, name) for short in text.names))
        if words
        else name.startswith(bodies)
        for name, words in partners.items()
    )
    return named / len(partners) if partners else 0.0
