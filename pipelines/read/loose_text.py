"""Paragraphs that a page parts by line breaks, made into paragraphs of the tree.

Trafilatura loses text that follows a block inside the story's own block, as Blogger and hand-made
sites write it; paragraphs it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipelines.read.prose import own_text_length
from pipelines.read.tree import Element

_BLOCKS = ("div", "article", "section", "main", "center", "blockquote", "body")
_INLINE_BLOCKS = ("span", "font", "b", "strong", "i", "em")
_INLINE = frozenset("a abbr b big cite code em font i mark q s small span strong sub sup u".split())
#: A block with so much text outside of any paragraph, in characters, holds loose paragraphs.
_MIN_LOOSE = 75
_MIN_BREAKS = 2


def wrap_loose_text(tree: Element) -> None:
    """Put runs of loose text in blocks into paragraphs, one for each line, in place."""
    for element in list(tree.iter(*_INLINE_BLOCKS)):
        if len(element.findall("br")) >= _MIN_BREAKS and _loose_length(element) >= _MIN_LOOSE:
            element.tag = "div"
    for element in [block for block in tree.iter(*_BLOCKS) if len(block)]:
        if not _is_one_line(element) and _loose_length(element) >= _MIN_LOOSE:
            _wrap(element)
    paragraphs = [
        element
        for element in tree.iter("div")
        if _is_lowest(element) and _loose_length(element) >= _MIN_LOOSE
    ]
    alike = set(map(_marks, paragraphs))
    for parent in {paragraph.getparent() for paragraph in paragraphs}:
        _name_paragraphs(parent.iterchildren("div"))
    if alike:
        _name_paragraphs(element for element in tree.iter("div") if _marks(element) in alike)


def _marks(element: Element) -> tuple[str | None, str | None]:
    """Return the classes of an element and of what it stands in: builders repeat them."""
    parent = element.getparent()
    return element.get("class"), None if parent is None else parent.get("class")


def _loose_length(element: Element) -> int:
    """Count the characters that stand in no block below ``element``, links left out."""
    inline = (child for child in element if child.tag in _INLINE and child.tag != "a")
    loose = sum(len(child.text_content().strip()) for child in inline if not _holds_block(child))
    return own_text_length(element) + loose


def _name_paragraphs(blocks: Iterable[Element]) -> None:
    """Call the lowest blocks of text what they are, beside one that is long enough to be sure."""
    for block in list(blocks):
        is_link = not _loose_length(block) and next(block.iter("a"), None) is not None
        if _is_lowest(block) and not is_link:
            block.tag = "p"


def _is_one_line(element: Element) -> bool:
    return all(child.tag in _INLINE and not _holds_block(child) for child in element)


def _is_lowest(element: Element) -> bool:
    return all(child.tag in _INLINE or child.tag == "br" for child in element)


def _wrap(block: Element) -> None:
    children = list(block)
    paragraph = _paragraph(block.text)
    block.text = None
    for child in children:
        block.remove(child)
        if child.tag in _INLINE and not _holds_block(child):
            paragraph.append(child)
            continue
        _add(block, paragraph)
        paragraph = _paragraph(child.tail)
        child.tail = None
        if child.tag != "br":
            block.append(child)
    _add(block, paragraph)


def _paragraph(text: str | None) -> Element:
    paragraph = etree.Element("p")
    paragraph.text = text
    return paragraph


def _add(block: Element, paragraph: Element) -> None:
    if len(paragraph) or (paragraph.text or "").strip():
        block.append(paragraph)


def _holds_block(element: Element) -> bool:
    return next(element.iter("p", "div", "ul", "ol", "table", "h2", "h3", "br"), None) is not None
