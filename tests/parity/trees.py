"""Queries that nobody typed: any tree over words, values and days that the shelf has, or nearly."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from search import tree
from search.analysis import stem, words
from search.schema import DATE_FIELDS, FACET_FIELDS, TEXT_FIELDS, VALUE_FIELDS
from search.wording import WIDEST
from tests.parity.shelf import queries, shelf_documents

_DOCUMENTS = shelf_documents()
_TEXTS = sorted(
    {
        (field, content)
        for each in _DOCUMENTS
        for field, texts in each.text.items()
        for text in texts
        if (content := words(text))
    }
)
_VALUES = {
    field: sorted({value for each in _DOCUMENTS for value in each.values[field]} | {"tiada"})
    for field in VALUE_FIELDS
}
_COUNTED = {
    field: sorted({value for each in _DOCUMENTS for value in each.facets[field]} | {"tiada"})
    for field in FACET_FIELDS
}
_DAYS = sorted({day for each in _DOCUMENTS for days in each.dates.values() for day in days})
#: A text, of which a query takes some words, and perhaps seeks them where they are not.
_texts = st.sampled_from(_TEXTS)
_fields = st.sampled_from(TEXT_FIELDS)
_days = st.none() | st.sampled_from(_DAYS) | st.dates(date(2025, 6, 1), date(2026, 6, 1))


@st.composite
def _terms(draw: st.DrawFn) -> tree.Node:
    field, content = draw(_texts)
    word, exact = draw(st.sampled_from(content)), draw(st.booleans())
    return tree.Term(draw(st.just(field) | _fields), word if exact else stem(word), exact)


@st.composite
def _phrases(draw: st.DrawFn) -> tree.Node:
    """Some words of a text, mostly in its order, a few of them left out."""
    field, content = draw(_texts.filter(lambda text: len(text[1]) > 1))
    places = st.integers(0, min(len(content) - 1, 12))
    chosen = draw(st.lists(places, min_size=2, max_size=4))
    if draw(st.integers(0, 3)):
        chosen.sort()
    exact = draw(st.booleans())
    asked = tuple(content[place] if exact else stem(content[place]) for place in chosen)
    return tree.Phrase(field, asked, exact, draw(st.integers(0, 6) | st.just(WIDEST // 10)))


@st.composite
def _patterns(draw: st.DrawFn) -> tree.Node:
    field, content = draw(_texts)
    letters = list(draw(st.sampled_from(content)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(letters) - 1))
        letters[place] = draw(st.sampled_from("*?"))
    keep = draw(st.integers(1, len(letters)))
    return tree.Pattern(field, "".join(letters[:keep]) + draw(st.sampled_from(["", "*"])))


@st.composite
def _similars(draw: st.DrawFn) -> tree.Node:
    field, content = draw(_texts)
    letters = list(draw(st.sampled_from(content)))
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(letters) - 1))
        edit = draw(st.sampled_from(["other", "swapped", "added"]))
        if edit == "other":
            letters[place] = draw(st.sampled_from("aeiknx"))
        elif edit == "added":
            letters.insert(place, draw(st.sampled_from("aeiknx")))
        else:
            letters[place : place + 2] = letters[place : place + 2][::-1]
    return tree.Similar(field, "".join(letters), draw(st.integers(0, 2)))


@st.composite
def _values(draw: st.DrawFn) -> tree.Node:
    field = draw(st.sampled_from(VALUE_FIELDS))
    if draw(st.booleans()):
        return tree.OneOf(field, frozenset(draw(st.sets(st.sampled_from(_VALUES[field])))))
    value = draw(st.sampled_from(_VALUES[field]))
    cut = draw(st.integers(0, len(value)))
    return tree.Pattern(field, f"{value[:cut]}*{value[cut + 1 :]}")


@st.composite
def _counted(draw: st.DrawFn) -> tree.Node:
    field = draw(st.sampled_from(FACET_FIELDS))
    return tree.Counted(field, draw(st.sampled_from(_COUNTED[field])))


@st.composite
def _periods(draw: st.DrawFn) -> tree.Node:
    first, last = draw(_days), draw(_days)
    field = draw(st.sampled_from(DATE_FIELDS))
    # Without any bound it is no period; the language asks whether there is a day.
    return tree.Period(field, first, last) if first or last else tree.Exists(field)


_leaves = (
    _terms()
    | _phrases()
    | _patterns()
    | _similars()
    | _values()
    | _counted()
    | _periods()
    | st.builds(tree.Exists, st.sampled_from((*TEXT_FIELDS, *VALUE_FIELDS, *DATE_FIELDS)))
    | st.just(tree.Everything())
)


def _joined(parts: st.SearchStrategy[tree.Node]) -> st.SearchStrategy[tree.Node]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return (
        st.builds(tree.Not, parts)
        | st.builds(tree.And, several)
        | st.builds(tree.Or, several)
        | st.builds(tree.Best, several)
        | st.builds(tree.Boosted, parts, st.floats(0, 10))
    )


#: Any tree that the engines may be asked for.
trees: st.SearchStrategy[tree.Node] = st.recursive(_leaves, _joined, max_leaves=8)

#: Queries of the table joined to longer ones, as people do.
_typed = st.sampled_from([f"({query})" for query, _ in queries()])
typed: st.SearchStrategy[str] = st.recursive(
    _typed,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from([" ", " AND ", " OR ", " -"]), parts).map("".join),
        parts.map("NOT ({})".format),
        parts.map("({})".format),
    ),
    max_leaves=4,
)
