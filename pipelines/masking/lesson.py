"""What a mask learnt of a story's whole text, written down so that it need not be learnt twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pipelines.masking.children import Children
from pipelines.masking.people import Known, Named, Standing

_DIGEST_BYTES = 16
#: Whose rules say what is learnt: bodies, offices and words are read by all three.
_PACKAGES = ("masking", "record", "text")
_RULES = {".py", ".tsv", ".yaml", ".txt"}


class Lesson(NamedTuple):
    """Who must not be named in a text, what of children is left out, and where people are named.

    ``named`` are in order. What was written down and read again has no ``words`` in them: a mask
    asks for places and standing alone.
    """

    known: Known
    children: Children
    named: Sequence[Named]


def written(lesson: Lesson) -> str:
    """Return a lesson as a line of JSON."""
    known = lesson.known
    return json.dumps(
        {
            "hidden": sorted(known.hidden),
            "officials": [sorted(name) for name in known.named],
            "accused": sorted(known.accused),
            "children": lesson.children.value,
            "named": [(one.start, one.end, one.standing.value) for one in lesson.named],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read(line: str) -> Lesson:
    """Return the lesson that :func:`written` made a line of."""
    told = json.loads(line)
    officials = tuple(frozenset(name) for name in told["officials"])
    return Lesson(
        known=Known(frozenset(told["hidden"]), officials, frozenset(told["accused"])),
        children=Children(told["children"]),
        named=[Named(start, end, (), Standing(how)) for start, end, how in told["named"]],
    )


def digest_of(texts: Sequence[str]) -> str:
    """Return what a lesson is known by: a digest of the texts that it was learnt of."""
    told = "\0".join(texts).encode("utf-8", "replace")
    return blake2b(told, digest_size=_DIGEST_BYTES).hexdigest()


@cache
def rules() -> str:
    """Return a digest of the rules that lessons follow: those of others are learnt anew."""
    home = Path(__file__).parents[1]
    files = (path for name in _PACKAGES for path in (home / name).rglob("*"))
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for path in sorted(path for path in files if path.suffix in _RULES):
        digest.update(path.read_bytes())
    return digest.hexdigest()
