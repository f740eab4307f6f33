"""The query language: from what people type to the tree that engines compile.

Lucene's syntax. Words are joined by AND, which binds tighter than OR; ``NOT x`` may stand alone;
``+`` says nothing. A word without a field is sought in title, text and all of the record.

- ``lapas``: the word in any form, and under its other names (``words.yaml``)
- ``"lapas perempuan"``: these words in this order, as written but for case and accents; in the
  fields of names also with other names put in, so that ``unit:"Kanwil Ditjenpas Banten"`` finds
  the full official form, ``unit:"Kanwil Jatim"`` that of East Java, and ``unit:"Lapas Cikarang"``
  Lapas Kelas IIA Cikarang; ``~2`` lets two other words in between, at most 50, and fewer in long
  phrases
- ``pemasy*``, ``l?pas``: the word as written; ``tangerng~``: a word spelt nearly so
- ``unit:(lapas OR rutan)``, ``unit:*`` (not empty), ``lapas^3`` (counts three times)
- ``kind:MoU``, ``label:candidate``, ``site:koranbanten.com``: whole values
- ``published:2026-01``, ``signed_on:>=2026-01-22``, ``published:[2026-01-01 TO *]``, ``{…}``:
  days in Asia/Jakarta
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from luqum.tree import (
    BaseGroup,
    BaseOperation,
    Boost,
    From,
    Fuzzy,
    Item,
    Not,
    Phrase,
    Plus,
    Prohibit,
    Proximity,
    Range,
    SearchField,
    To,
    Word,
)

from model.exceptions import QueryError
from search import tree, values, wording
from search.analysis import words
from search.schema import DATE_FIELDS, FIELDS, VALUE_FIELDS, known_values
from search.syntax import alternatives, parsed
from search.wording import combined

#: Groups in groups; deeper ones are made by machines.
DEEPEST = 50
#: Signs ``*`` and ``?`` in one word; more cost time and find nothing that fewer would not.
MOST_SIGNS = 10
#: Letters that ``word~`` may differ in.
_FARTHEST = 2

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SIGN = re.compile(r"(?<!\\)[*?]")


def understand(query: str) -> tree.Node:
    """Return the tree of ``query``.

    Raises:
        QueryError: naming the column, counted from 1, where the query is wrong.
    """
    node = _Reader(query).read(parsed(query), None, 0)
    if node is None:
        start = len(query) - len(query.lstrip())
        raise QueryError("there is no word to search for", query=query, column=start + 1)
    return node


class _Reader:
    """Reads luqum's items of one query; what holds no word at all is read as null."""

    def __init__(self, query: str) -> None:
        self._query = query

    def read(self, item: Item, field: str | None, depth: int) -> tree.Node | None:
        """Return what ``item`` asks of ``field``, or of the default fields."""
        if depth > DEEPEST:
            self._fail(f"groups are nested more than {DEEPEST} deep", item)
        if isinstance(item, BaseOperation | Word):
            joined = (self._joined(parts, field, depth) for parts in alternatives(item))
            return combined(tree.any_of, joined)
        reader = _READERS.get(type(item))
        if reader is None:
            self._fail("regular expressions are not searched; use * and ?", item)
        return reader(self, item, field, depth + 1)

    def group(self, item: BaseGroup, field: str | None, depth: int) -> tree.Node | None:
        """``(…)``."""
        return self.read(item.expr, field, depth)

    def negation(self, item: Not | Prohibit, field: str | None, depth: int) -> tree.Node | None:
        """``NOT x``, ``-x``."""
        part = self.read(item.a, field, depth)
        return None if part is None else tree.Not(part)

    def plus(self, item: Plus, field: str | None, depth: int) -> tree.Node | None:
        """``+x``: all that is not excluded is wanted anyway."""
        return self.read(item.a, field, depth)

    def boost(self, item: Boost, field: str | None, depth: int) -> tree.Node | None:
        """``x^2``."""
        part = self.read(item.expr, field, depth)
        return None if part is None else tree.Boosted(part, float(item.force))

    def search_field(self, item: SearchField, field: str | None, depth: int) -> tree.Node | None:
        """``field:x``."""
        name = _unescaped(item.name).lower()
        if field is not None:
            self._fail(f"'{name}:' stands inside '{field}:'", item)
        if name not in FIELDS:
            self._fail(f"no field is called '{name}'; there are {' '.join(FIELDS)}", item)
        return self.read(item.expr, name, depth)

    def phrase(self, item: Phrase, field: str | None, _depth: int) -> tree.Node | None:
        """``"a b"``."""
        return self._quoted(item, field, 0)

    def proximity(self, item: Proximity, field: str | None, _depth: int) -> tree.Node | None:
        """``"a b"~2``."""
        return self._quoted(item.term, field, item.degree)

    def fuzzy(self, item: Fuzzy, field: str | None, _depth: int) -> tree.Node | None:
        """``word~``, ``word~1``; a fraction, as old Lucene had it, leaves the distance to us."""
        if field in DATE_FIELDS or field in VALUE_FIELDS:
            self._fail(f"{field} takes whole values, without ~", item.term)
        whole = item.degree == int(item.degree)
        if item.degree > _FARTHEST or (item.degree > 1 and not whole):
            self._fail(f"after ~ stands 0, 1 or {_FARTHEST}: letters that may differ", item.term)
        distance = int(item.degree) if whole else None
        return wording.similar(_unescaped(item.term.value), field, distance)

    def range(self, item: Range, field: str | None, _depth: int) -> tree.Node:
        """``[a TO b]``, ``{a TO b}``."""
        name = self._date_field(item, field)
        low, high = (_is_open(bound) for bound in (item.low, item.high))
        if low and high:
            return tree.Exists(name)
        period = tree.Period(name, None, None)
        if not low:
            period = values.at_least(name, self._span(item.low), included=item.include_low)
        if not high:
            last = values.at_most(name, self._span(item.high), included=item.include_high)
            period = values.both(period, last)
        return period

    def at_least(self, item: From, field: str | None, _depth: int) -> tree.Node:
        """``>=a``, ``>a``."""
        name = self._date_field(item, field)
        return values.at_least(name, self._span(item.a), included=item.include)

    def at_most(self, item: To, field: str | None, _depth: int) -> tree.Node:
        """``<=a``, ``<a``."""
        name = self._date_field(item, field)
        return values.at_most(name, self._span(item.a), included=item.include)

    def _joined(self, parts: Sequence[Item], field: str | None, depth: int) -> tree.Node | None:
        """What all ``parts`` ask; words side by side are read together: they may be a name."""
        found: list[tree.Node | None] = []
        run: list[Word] = []
        for part in parts:
            if isinstance(part, Word) and not _SIGN.search(part.value):
                run.append(part)
                continue
            found.append(self._words(run, field))
            run = []
            found.append(
                self._pattern(part, field)
                if isinstance(part, Word)
                else self.read(part, field, depth)
            )
        return combined(tree.all_of, [*found, self._words(run, field)])

    def _words(self, run: Sequence[Word], field: str | None) -> tree.Node | None:
        together = " ".join(_unescaped(word.value) for word in run)
        if field in DATE_FIELDS:
            return combined(tree.all_of, (self._day(word, field) for word in run))
        if field in VALUE_FIELDS:
            whole = values.value(together, field) if known_values(field) else None
            each = (self._value(word, field) for word in run)
            return whole or combined(tree.all_of, each)
        return wording.any_form(words(together), field)

    def _pattern(self, item: Word, field: str | None) -> tree.Node | None:
        if item.value == "*":
            return tree.Everything() if field is None else tree.Exists(field)
        if len(_SIGN.findall(item.value)) > MOST_SIGNS:
            self._fail(f"a word has at most {MOST_SIGNS} signs * and ?", item)
        if field in DATE_FIELDS:
            self._fail("a date has no * or ?; write 2026-01, or a range", item)
        text = _unescaped(item.value)
        if field in VALUE_FIELDS:
            return values.value_pattern(text, field)
        return wording.pattern(text, field)

    def _quoted(self, item: Phrase, field: str | None, slop: int) -> tree.Node | None:
        if field in DATE_FIELDS:
            return self._day(item, field)
        if field in VALUE_FIELDS:
            return self._value(item, field)
        return wording.phrase(_text(item), field, slop)

    def _value(self, item: Item, field: str) -> tree.Node:
        found = values.value(_text(item), field)
        if found is None:
            known = ", ".join(dict.fromkeys(known_values(field).values()))
            self._fail(f"{field} is one of {known}", item)
        return found

    def _day(self, item: Item, field: str) -> tree.Node:
        return tree.Period(field, *self._span(item))

    def _span(self, item: Item) -> tuple[Any, Any]:
        days = None if isinstance(item, Prohibit) else values.span(_text(item))
        if days is None:
            self._fail("this is no date; write 2026-01-22, 2026-01 or 2026", item)
        return days

    def _date_field(self, item: Item, field: str | None) -> str:
        if field not in DATE_FIELDS:
            self._fail(f"only dates have ranges: {', '.join(DATE_FIELDS)}", item)
        return field

    def _fail(self, problem: str, item: Item) -> NoReturn:
        # The position of an item that others are part of may count the spaces before it.
        query = self._query
        place = min(item.pos or 0, len(query) - 1)
        place += len(query[place:]) - len(query[place:].lstrip())
        raise QueryError(problem, query=query, column=place + 1)


def _is_open(bound: Item) -> bool:
    return isinstance(bound, Word) and bool(bound.value == "*")


def _text(item: Item) -> str:
    """What a word or phrase says."""
    return _unescaped(item.value[1:-1] if isinstance(item, Phrase) else item.value)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


_READERS: dict[type[Item], Callable[[_Reader, Any, str | None, int], tree.Node | None]] = {
    **dict.fromkeys(BaseGroup.__subclasses__(), _Reader.group),
    Not: _Reader.negation,
    Prohibit: _Reader.negation,
    Plus: _Reader.plus,
    Boost: _Reader.boost,
    SearchField: _Reader.search_field,
    Phrase: _Reader.phrase,
    Proximity: _Reader.proximity,
    Fuzzy: _Reader.fuzzy,
    Range: _Reader.range,
    From: _Reader.at_least,
    To: _Reader.at_most,
}
