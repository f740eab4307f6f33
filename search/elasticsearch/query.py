"""Compiles a query tree to Elasticsearch's queries."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import singledispatch
from typing import Any

from search import tree
from search.elasticsearch.analysis import NO_TEXT_WORD
from search.elasticsearch.templates import DAYS, FACETS, FILLED, exact
from search.schema import DEFAULT_FIELDS, TEXT_FIELDS

Query = dict[str, Any]

#: How much the other names and fields in which a word is found add to the best of them.
_TIE_BREAKER = 0.1
#: Bytes; a longer pattern fits nothing that is indexed.
_LONGEST_PATTERN = 256
#: Servers refuse queries in queries deeper than 30 (``indices.query.bool.max_nested_depth``).
_DEEPEST = 20

_NOTHING: Query = {"match_none": {}}


def compiled(node: tree.Node) -> Query:
    """Return the query for ``node``, over the index of stories or of agreements."""
    return _compile(node, 0)


def _inner(node: tree.Node, depth: int) -> Query:
    """The query of a part; in a parcel of its own where the server would find it too deep."""
    if (depth + 1) % _DEEPEST:
        return _compile(node, depth + 1)
    parcel = json.dumps(_compile(node, depth + 1)).encode()
    return {"wrapper": {"query": b64encode(parcel).decode()}}


@singledispatch
def _compile(node: object, _depth: int) -> Query:
    raise TypeError(f"{type(node).__name__} is no part of a query")


@_compile.register
def _(node: tree.Term, _depth: int) -> Query:
    return {"term": {_words(node): {"value": node.word}}}


@_compile.register
def _(node: tree.Phrase, _depth: int) -> Query:
    field = _words(node)
    if not node.slop:
        # The words are analysed already.
        phrase = {"query": " ".join(node.words), "analyzer": "whitespace"}
        return {"match_phrase": {field: phrase}}
    # The slop of "match_phrase" takes words in any order.
    clauses = [{"span_term": {field: word}} for word in node.words]
    near = {"span_near": {"clauses": clauses, "slop": node.slop, "in_order": True}}
    # Engines count such phrases differently, but words alike.
    words = [{"term": {field: {"value": word}}} for word in node.words]
    return {"bool": {"filter": [near], "must": words}}


@_compile.register
def _(node: tree.Pattern, _depth: int) -> Query:
    if len(node.pattern.encode()) > _LONGEST_PATTERN:
        return _NOTHING
    field = exact(node.field) if node.field in TEXT_FIELDS else node.field
    asked = {"wildcard": {field: {"value": node.pattern.replace("\\", "\\\\")}}}
    return _in_text(node.field, asked)


@_compile.register
def _(node: tree.Similar, _depth: int) -> Query:
    asked = {
        "value": node.word,
        "fuzziness": node.distance,
        "prefix_length": 0,
        "transpositions": True,
        # The default keeps the 50 nearest words only.
        "rewrite": "constant_score",
    }
    return _in_text(node.field, {"fuzzy": {exact(node.field): asked}})


@_compile.register
def _(node: tree.OneOf, _depth: int) -> Query:
    return _unscored({"terms": {node.field: sorted(node.values)}}) if node.values else _NOTHING


@_compile.register
def _(node: tree.Period, _depth: int) -> Query:
    first, last = node.first, node.last
    if first and last and first > last:
        return _NOTHING
    bounds = {
        name: day.isoformat() for name, day in (("gte", first), ("lte", last)) if day is not None
    }
    return _unscored({"range": {DAYS[node.field]: bounds}})


@_compile.register
def _(node: tree.Exists, _depth: int) -> Query:
    return _unscored({"term": {FILLED: {"value": node.field}}})


@_compile.register
def _(node: tree.Counted, _depth: int) -> Query:
    return _unscored({"term": {FACETS[node.field]: {"value": node.value}}})


@_compile.register
def _(_node: tree.Everything, _depth: int) -> Query:
    return _unscored({"match_all": {}})


@_compile.register
def _(node: tree.Not, depth: int) -> Query:
    return {"bool": {"must_not": [_inner(node.part, depth)]}}


@_compile.register
def _(node: tree.And, depth: int) -> Query:
    return {"bool": {"must": [_inner(part, depth) for part in node.parts]}}


@_compile.register
def _(node: tree.Or, depth: int) -> Query:
    parts = [_inner(part, depth) for part in node.parts]
    return {"bool": {"should": parts, "minimum_should_match": 1}}


@_compile.register
def _(node: tree.Best, depth: int) -> Query:
    parts = [_inner(part, depth) for part in node.parts]
    return {"dis_max": {"queries": parts, "tie_breaker": _TIE_BREAKER}}


@_compile.register
def _(node: tree.Boosted, depth: int) -> Query:
    return {"bool": {"must": [_inner(node.part, depth)], "boost": node.factor}}


def _words(node: tree.Term | tree.Phrase) -> str:
    return exact(node.field) if node.exact else node.field


def _in_text(field: str, query: Query) -> Query:
    """What ``query`` finds by looking at words, without what stands for a text that is missing."""
    if field not in DEFAULT_FIELDS:
        return query
    missing = {"term": {exact(field): {"value": NO_TEXT_WORD}}}
    return {"bool": {"must": [query], "must_not": [missing]}}


def _unscored(query: Query) -> Query:
    return {"bool": {"filter": [query]}}
