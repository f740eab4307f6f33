"""Partners of which an article speaks, though its record may have none."""

from __future__ import annotations

from statistics import fmean

from pipelines.stories.fingerprint import COMMON, Fingerprint
from pipelines.stories.names import GENERIC, abbreviates, bare_of_place
from pipelines.stories.spelling import heard


def names_partner(left: Fingerprint, right: Fingerprint) -> bool:
    """Say whether a partner of one article stands in the text of the other one."""
    return spoken_of(left, right) > 0


def spoken_of(left: Fingerprint, right: Fingerprint) -> float:
    """Return the share of one article's partners that stands in the text of the other one."""
    return max(named_in(partners_of(left), right), named_in(partners_of(right), left))


def is_of_another_sort(brief: Fingerprint, full: Fingerprint) -> bool:
    """Say whether ``brief`` tells its partner's sort alone, and ``full`` has none of that sort."""
    if not brief.unnamed or partners_of(brief):
        return False
    return not any(name.startswith(tuple(brief.unnamed)) for name in partners_of(full))


def partners_of(print_: Fingerprint) -> dict[str, frozenset[str]]:
    """Return the partners, with the words by which each is known in a text about its unit."""
    units = {word for deed in print_.deeds for unit in deed.units for word in unit.split()}
    names = [partner for deed in print_.deeds for partner in deed.partners]
    return {name: frozenset(name.split()) - units - GENERIC - COMMON for name in names}


def named_in(partners: dict[str, frozenset[str]], text: Fingerprint) -> float:
    """Return the share of ``partners`` whose words, letters or sort ``text`` speaks of."""
    if not partners:
        return 0.0
    return fmean(_is_named(name, words, text) for name, words in partners.items())


def _is_named(name: str, words: frozenset[str], text: Fingerprint) -> bool:
    if name.startswith(tuple(text.unnamed)):
        return True
    body = bare_of_place(name)
    if any(abbreviates(short, name) or abbreviates(short, body) for short in text.names):
        return True
    if not words:
        return name.startswith(tuple(text.bodies))
    return heard(words) <= heard(text.names)
