"""What differs between two readings of one page, field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from model.records import Agreement, Article, Reading, Record
from pipelines.stories.agreements import match
from pipelines.stories.deeds import deed_of

_WORD = re.compile(r"\w+")


class Difference(Record):
    """One field that two readings tell otherwise.

    ``field`` of an agreement is "agreement 1: parties", and "agreement 1" where there is another
    one, or none. ``before`` and ``after`` are as in JSON, of a text its length in characters;
    ``detail`` counts its words.
    """

    field: str
    before: Any
    after: Any
    detail: str | None = None

    @property
    def name(self) -> str:
        """The field, of whichever agreement."""
        return "agreement" if self.field.startswith("agreement ") else self.field


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """Say what ``after`` tells otherwise: label, article, agreements, whether it corrects another.

    Not compared are probability, signals and evidence. A text that was not kept, since the page was
    no story of ours, is not compared either.
    """
    return tuple(_differences(before, after))


def _differences(before: Reading, after: Reading) -> Iterator[Difference]:
    labels = [told.judgement.label if told.judgement else None for told in (before, after)]
    yield from _if_other("label", *labels)
    if before.article is not None and after.article is not None:
        yield from _articles(before.article, after.article)
    kinds = [told.correction.kind if told.correction else None for told in (before, after)]
    yield from _if_other("correction", *kinds)
    yield from _agreements(before.agreements, after.agreements)


def _articles(before: Article, after: Article) -> Iterator[Difference]:
    for field in Article.model_fields:
        old, new = getattr(before, field), getattr(after, field)
        if field != "text":
            yield from _if_other(field, old, new)
        elif old and new and old != new:
            detail = _words(old, new)
            yield Difference(field=field, before=len(old), after=len(new), detail=detail)


def _words(before: str, after: str) -> str:
    old, new = Counter(_WORD.findall(before)), Counter(_WORD.findall(after))
    return f"+{(new - old).total()} -{(old - new).total()} words"


def _agreements(
    before: tuple[Agreement, ...], after: tuple[Agreement, ...]
) -> Iterator[Difference]:
    known = [deed_of(told) for told in before]
    taken: set[int] = set()
    for number, told in enumerate(after, start=1):
        place = match(deed_of(told), known, taken)
        if place is None:
            yield from _if_other(f"agreement {number}", None, told)
        else:
            taken.add(place)
            yield from _fields(number, before[place], told)
    for place, told in enumerate(before):
        if place not in taken:
            yield from _if_other(f"agreement {place + 1}", told, None)


def _fields(number: int, before: Agreement, after: Agreement) -> Iterator[Difference]:
    for field in Agreement.model_fields:
        if field != "evidence":
            old, new = getattr(before, field), getattr(after, field)
            yield from _if_other(f"agreement {number}: {field}", old, new)


def _if_other(field: str, before: object, after: object) -> Iterator[Difference]:
    if before != after:
        old, new = to_jsonable_python(before), to_jsonable_python(after)
        yield Difference(field=field, before=old, after=new)
