"""Blocks under headings that say what they are: other stories, comments, a summary."""

from __future__ import annotations

from pipelines.read.house_style import is_closing, is_heading, tidy
from pipelines.read.phrases import EDGE, alternatives, compiled
from pipelines.read.prose import SURE_SHARE, Prose, holds_story
from pipelines.read.tree import Element, drop, text_of

_BLOCKS = (
    "p", "div", "li", "ul", "ol", "section", "aside", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "td", "tr", "table", "center", "strong", "b", "span", "summary",
)  # fmt: skip
_PAGE = frozenset("html body main head h1 article".split())
_SUMMARY = compiled(rf"^{EDGE}{alternatives('summaries')}{EDGE}$")
#: "Intisari, dibuat oleh AI": whatever a summary is called, a machine made it.
_BY_MACHINE = compiled(
    rf"^(?=.*\b(?:ai|kecerdasan\s+(?:buatan|artifisial))\b)(?=.*\b{alternatives('made')}\b)[^.!?]*$"
)
_LONGEST_LABEL = 80
#: So much of a block is looked at, in characters: what has as many words is no heading.
_BEGINNING = 200
#: A heading has no more elements in it.
_MOST_PARTS = 3
_MAX_SUMMARY = 900
_BOXES = frozenset("div section aside blockquote details".split())
_MAX_TEASER_BLOCKS = 8
_MAX_CARD = 400
_MIN_HEADLINE = 20
_LINKED_SHARE = 0.7


def drop_headed(tree: Element, prose: Prose) -> None:
    """Cut blocks of links under a heading such as "Pos terkait", in place."""
    for element in list(tree.iter(*_BLOCKS)):
        if element.getparent() is None or len(element) > _MOST_PARTS:
            continue
        text = element.text_content()[:_BEGINNING]
        if len(text) == _BEGINNING and "  " not in text:
            continue
        words = tidy(text)
        if words and _is_summary(words):
            _drop_summary(element, words, prose)
        elif words and is_heading(words):
            _drop_under(_only_child_top(element, words), words, prose)


def _drop_under(block: Element, words: str, prose: Prose) -> None:
    """Cut a heading with its box, or with the links and teasers that follow it."""
    box = _box_of(block, words, prose)
    if box is not None:
        drop(box)
        return
    for _ in range(_MAX_TEASER_BLOCKS):
        following = block.getnext()
        if following is None or (block.tail or "").strip():
            break
        is_counter = is_closing(words) and not prose.get(following, 1)
        if not is_counter and not _is_linked(following, prose):
            break
        drop(following)
    if not is_closing(words) or block.getnext() is None:
        # What is left below a heading of comments is cut with it, as lines.
        drop(block)


def _drop_summary(heading: Element, words: str, prose: Prose) -> None:
    """Cut a list that sums the story up, with its heading."""
    block = _only_child_top(heading, words)
    box = block.getparent()
    if box is not None and box.tag in _BOXES and _sums_up(box, words, prose):
        drop(box)
        return
    points = block.getnext()
    if points is None or (block.tail or "").strip() or holds_story(points, prose):
        return
    if next(points.iter("li"), None) is not None and len(text_of(points)) <= _MAX_SUMMARY:
        drop(points)
        drop(block)


def _is_summary(words: str) -> bool:
    is_made = len(words) <= _LONGEST_LABEL and _BY_MACHINE.match(words)
    return bool(is_made or _SUMMARY.match(words))


def _sums_up(box: Element, words: str, prose: Prose) -> bool:
    """Say whether a box holds a heading such as "Ringkasan" and what stands under it alone."""
    text = text_of(box)
    is_box = text.startswith(words) and len(words) < len(text) <= _MAX_SUMMARY
    return is_box and not holds_story(box, prose)


def _box_of(block: Element, words: str, prose: Prose) -> Element | None:
    """Find the box that holds nothing but a heading, a linked headline and its first words."""
    parent = block.getparent()
    if parent is None or parent.tag in _PAGE or parent.tag not in _BLOCKS:
        return None
    text = text_of(parent)
    links = [text_of(link) for link in parent.iter("a")]
    is_box = len(text) <= _MAX_CARD and text.startswith(words) and not holds_story(parent, prose)
    return parent if is_box and any(len(link) >= _MIN_HEADLINE for link in links) else None


def _only_child_top(element: Element, words: str) -> Element:
    """Climb to the largest block whose whole text is the heading."""
    while True:
        parent = element.getparent()
        if parent is None or parent.tag in _PAGE or parent.getparent() is None:
            return element
        if tidy(parent.text_content()[:400]) != words:
            return element
        element = parent


def _is_linked(element: Element, prose: Prose) -> bool:
    """Say whether a block is made of links, or of teasers."""
    if not isinstance(element.tag, str) or next(element.iter("h1"), None) is not None:
        return False
    words = text_of(element)
    if not words:
        return True
    if _is_card(element, words) and prose.get(element, 0) <= SURE_SHARE * prose[None]:
        return True
    if holds_story(element, prose):
        return False
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked >= _LINKED_SHARE * len(words)


def _is_card(element: Element, words: str) -> bool:
    """Say whether a block is a linked headline with a sentence or two about its story."""
    headings = element.iter("h2", "h3", "h4", "h5", "h6")
    is_linked = any(next(heading.iter("a"), None) is not None for heading in headings)
    opens = next((text_of(link) for link in element.iter("a") if text_of(link)), "")
    is_linked = is_linked or (len(opens) >= _MIN_HEADLINE and words.startswith(opens))
    return is_linked and len(words) <= _MAX_CARD
