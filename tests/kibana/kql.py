"""What Kibana makes of queries in KQL, as far as Pantau's objects use the language.

A wrong query is a ``KqlError``: the language is that of Kibana's reference (fields, quoted and
plain values, ``*``, comparisons, ``and``, ``or``, ``not``, parentheses), no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Query = dict[str, Any]

ZONE = "Asia/Jakarta"

_TOKENS = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<operator><=|>=|[:<>])|(?P<bracket>[()])'
    r'|(?P<plain>(?:[^\s\\():<>"*{}]|\\.|\*)+))'
)
_COMPARISONS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}


class KqlError(ValueError):
    pass


def to_query(kql: str) -> Query:
    """The Elasticsearch query that Kibana sends for ``kql``."""
    if not kql.strip():
        return {"match_all": {}}
    parser = _Parser(kql)
    query = parser.either()
    parser.expect_end()
    return query


def fields(kql: str) -> Iterator[str]:
    """The fields that ``kql`` names."""
    yield from re.findall(r"([\w.]+)\s*(?:[:<>]|<=|>=)", re.sub(r'"[^"]*"', "", kql))


class _Parser:
    def __init__(self, kql: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        place = 0
        while kql[place:].strip():
            match = _TOKENS.match(kql, place)
            if match is None:
                raise KqlError(f"column {place + 1} of: {kql}")
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind]))
            place = match.end()
        self._place = 0
        self._kql = kql

    def either(self) -> Query:
        parts = [self._all()]
        while self._taken_word("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else _bool(should=parts, minimum_should_match=1)

    def expect_end(self) -> None:
        if self._place < len(self._tokens):
            raise KqlError(f"{self._tokens[self._place][1]} is one too many in: {self._kql}")

    def _all(self) -> Query:
        parts = [self._maybe_not()]
        while self._taken_word("and"):
            parts.append(self._maybe_not())
        return parts[0] if len(parts) == 1 else _bool(filter=parts)

    def _maybe_not(self) -> Query:
        if self._taken_word("not"):
            return _bool(must_not=self._maybe_not())
        if self._peek() == ("bracket", "("):
            self._place += 1
            inner = self.either()
            self._next("bracket")
            return inner
        return self._clause()

    def _clause(self) -> Query:
        field = self._next("plain")
        operator = self._next("operator")
        kind, value = self._peek()
        if kind not in {"quoted", "plain"} or value in {"and", "or", "not"}:
            raise KqlError(f"no value for {field} in: {self._kql}")
        self._place += 1
        if operator in _COMPARISONS:
            limits = {_COMPARISONS[operator]: value.strip('"'), "time_zone": ZONE}
            return _bool(should=[{"range": {field: limits}}], minimum_should_match=1)
        return _bool(should=[_match(field, kind, value)], minimum_should_match=1)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._place] if self._place < len(self._tokens) else ("end", "")

    def _next(self, wanted: str) -> str:
        kind, value = self._peek()
        if kind != wanted:
            raise KqlError(f"{value or 'the end'} where a {wanted} belongs in: {self._kql}")
        self._place += 1
        return value

    def _taken_word(self, word: str) -> bool:
        kind, value = self._peek()
        taken = kind == "plain" and value.lower() == word
        self._place += taken
        return taken


def _match(field: str, kind: str, value: str) -> Query:
    if value == "*":
        return {"exists": {"field": field}}
    if kind == "quoted":
        return {"match_phrase": {field: value[1:-1].replace('\\"', '"')}}
    return {"match": {field: value}}


def _bool(**parts: Any) -> Query:
    return {"bool": parts}
