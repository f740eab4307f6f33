"""Parts of one article, each read as a page, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from model.records import Article
from pipelines.read.language import language_of

#: Lines from this length, in characters, that a part has in common with the parts before it are
#: its repeated lead; shorter ones may be said twice.
_LEAD = 40
#: A part that holds this share of the lines before it is the page with all parts on it.
_WHOLE = 0.8


def joined(first: Article, others: Sequence[Article]) -> Article:
    """Return one article: the first part's, with the text of ``others`` after its own.

    What a part repeats of the parts before it is left out. A part that holds nearly all that went
    before is the whole article on one page, and its text is taken alone.
    """
    lines = first.text.splitlines()
    for other in others:
        lines = _continued(lines, other.text.splitlines())
    text = "\n".join(lines)
    parts = (first, *others)
    known = [moment for part in parts if (moment := part.modified) is not None]
    return first.model_copy(
        update={
            "text": text,
            **{
                credit: tuple(
                    dict.fromkeys(name for part in parts for name in getattr(part, credit))
                )
                for credit in ("authors", "editors", "sources")
            },
            "modified": max(known, default=None),
            "noarchive": any(part.noarchive for part in parts),
            "language": language_of(f"{first.title}\n{text}"),
        }
    )


def _continued(lines: list[str], more: list[str]) -> list[str]:
    seen, own = set(map(_bare, lines)), set(map(_bare, more))
    if lines and len(seen & own) >= _WHOLE * len(seen) and len(more) >= len(lines):
        return more
    return lines + [line for line in more if len(line) < _LEAD or _bare(line) not in seen]


def _bare(line: str) -> str:
    return " ".join(line.casefold().split())
