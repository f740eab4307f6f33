"""Where in a story's title and text the fields of its agreements were read, as pieces to mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from model.records import KeptAgreement

#: Characters of a title or a paragraph that are shown; what is longer is no news text.
MOST_TITLE, MOST_TEXT = 300, 60_000


class Piece(NamedTuple):
    """A piece of text with the keys of all fields that were read from it.

    ``first`` are those of which this is the first piece in the story: they are led to here.
    """

    text: str
    keys: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


class Marked(NamedTuple):
    """A story's title and paragraphs in pieces, and the keys that are marked somewhere."""

    title: list[Piece]
    paragraphs: list[list[Piece]]
    keys: frozenset[str]


class _Span(NamedTuple):
    start: int
    end: int
    key: str


def key_of(number: int, field: str) -> str:
    """Return the key of a field of the agreement with that number on its page, from 1."""
    return f"b{number}-{field}"


def sentences(agreement: KeptAgreement, field: str) -> tuple[str, ...]:
    """Return what a field was read from."""
    found = agreement.evidence.get(field, ())
    return (found,) if isinstance(found, str) else found


def marked(title: str, text: str, agreements: Sequence[KeptAgreement]) -> Marked:
    """Cut a story into pieces by the evidence of its agreements."""
    told = list(_told(agreements))
    seen: set[str] = set()
    cut_title = title[:MOST_TITLE] + ("…" if len(title) > MOST_TITLE else "")
    in_title = _pieces(cut_title, told, seen)
    paragraphs = [
        _pieces(line, told, seen) for line in text[:MOST_TEXT].splitlines() if line.strip()
    ]
    return Marked(in_title, paragraphs, frozenset(seen))


def _told(agreements: Sequence[KeptAgreement]) -> Iterable[tuple[str, str]]:
    """Yield keys with what they were read from, a line at a time."""
    for number, agreement in enumerate(agreements, start=1):
        for field in agreement.evidence:
            for sentence in sentences(agreement, field):
                for line in sentence.splitlines():
                    if line.strip():
                        yield key_of(number, field), line.strip()


def _pieces(text: str, told: Iterable[tuple[str, str]], seen: set[str]) -> list[Piece]:
    spans = [
        _Span(at, at + len(sentence), key)
        for key, sentence in told
        if (at := text.find(sentence)) >= 0
    ]
    cuts = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(cuts):
        keys = tuple(
            dict.fromkeys(one.key for one in spans if one.start <= start and end <= one.end)
        )
        first = tuple(key for key in keys if key not in seen)
        seen.update(first)
        pieces.append(Piece(text[start:end], keys, first))
    return pieces
