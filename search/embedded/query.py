"""Compiles a query tree to tantivy's queries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from itertools import combinations

from tantivy import FieldType, Occur, Query, Schema

from search import tree
from search.embedded.layout import FILLED, NO_TEXT, counted, exact
from search.schema import DEFAULT_FIELDS, TEXT_FIELDS

#: How much the other names and fields in which a word is found add to the best of them.
_TIE_BREAKER = 0.1
#: Bytes; a longer pattern fits nothing that is indexed, and is too large for tantivy.
_LONGEST_PATTERN = 256
_SIGNS = {"*": ".*", "?": "."}


def compiled(node: tree.Node, schema: Schema) -> Query:
    """Return the query for ``node``, over the index of stories or of agreements."""
    return _compile(node, schema)


def is_scored(node: tree.Node) -> bool:
    """Return whether stories that ``node`` finds differ by how well they fit it."""
    if isinstance(node, tree.And | tree.Or | tree.Best):
        return any(map(is_scored, node.parts))
    if isinstance(node, tree.Boosted):
        return is_scored(node.part)
    return isinstance(node, tree.Term | tree.Phrase | tree.Pattern | tree.Similar)


@singledispatch
def _compile(node: object, _schema: Schema) -> Query:
    raise TypeError(f"{type(node).__name__} is no part of a query")


@_compile.register
def _(node: tree.Term, schema: Schema) -> Query:
    return Query.term_query(schema, exact(node.field) if node.exact else node.field, node.word)


@_compile.register
def _(node: tree.Phrase, schema: Schema) -> Query:
    field = exact(node.field) if node.exact else node.field
    if not node.slop:
        return Query.phrase_query(schema, field, list(node.words))
    # tantivy's own slop takes words in any order, and a repeated word twice for one.
    placed = [
        Query.phrase_query(schema, field, list(zip(places, node.words, strict=True)))
        for places in _placements(len(node.words), node.slop)
    ]
    near = _unscored(Query.disjunction_max_query(placed))
    # Engines count such phrases differently, but words alike.
    words = (Query.term_query(schema, field, word) for word in node.words)
    return Query.boolean_query([(Occur.Must, part) for part in (near, *words)])


@_compile.register
def _(node: tree.Pattern, schema: Schema) -> Query:
    if len(node.pattern.encode()) > _LONGEST_PATTERN:
        return Query.empty_query()
    field = exact(node.field) if node.field in TEXT_FIELDS else node.field
    asked = Query.regex_query(schema, field, "".join(map(_sign, node.pattern)))
    return _in_text(node.field, asked, schema)


@_compile.register
def _(node: tree.Similar, schema: Schema) -> Query:
    asked = Query.fuzzy_term_query(schema, exact(node.field), node.word, node.distance)
    return _in_text(node.field, asked, schema)


@_compile.register
def _(node: tree.OneOf, schema: Schema) -> Query:
    if not node.values:
        return Query.empty_query()
    return _unscored(Query.term_set_query(schema, node.field, sorted(node.values)))


@_compile.register
def _(node: tree.Period, schema: Schema) -> Query:
    first, last = node.first, node.last
    if first and last and first > last:
        return Query.empty_query()
    return _unscored(
        Query.range_query(
            schema,
            node.field,
            FieldType.Integer,
            first.toordinal() if first else None,
            last.toordinal() if last else None,
        )
    )


@_compile.register
def _(node: tree.Exists, schema: Schema) -> Query:
    return _unscored(Query.term_query(schema, FILLED, node.field, "basic"))


@_compile.register
def _(node: tree.Counted, schema: Schema) -> Query:
    return _unscored(Query.term_query(schema, counted(node.field), node.value, "basic"))


@_compile.register
def _(_node: tree.Everything, _schema: Schema) -> Query:
    return _unscored(Query.all_query())


@_compile.register
def _(node: tree.Not, schema: Schema) -> Query:
    everything = _unscored(Query.all_query())
    return Query.boolean_query(
        [(Occur.Must, everything), (Occur.MustNot, _compile(node.part, schema))]
    )


@_compile.register
def _(node: tree.And, schema: Schema) -> Query:
    return Query.boolean_query([(Occur.Must, _compile(part, schema)) for part in node.parts])


@_compile.register
def _(node: tree.Or, schema: Schema) -> Query:
    return Query.boolean_query([(Occur.Should, _compile(part, schema)) for part in node.parts])


@_compile.register
def _(node: tree.Best, schema: Schema) -> Query:
    parts = [_compile(part, schema) for part in node.parts]
    return Query.disjunction_max_query(parts, _TIE_BREAKER)


@_compile.register
def _(node: tree.Boosted, schema: Schema) -> Query:
    return Query.boost_query(_compile(node.part, schema), node.factor)


def _placements(length: int, slop: int) -> Iterator[tuple[int, ...]]:
    """The ways in which words can follow one another, ``slop`` others in between at most."""
    return ((0, *rest) for rest in combinations(range(1, length + slop), length - 1))


def _in_text(field: str, query: Query, schema: Schema) -> Query:
    """What ``query`` finds by looking at words, without what stands for a text that is missing."""
    if field not in DEFAULT_FIELDS:
        return query
    missing = Query.term_query(schema, exact(field), NO_TEXT)
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, missing)])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _sign(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    return letter if letter.isalnum() else rf"\x{{{ord(letter):x}}}"
