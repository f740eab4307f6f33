"""What is left below a story when all that is known is gone: a name, a motto, a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’')\]]*\s*$")
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_OPENS = re.compile(r"^[\"“‘'(\[]")
#: Words that titles and names do not write with a capital.
_SMALL = frozenset("dan di ke dari untuk dengan pada bin binti of the and by a an & - –".split())
_MARKS = ".,;!?()|/"
_MOST_WORDS = 8
_LEAST_LINES = 2


def without_label(lines: Sequence[str]) -> list[str]:
    """Cut a last line that is no sentence but names, where a sentence ends before it.

    A list has several such lines, and stays.
    """
    if len(lines) > _LEAST_LINES and _is_label(lines[-1]) and _ENDED.search(lines[-2]):
        return list(lines[:-1])
    return list(lines)


def _is_label(line: str) -> bool:
    words = line.split()
    if len(words) > _MOST_WORDS or _SENTENCE_END.search(line) or _OPENS.match(line) or ":" in line:
        return False
    named = [bare for word in words if (bare := word.strip(_MARKS)) and bare not in _SMALL]
    return bool(named) and all(word[0].isupper() for word in named)
