"""What an outlet changed in an article between two readings of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from model.records import Agreement, Label, Reading
from pipelines.stories.agreements import match
from pipelines.stories.deeds import deed_of

_WORD = re.compile(r"\w+")
_LISTS = {"parties": "party", "units": "unit", "officials": "official", "scope": "scope"}
#: What tells how an agreement was read, not what it is.
_NOT_COMPARED = frozenset({"evidence", "signed_on_basis", "kind_as_written", *_LISTS})


def is_edit(before: Reading, after: Reading) -> bool:
    """Say whether the outlet changed what matters of an article, not only we our reading of it.

    Agreements are read from title, text and date of publication: where these are the same, other
    agreements are read better, not told differently.
    """
    if before.article is None or after.article is None:
        return False
    if _said(before) != _said(after):
        return True
    redated = before.article.published != after.article.published
    return redated and bool(_agreements(before, after))


def changes(before: Reading, after: Reading) -> tuple[str, ...]:
    """Say in short lines what ``after`` changed: title, text, agreements, whether it is one still.

    A reading that is not kept has no text, and then texts are not compared.
    """
    return tuple(_changes(before, after))


def _changes(before: Reading, after: Reading) -> Iterator[str]:
    assert before.article is not None
    assert after.article is not None
    if _words(before.article.title) != _words(after.article.title):
        yield "title changed"
    if before.article.text and after.article.text:
        yield from _text(before.article.text, after.article.text)
    if before.article.published != after.article.published:
        yield "date of publication changed"
    if agreements := _agreements(before, after):
        yield f"agreements changed: {', '.join(dict.fromkeys(agreements))}"
    if _label(before) != _label(after):
        yield f"{_label(before)} before, {_label(after)} now"


def _said(reading: Reading) -> tuple[list[str], list[str]]:
    assert reading.article is not None
    return _words(reading.article.title), _words(reading.article.text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _text(before: str, after: str) -> Iterator[str]:
    old, new = Counter(_words(before)), Counter(_words(after))
    more, less = (new - old).total(), (old - new).total()
    counts = [f"+{more}"] if more else []
    counts += [f"-{less}"] if less else []
    if counts:
        yield f"text {' '.join(counts)} words"
    elif _words(before) != _words(after):
        yield "text in another order"


def _label(reading: Reading) -> Label:
    return reading.judgement.label if reading.judgement else Label.OTHER


def _agreements(before: Reading, after: Reading) -> list[str]:
    """Name what differs between the agreements of two readings."""
    known = [deed_of(told) for told in before.agreements]
    taken: set[int] = set()
    found: list[str] = []
    for told in after.agreements:
        place = match(deed_of(told), known, taken)
        if place is None:
            found.append("agreement added")
            continue
        taken.add(place)
        found += _differences(before.agreements[place], told)
    found += ["agreement removed"] * (len(known) - len(taken))
    return found


def _differences(before: Agreement, after: Agreement) -> Iterator[str]:
    for field, word in _LISTS.items():
        old, new = (Counter(_names(told, field)) for told in (before, after))
        if new - old:
            yield f"{word} added"
        if old - new:
            yield f"{word} removed"
    for field in Agreement.model_fields:
        if field not in _NOT_COMPARED and getattr(before, field) != getattr(after, field):
            yield field


def _names(agreement: Agreement, field: str) -> list[str]:
    return [getattr(item, "name", item) for item in getattr(agreement, field)]
