"""Whether words that nobody was called by before are a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.masking.cues import (
    is_in_place,
    is_of_thing,
    is_person_after,
    is_person_before,
    is_verb_after,
)
from pipelines.masking.lexicon import Sort, is_act, sort_of, stem
from pipelines.masking.seen import Seen
from pipelines.record.tokens import Token


def is_person(seen: Seen, first: int, last: int) -> bool:
    """Whether the words from ``first`` on, before ``last``, are a person's name."""
    words = seen.words[first:last]
    start, end = words[0].start, words[-1].end
    sorts = {sort_of(stem(word.lower)) for word in words}
    if Sort.NAME in sorts or (len(words) == 1 and seen.is_set_apart(first)):
        return True
    if len(words) == 1 and is_in_place(seen.text, start):
        return False
    if Sort.BOTH in sorts and seen.is_amid(first, last):
        return True
    if is_person_before(seen.text, start) or is_person_after(seen.text, end):
        is_strange = seen.is_unknown(words, though_derived=not seen.is_shouted(start))
        return Sort.BOTH in sorts or is_strange
    return _is_by_itself(seen, first, words, is_both=Sort.BOTH in sorts)


def _is_by_itself(seen: Seen, first: int, words: Sequence[Token], *, is_both: bool) -> bool:
    """Whether words are a name though nothing around them tells of a person.

    ``is_both`` says that one of them is a name that means something else too.
    """
    start, end = words[0].start, words[-1].end
    is_shouted, is_alone = seen.is_shouted(start), len(words) == 1
    if is_both and not is_alone:
        return not is_shouted
    if is_of_thing(seen.text, start):
        return False
    opens = is_alone and not is_shouted and seen.opens(first)
    does = not opens or is_verb_after(seen.text, end)
    if seen.is_unknown(words, though_derived=not (opens or is_shouted)):
        return does or seen.text.startswith(",", end)
    if is_shouted:
        return is_both and seen.opens(first) and _is_before_act(seen, first + len(words))
    return is_both and does


def _is_before_act(seen: Seen, index: int) -> bool:
    """Whether a headline tells at a word what is done, right behind the one before it."""
    return index < len(seen.words) and seen.joins(index) and is_act(seen.words[index].lower)
