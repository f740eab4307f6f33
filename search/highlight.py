"""Marks in title and text what a query found there.

Works on the words themselves, by the analysis of :mod:`search.analysis`, so that stems and other
names are marked alike whichever engine found the story. What was asked of a name (``unit:``,
``party:`` …) is marked too where title and text say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from search import tree
from search.analysis import stem, tokens

#: Fragments of the text shown, and about how many characters each has.
_FRAGMENTS = 2
_LENGTH = 160
#: Characters shown before the first mark, unless the sentence begins nearer.
_LEAD = 50
#: Characters of text looked at; what is asked for stands early in a story that tells of it.
_LOOKED_AT = 50_000
#: Texts whose words are remembered: people look at the same hits again, page by page.
_REMEMBERED = 64
#: Characters of a headline looked at; what is longer is none.
_HEADLINE = 1_000

_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]?\s+|\n")
_SPACES = re.compile(r"\s+")

_Leaf = tree.Term | tree.Phrase | tree.Pattern | tree.Similar


class Marks(NamedTuple):
    """What stands before and after a word that matched."""

    before: str = "«"
    after: str = "»"


DEFAULT_MARKS = Marks()


class _Span(NamedTuple):
    start: int
    end: int


def highlights(asked: tree.Node, title: str, text: str, marks: Marks = DEFAULT_MARKS) -> list[str]:
    """Return the title, if it matched, and the fragments of ``text`` that matched best."""
    leaves = list(dict.fromkeys(_leaves(asked)))
    title = title[:_HEADLINE]
    found = []
    in_title = _content(title).spans(leaf for leaf in leaves if leaf.field != "text")
    if in_title:
        found.append(_marked(title, _Span(0, len(title)), in_title, marks))
    text = text[:_LOOKED_AT]
    in_text = _content(text).spans(leaf for leaf in leaves if leaf.field != "title")
    found += [_marked(text, part, in_text, marks) for part in _fragments(text, in_text)]
    return found


def _leaves(node: tree.Node) -> Iterator[_Leaf]:
    """Yield what is asked of words and not excluded."""
    if isinstance(node, tree.Term | tree.Phrase | tree.Pattern | tree.Similar):
        yield node
    elif isinstance(node, tree.Boosted):
        yield from _leaves(node.part)
    elif isinstance(node, tree.And | tree.Or | tree.Best):
        for part in node.parts:
            yield from _leaves(part)


class _Content:
    """The words of a text, and where each stands."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._words = [token.word for token in self._tokens]
        self._stems = [stem(word) for word in self._words]

    def spans(self, leaves: Iterator[_Leaf]) -> list[_Span]:
        """Return what matches any of ``leaves``, in order, overlapping ones as one."""
        found = sorted(span for leaf in leaves for span in self._matches(leaf))
        merged: list[_Span] = []
        for span in found:
            if merged and span.start < merged[-1].end:
                merged[-1] = _Span(merged[-1].start, max(span.end, merged[-1].end))
            else:
                merged.append(span)
        return merged

    def _matches(self, leaf: _Leaf) -> Iterator[_Span]:
        if isinstance(leaf, tree.Pattern):
            fits = re.compile(translate(leaf.pattern)).match
            words = {word for word in set(self._words) if fits(word)}
        elif isinstance(leaf, tree.Similar):
            far = leaf.distance
            words = {
                word
                for word in set(self._words)
                if OSA.distance(word, leaf.word, score_cutoff=far) <= far
            }
        else:
            yield from self._sequences(leaf)
            return
        for token in self._tokens:
            if token.word in words:
                yield _Span(token.start, token.end)

    def _sequences(self, leaf: tree.Term | tree.Phrase) -> Iterator[_Span]:
        content = self._words if leaf.exact else self._stems
        words = (leaf.word,) if isinstance(leaf, tree.Term) else leaf.words
        slop = 0 if isinstance(leaf, tree.Term) else leaf.slop
        for place, word in enumerate(content):
            if word == words[0]:
                last = _follow(content, place, words, slop)
                if last is not None:
                    yield _Span(self._tokens[place].start, self._tokens[last].end)


@lru_cache(_REMEMBERED)
def _content(text: str) -> _Content:
    """The words of a text, which take longer to find than what matches among them."""
    return _Content(text)


def _follow(content: Sequence[str], place: int, words: Sequence[str], slop: int) -> int | None:
    """The place of the last of ``words`` that follow one another from ``place`` on."""
    for word in words[1:]:
        window = content[place + 1 : place + 2 + slop]
        if word not in window:
            return None
        step = window.index(word)
        slop -= step
        place += step + 1
    return place


def _fragments(text: str, spans: Sequence[_Span]) -> list[_Span]:
    """The parts of ``text`` with most marks, in the order of the text."""
    rated: list[tuple[int, int]] = []
    last = 0
    for first, span in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last].end <= span.start + _LENGTH - _LEAD:
            last += 1
        kinds = {text[s.start : s.end].lower() for s in spans[first : min(last, first + 20)]}
        rated.append((-len(kinds), span.start))
    chosen: list[_Span] = []
    for _, start in sorted(rated):
        if all(start - _LEAD >= other.end or start + _LENGTH <= other.start for other in chosen):
            chosen.append(_fragment(text, start))
        if len(chosen) == _FRAGMENTS:
            break
    return sorted(chosen)


def _fragment(text: str, start: int) -> _Span:
    """About :data:`_LENGTH` characters around ``start``, cut between words or sentences."""
    earliest = max(start - _LEAD, 0)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, start)]
    if ends:
        begin = ends[-1]
    else:
        space = text.find(" ", earliest, start)
        begin = earliest if earliest == 0 or space < 0 else space + 1
    finish = min(begin + _LENGTH, len(text))
    if finish < len(text):
        space = text.rfind(" ", start, finish)
        finish = finish if space <= start else space
        stop = text.find("\n", start, finish)
        finish = finish if stop < 0 else stop
    return _Span(begin, finish)


def _marked(text: str, part: _Span, spans: Sequence[_Span], marks: Marks) -> str:
    pieces = []
    place = part.start
    for span in spans:
        if span.start < part.start or span.start >= part.end:
            continue
        matched = text[span.start : span.end]
        pieces += [text[place : span.start], marks.before, matched, marks.after]
        place = span.end
    pieces.append(text[place : max(place, part.end)])
    return _SPACES.sub(" ", "".join(pieces)).strip()
