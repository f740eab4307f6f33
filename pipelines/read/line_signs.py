"""What speaks for and against a line of a page: where it stands, how it is set, what it says.

Signs are names, and numbers in them are steps of a measure. None is a word of a list: what an
unknown site writes must be told by its form, its place, and the letters it is made of.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipelines.read.line_ends import ENDED
from pipelines.read.shown_lines import ShownLine
from pipelines.read.tree import Element

_QUOTED = re.compile(r"^[\"“‘'«]")
_DAY = re.compile(r"\b\d{1,2}[\s/.-](?:[A-Za-z]{3,9}|\d{1,2})[\s/.-](?:19|20)\d\d\b|\d\d[:.]\d\d")
_WAY = re.compile(r"https?://|www\.|@|\b08\d\d|\+62")
_MARK = re.compile(r"[|»›→•·]")
_PICTURE = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_DIGIT = re.compile(r"\d")
_NAMED = {
    "quoted": _QUOTED,
    "day": _DAY,
    "way": _WAY,
    "mark": _MARK,
    "picture": _PICTURE,
    "digit": _DIGIT,
}
_WORD = re.compile(r"\w+")

#: Runs of so many letters of a line are signs of what it says.
_GRAMS = (3, 4, 5)
LETTERS = "~"
#: A line of so many characters with a stop and few links is running text.
_PROSE, _LINKED = 80, 0.4
#: The lowest block with this share of the running text is the story's.
_SHARE = 0.6
#: Steps of measures: characters, lines up to running text, shares of it, of links, bold, capitals.
_LENGTHS = (15, 30, 50, 80, 120, 200)
_GAPS = (2, 3, 4, 6, 10)
_SHARES = (0.01, 0.2, 0.5, 0.9, 1)
_LINKS = (0.01, 0.3, 0.7, 0.99)
_SET = (0.01, 0.7)
_CAPITALS = (0.2, 0.5, 0.8, 1)
#: Nothing is gathered of what stands behind so many characters.
_LONGEST = 200


class Around(NamedTuple):
    """Where the running text of a page is.

    ``depths`` are the levels of the story's block, which is 0, and of those it stands in. ``prose``
    are the places of its running lines, ``before`` the share of their text before each place.
    """

    depths: dict[Element, int]
    prose: list[int]
    before: list[float]

    def holds(self, block: Element) -> bool:
        """Say whether a block stands in the story's."""
        return _rise(block, self.depths)[1] == 0


def is_running(line: ShownLine) -> bool:
    """Say whether a line is running text."""
    is_long = len(line.text) >= _PROSE and line.linked < _LINKED
    return is_long and ENDED.search(line.text) is not None


def around(lines: Sequence[ShownLine]) -> Around:
    """Find where most of the running text of ``lines`` stands."""
    running = [(place, line) for place, line in enumerate(lines) if is_running(line)]
    depths = _depths([line for _, line in running])
    prose = [place for place, line in running if _rise(line.block, depths)[1] == 0]
    lengths = [0] * len(lines)
    for place in prose:
        lengths[place] = len(lines[place].text)
    sums = list(accumulate(lengths, initial=0))
    return Around(depths, prose, [length / (sums[-1] or 1) for length in sums])


def _depths(running: Sequence[ShownLine]) -> dict[Element, int]:
    held: Counter[Element] = Counter()
    for line in running:
        for block in (line.block, *line.block.iterancestors()):
            held[block] += len(line.text)
    enough = _SHARE * sum(len(line.text) for line in running)
    # Of blocks that hold as much, the innermost was met first.
    fit = (block for block in held if held[block] >= enough)
    story = min(fit, key=held.__getitem__, default=None)
    path = () if story is None else (story, *story.iterancestors())
    return {block: depth for depth, block in enumerate(path)}


def _rise(block: Element, depths: dict[Element, int]) -> tuple[int, int]:
    """Count the steps from a block up to one that holds the story, and that one's depth."""
    steps = 0
    for each in (block, *block.iterancestors()):
        if each in depths:
            return steps, depths[each]
        steps += 1
    return steps, len(depths)


def signs_of(lines: Sequence[ShownLine], place: int, page: Around) -> Iterator[str]:
    """Yield the signs of the line at ``place``."""
    line = lines[place]
    form = _form(line)
    yield from _standing(lines, place, page, form)
    yield from _setting(line, form)
    yield from _beside(lines, place, page)
    yield from _wording(line.text)


def _form(line: ShownLine) -> str:
    """Name how long a line is and how it ends."""
    text = line.text
    end = "stop" if ENDED.search(text) else "colon" if text.endswith(":") else "open"
    return f"{end}{bisect_right(_LENGTHS, len(text))}"


def _standing(lines: Sequence[ShownLine], place: int, page: Around, form: str) -> Iterator[str]:
    steps, depth = _rise(lines[place].block, page.depths)
    where, gap = _distance(place, page.prose)
    yield where
    yield f"depth {min(depth, 4)}"
    yield f"steps {min(steps, 4)} {min(depth, 1)}"
    yield f"{where} {bisect_right(_GAPS, gap)} {min(depth, 2)}"
    yield f"{where} {form}"
    yield f"depth {min(depth, 2)} {form}"
    yield f"share {bisect_right(_SHARES, page.before[place])}"


def _distance(place: int, prose: Sequence[int]) -> tuple[str, int]:
    """Say on which side of the running text a place is, and how many lines from it."""
    if not prose:
        return "nowhere", _GAPS[-1]
    at = bisect_left(prose, place)
    gap = min(abs(place - each) for each in prose[max(0, at - 1) : at + 1])
    return "before" if at == 0 else "behind" if at == len(prose) else "among", gap


def _beside(lines: Sequence[ShownLine], place: int, page: Around) -> Iterator[str]:
    for name, beside in (("above", place - 1), ("below", place + 1)):
        if 0 <= beside < len(lines):
            other = lines[beside]
            yield f"{name} {_form(other)} {min(_rise(other.block, page.depths)[1], 2)}"
            if other.block.tag == lines[place].block.tag:
                yield f"{name} alike"


def _setting(line: ShownLine, form: str) -> Iterator[str]:
    linked = bisect_right(_LINKS, line.linked)
    yield f"tag {line.block.tag}"
    yield f"tag {line.block.tag} {form}"
    yield f"linked {linked}"
    yield f"linked {linked} {form}"
    yield f"links {min(line.links, 3)}"
    yield f"bold {bisect_right(_SET, line.bold)} {form}"
    yield f"slanted {bisect_right(_SET, line.slanted)}"


def _wording(text: str) -> Iterator[str]:
    words = text.split()
    capitals = sum(word[0].isupper() for word in words) / len(words)
    yield f"capitals {bisect_right(_CAPITALS, capitals)}"
    if text.isupper():
        yield "shouted"
    yield from (name for name, sign in _NAMED.items() if sign.search(text))
    plain = _DIGIT.sub("0", text[:_LONGEST].lower())
    if first := _WORD.search(plain):
        yield f"first {first.group()}"
    whole = f" {plain} "
    for size in _GRAMS:
        yield from [LETTERS + whole[at : at + size] for at in range(len(whole) - size + 1)]
