"""The story's paragraphs, taken from the tree by Trafilatura, or by what does better there."""

from __future__ import annotations

import logging
import re
from typing import NamedTuple

import justext
from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from model.records import ExtractedBy
from pipelines.read.block_text import CELLS, lines_of
from pipelines.read.tree import Element

#: Trafilatura warns of every page without a story; for us that is an ordinary finding.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

#: What it writes for list items and around table rows, and bullets that a page types itself.
_MARKUP = re.compile(r"^\s*(?:[-•▪●◦‣] +|\|(?:---\|)*)\s*|\s*\|\s*$")

#: Below this length, in characters, the careful settings have missed the story. The default ones
#: often give the whole page then, so they must not be asked for a story that is merely short.
_SHORT = 60
#: A result that holds less than this share of the story's block has lost a part of it.
_WHOLE = 0.4
#: jusText's thresholds for Indonesian, as Trafilatura sets them: its lists of common words are
#: short, and its own defaults find nothing.
_JUSTEXT = {
    "length_low": 50,
    "length_high": 150,
    "stopwords_low": 0.1,
    "stopwords_high": 0.2,
    "max_link_density": 0.25,
}


class Extracted(NamedTuple):
    """A story's lines, one a paragraph, and what found them."""

    lines: list[str]
    by: ExtractedBy


def paragraphs_of(tree: Element, url: str | None, block: Element | None) -> Extracted:
    """Take the story's lines, one a paragraph, from a tree without chrome.

    ``block`` is the one that holds the story, where it was found. ``favor_precision`` is best by
    measurement on saved news pages (4-token shingle F1). Where it finds far less than stands in
    the block, or next to nothing, others try, and the first is taken that does not.
    """
    careful = _trafilatura(tree, url, precision=True)
    whole = lines_of(block) if block is not None else []
    if _length(careful) >= max(_SHORT, _WHOLE * _length(whole)):
        return Extracted(careful, ExtractedBy.TRAFILATURA)
    if _length(whole) >= _SHORT:
        return Extracted(whole, ExtractedBy.STORY_BLOCK)
    eager = _trafilatura(tree, url, precision=False)
    if _length(eager) >= _SHORT:
        return Extracted(eager, ExtractedBy.TRAFILATURA_DEFAULT)
    others = {
        ExtractedBy.TRAFILATURA: careful,
        ExtractedBy.TRAFILATURA_DEFAULT: eager,
        ExtractedBy.JUSTEXT: justext_lines(etree.tostring(tree, encoding="unicode", method="html")),
    }
    best = max(others, key=lambda name: _length(others[name]))
    return Extracted(others[best], best)


def _trafilatura(tree: Element, url: str | None, *, precision: bool) -> list[str]:
    # It works on its own copy of a tree that it is given.
    options = Extractor(
        output_format="python", url=url, precision=precision, comments=False, tables=True
    )
    document = bare_extraction(tree, options=options)
    text = getattr(document, "text", None) or ""
    lines = (_MARKUP.sub("", line.replace("\\|", "|")) for line in str(text).split("\n"))
    return [CELLS.sub(" | ", line) for line in lines if line.strip()]


def justext_lines(page: str) -> list[str]:
    """Take the paragraphs that jusText calls text from a page's markup; none where it fails."""
    try:
        found = justext.justext(page, justext.get_stoplist("Indonesian"), **_JUSTEXT)
    except (ValueError, etree.LxmlError):
        return []
    return [str(each.text) for each in found if not each.is_boilerplate]


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))
