"""Lines in which capitals say little, and what is done in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.masking.lexicon import Sort, is_act, sort_of
from pipelines.record.tokens import Token, tokens

_COMMON = {Sort.WORD, Sort.NEVER}
#: Words that headlines write in small letters.
_JOINING = frozenset(
    "di ke dari dan yang untuk dengan pada oleh dalam bagi kepada saat usai lewat atas tak agar"
    " atau sebagai karena soal hingga sampai bersama demi serta jadi tentang terkait para"
    " bukan".split()
)
#: Part of a headline's words, at most, that are other ones in small letters.
_SMALL = 0.15
#: Words of a line, at least, all with a capital, that tell something.
_FEW = 4
#: Characters of a headline, at most.
_LONGEST = 200


def is_headline(line: Sequence[Token]) -> bool:
    """Whether capitals say little in a line: most of its common words have one.

    Hardly a word is without one there but for those that only join others. A line without any
    such word is one too where it tells what is done.
    """
    small = sum(word.text[0].islower() and word.lower not in _JOINING for word in line)
    if small > _SMALL * len(line):
        return False
    common = [word.text for word in line if len(word.text) > 3 and sort_of(word.lower) in _COMMON]
    if sum(word[0].isupper() for word in common) > 0.6 * len(common) and len(common) > 1:
        return True
    return len(line) >= _FEW and not small and any(is_act(word.lower) for word in line)


def is_in_headline(text: str, place: int) -> bool:
    """Whether a place is in such a line, if that is no longer than a headline."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = end if end >= 0 else len(text)
    return end - start <= _LONGEST and _is_headline(text[start:end])


def first_act(text: str, start: int, end: int) -> int | None:
    """Return where the first word begins in a part of a headline that tells what is done."""
    words = tokens(text[start:end])
    return next((start + word.start for word in words if is_act(word.lower)), None)


@lru_cache(maxsize=1 << 6)
def _is_headline(line: str) -> bool:
    return is_headline(tokens(line))
