"""The story's paragraphs, taken from the tree by Trafilatura."""

from __future__ import annotations

import logging
import re

from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from pipelines.read.tree import Element

#: Trafilatura warns of every page without a story; for us that is an ordinary finding.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

#: What it writes for list items and around table rows, and bullets that a page types itself.
_MARKUP = re.compile(r"^\s*(?:[-•▪●◦‣] +|\|(?:---\|)*)\s*|\s*\|\s*$")

#: Below this length, in characters, the careful settings have missed the story. The default ones
#: often give the whole page then, so they must not be asked for a story that is merely short.
_SHORT = 60


def paragraphs_of(tree: Element, url: str | None) -> list[str]:
    """Take the story's lines, one a paragraph, from a tree without chrome.

    ``favor_precision`` is best by measurement on saved news pages (4-token shingle F1); where it
    finds next to nothing the default settings try again.
    """
    careful = _lines(
        tree,
        Extractor(output_format="python", url=url, precision=True, comments=False, tables=True),
    )
    if sum(map(len, careful)) >= _SHORT:
        return careful
    eager = _lines(tree, Extractor(output_format="python", url=url, comments=False, tables=True))
    return max(careful, eager, key=lambda lines: sum(map(len, lines)))


def _lines(tree: Element, options: Extractor) -> list[str]:
    # It works on its own copy of a tree that it is given.
    document = bare_extraction(tree, options=options)
    text = getattr(document, "text", None) or ""
    lines = (_MARKUP.sub("", line.replace("\\|", "|")) for line in str(text).split("\n"))
    return [line for line in lines if line.strip()]
