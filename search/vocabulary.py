"""The words and values of some documents, by which most words need not be sought in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search import tree
from search.analysis import stem, words
from search.schema import Document


class Vocabulary:
    """What occurs in any of some documents."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        self._values: defaultdict[str, set[str]] = defaultdict(set)
        self._filled: set[str] = set()
        for document in documents:
            for field, texts in document.text.items():
                for text in texts:
                    self._folded[field].update(words(text))
            for field, values in document.values.items():
                self._values[field].update(values)
            content = document.text | document.values | document.dates
            self._filled.update(field for field, found in content.items() if found)
        self._stems = {field: set(map(stem, found)) for field, found in self._folded.items()}

    def may_fit(self, node: tree.Node) -> bool:
        """Whether any of the documents may be found by a leaf of a query; False is sure."""
        if isinstance(node, tree.Term):
            return node.word in self._words(node.field, exact=node.exact)
        if isinstance(node, tree.Phrase):
            return self._words(node.field, exact=node.exact).issuperset(node.words)
        if isinstance(node, tree.OneOf):
            return not self._values[node.field].isdisjoint(node.values)
        if isinstance(node, tree.Exists):
            return node.field in self._filled
        return True

    def _words(self, field: str, *, exact: bool) -> set[str]:
        return (self._folded if exact else self._stems).get(field, set())
