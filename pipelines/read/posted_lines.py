"""The visible lines of a page that may tell when its story was posted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipelines.read.titles import headline_of
from pipelines.read.tree import Element, text_of

_TAGS = (
    "h1", "time", "span", "div", "p", "small", "li", "td", "font", "i", "b", "em", "h2", "h3", "h4",
    "h5", "h6", "abbr", "a", "strong", "center", "dd",
)  # fmt: skip
_NAMED = re.compile(
    r"date|time|tanggal|tgl|waktu|posted|submitted|publi[sc]|meta|(?:^|[\s_-])jam(?:$|[\s_-])|byline|info|author"
    r"|penulis|created|entry-header|post-header|dtm",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|komentar|sidebar|(?<!elementor-)widget|related|terkait|(?<!post-)(?<!entry-)footer|copyright|nav-?bar|top-?bar|header-top"
    r"|top-header|ticker|popular|header-date|current-?date|today|menu|recent|latest|terbaru|modified|updated",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset("nav footer aside".split())
#: A footer, or what stands aside, that is the story's own.
_OWN = re.compile(
    r"(?:node__?|entry|post|article)-?_*(?:meta|footer|info|aside)|submitted", re.IGNORECASE
)
_CHANGED = re.compile(r"updated|modified", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}")
_CLOCK_ALONE = re.compile(
    r"\W{0,3}(?:(?:pukul|jam|pkl)\W{1,2})?\d{1,2}[.:]\d{2}\s*(?:am|pm|wib|wita|wit)?\W{0,2}",
    re.IGNORECASE,
)
_STORY_TAGS = frozenset("body html article".split())
_DAY = re.compile(
    r"\b(?:19|20)\d\d\b|\blalu\b|\b(?:kemarin|hari ini)\b|\d/\d|\bago\b", re.IGNORECASE
)
_AGO = re.compile(r"\b(?:lalu|kemarin|hari ini|ago)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[a-z)\"”][.!?]$")

#: A line with a named time, and one without a name, are no longer than this, in characters.
_MAX_NAMED = 160
_MAX_UNNAMED = 90
_MIN_LINE = 6
#: The first paragraph of this length ends the search for lines without a name.
_PARAGRAPH = 80
_MAX_LINES = 60
#: What holds a posted line has few children; what has more holds other things too.
_MAX_CHILDREN = 12
#: A line above the headline shares one of the lowest blocks that hold each.
_OWN_LEVELS = 3
_NEAR_LEVELS = 5
#: A teaser of another story is no longer than this, in characters.
_MAX_TEASER = 700


class Surroundings(NamedTuple):
    """The headline of a page, and the elements it stands in."""

    headline: Element | None
    path: frozenset[Element]


def surroundings_of(headings: Sequence[Element], title: str) -> Surroundings:
    """Find the headline among ``headings`` and what it stands in."""
    headline = headline_of(headings, title)
    path = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    return Surroundings(headline, path)


def posted_lines(tree: Element, around: Surroundings) -> Iterator[str]:
    """Give lines that may tell the time of posting, the likeliest first.

    First those under the headline that markup names so, then those above it in the same block,
    then short unnamed lines between the headline and the first paragraph.
    """
    headline = around.headline
    above: list[str] = []
    below: list[str] = []
    late: list[str] = []
    unnamed: list[str] = []
    passed, in_story = headline is None, False
    for element in tree.iter(*_TAGS):
        if element is headline:
            passed = True
            continue
        if len(element) > _MAX_CHILDREN:
            continue
        line = text_of(element)
        in_story = in_story or (passed and len((element.text or "").strip()) >= _PARAGRAPH)
        line = _with_clock(line, element)
        if not _MIN_LINE <= len(line) <= _MAX_NAMED or not _DAY.search(line):
            continue
        is_named = element.tag == "time" or bool(_NAMED.search(_marks(element)))
        is_right_above = not passed and _is_beside(element, headline) and _is_label(line)
        if is_elsewhere(element, around) or not (
            is_named or is_right_above or (passed and not in_story and _is_label(line))
        ):
            continue
        if is_right_above or (is_named and not passed and _is_near(element, headline)):
            above.append(line)
        elif is_named and passed:
            # "2 jam yang lalu" behind the story's first paragraph is another story's.
            (late if in_story and _AGO.search(line) else below).append(line)
        elif not is_named:
            unnamed.append(line)
        if len(below) >= _MAX_LINES:
            break
    yield from below[:_MAX_LINES]
    yield from above[-_MAX_LINES:]
    yield from unnamed[:_MAX_LINES]
    yield from late[:_MAX_LINES]


def is_elsewhere(element: Element, around: Surroundings) -> bool:
    """Say whether an element stands in a part of the page that is not the story's."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in _STORY_TAGS or ancestor in around.path:
            return False
        if _is_named_elsewhere(ancestor):
            return True
    return False


def in_teaser(element: Element, around: Surroundings) -> bool:
    """Say whether an element stands beside the linked headline of another story."""
    for ancestor in islice(element.iterancestors(), _OWN_LEVELS):
        if ancestor.tag in _STORY_TAGS or ancestor in around.path:
            return False
        if len(ancestor.text_content()) > _MAX_TEASER:
            return False
        headings = ancestor.iter("h2", "h3", "h4", "h5", "h6")
        if any(next(heading.iter("a"), None) is not None for heading in headings):
            return True
    return False


def _is_named_elsewhere(element: Element) -> bool:
    marks = _marks(element)
    if element.tag in {"footer", "aside"} and _OWN.search(marks):
        return False
    if "publish" in marks.lower():
        marks = _CHANGED.sub("", marks)
    return element.tag in _ELSEWHERE_TAGS or bool(_ELSEWHERE.search(marks))


def _with_clock(line: str, element: Element) -> str:
    """Add the hour to a day, where the next element of the same row tells it."""
    if len(line) > _MAX_UNNAMED or not _DAY.search(line) or _CLOCK.search(line):
        return line
    for _ in range(_OWN_LEVELS):
        following = element.getnext()
        if following is not None:
            clock = text_of(following) if len(following) <= 1 else ""
            return f"{line} {clock}" if _CLOCK_ALONE.fullmatch(clock) else line
        element = element.getparent()
        if element is None or element.tag in _STORY_TAGS:
            break
    return line


def _is_label(line: str) -> bool:
    return len(line) <= _MAX_UNNAMED and not _SENTENCE_END.search(line)


def _is_beside(element: Element, headline: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent is headline.getparent()


def _is_near(element: Element, headline: Element) -> bool:
    ours = list(islice(element.iterancestors(), _OWN_LEVELS))
    ours += [
        each for each in islice(element.iterancestors(), _NEAR_LEVELS) if each.tag == "article"
    ]
    return any(ancestor in ours for ancestor in islice(headline.iterancestors(), _NEAR_LEVELS))


def _marks(element: Element) -> str:
    return " ".join(filter(None, map(element.get, ("class", "id", "data-hook", "data-testid"))))
