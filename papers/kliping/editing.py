"""What a person changes of a kliping before it is sent. Pure: each gives a changed content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from model.exceptions import NotFoundError
from model.kliping import Content, Entry, Section
from model.records import Tone

_LABEL = re.compile(r"([A-Ea-e])(\d{1,4})")


def key_of(content: Content, label: str) -> str:
    """Return the key of an entry by its place as it is shown, such as A2, or by itself.

    Raises:
        NotFoundError: there is no such entry.
    """
    if any(one.key == label for one in content.entries):
        return label
    found = _LABEL.fullmatch(label.strip())
    if found is not None:
        section = list(Section)["ABCDE".index(found[1].upper())]
        shown = content.shown(section)
        if 1 <= int(found[2]) <= len(shown):
            return shown[int(found[2]) - 1].key
    raise NotFoundError(f"no entry {label}: give a place such as A2, or its key")


def moved(content: Content, key: str, place: int) -> Content:
    """Return the content with an entry at a place, from 1, among those shown of its section."""
    entry = _entry(content, key)
    own = [one for one in content.shown(entry.section) if one.key != key]
    own.insert(max(place, 1) - 1, entry)
    return _ordered(content, entry.section, own)


def shifted(content: Content, key: str, by: int) -> Content:
    """Return the content with an entry so many places further down; up where that is negative."""
    keys = [one.key for one in content.shown(_entry(content, key).section)]
    return moved(content, key, keys.index(key) + 1 + by) if key in keys else content


def reordered(content: Content, section: Section, keys: Sequence[str]) -> Content:
    """Return the content with the entries of a section in this order; others follow."""
    places = {key: place for place, key in enumerate(keys)}
    shown = content.shown(section)
    own = sorted(shown, key=lambda one: places.get(one.key, len(places)))
    return _ordered(content, section, own)


def removed(content: Content, key: str, *, is_removed: bool) -> Content:
    """Return the content with an entry left out, or brought back."""
    return _changed(content, key, removed=is_removed)


def noted(content: Content, key: str, note: str, tone: Tone | None) -> Content:
    """Return the content with a note on an entry, and how its articles speak."""
    return _changed(content, key, note=note.strip(), tone=tone)


def advised(content: Content, advice: str) -> Content:
    """Return the content with other notes and advice."""
    return content.model_copy(update={"advice": advice.strip()})


def renewed(before: Content, new: Content) -> Content:
    """Return new content with what people decided of the old one: order, omissions, notes.

    What is new comes behind what was there, in each section.
    """
    known = {one.key: one for one in before.entries}
    places = {one.key: place for place, one in enumerate(before.entries)}
    entries = [_decided(one, known.get(one.key)) for one in new.entries]
    order = list(Section)
    entries.sort(key=lambda one: (order.index(one.section), places.get(one.key, len(places))))
    return new.model_copy(update={"entries": tuple(entries), "advice": before.advice})


def _decided(entry: Entry, before: Entry | None) -> Entry:
    if before is None:
        return entry
    own = {"removed": before.removed, "note": before.note, "tone": before.tone}
    return entry.model_copy(update=own)


def _entry(content: Content, key: str) -> Entry:
    found = next((one for one in content.entries if one.key == key), None)
    if found is None:
        raise NotFoundError(f"the kliping has no entry {key}")
    return found


def _changed(content: Content, key: str, **values: object) -> Content:
    entry = _entry(content, key)
    changed = entry.model_copy(update=values)
    entries = tuple(changed if one.key == key else one for one in content.entries)
    return content.model_copy(update={"entries": entries})


def _ordered(content: Content, section: Section, shown: Iterable[Entry]) -> Content:
    """Put the entries of a section in order; those that are left out come last in it."""
    entries: list[Entry] = []
    for one in Section:
        own = [entry for entry in content.entries if entry.section is one]
        if one is section:
            own = [*shown, *(entry for entry in own if entry.removed)]
        entries += own
    return content.model_copy(update={"entries": tuple(entries)})
