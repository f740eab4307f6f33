"""The office before a body's name: who speaks for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from pipelines.record.forms import Organisation
from pipelines.record.tokens import Token

_HEAD_WORDS = frozenset(
    """
    rektor direktur utama ketua kepala dekan pimpinan manajer manager general branch pemimpin
    cabang sekretaris pembina pengurus presiden komisaris owner pemilik founder ceo koordinator
    kanwil komandan wakil plt plh pj inspektur umum program praeses pengasuh mudir pastor direktris
    dirut bos bendesa vp avp svp gm
    """.split()
)
#: Officers of a company, whose field stands before its name.
_OFFICERS = frozenset("direktur manajer manager deputi".split())
#: Most words of an office with its field.
_MOST_WORDS = 6
_DEGREE = re.compile(
    r",\s?(?:S\.?(?:H|E|Sos|Pd|Psi|T|Kom|Ag|P)\b|M\.?(?:H|M|Si|Pd|Ag|Kes)\b|A\.?Md)"
)


def with_heads(
    text: str, words: Sequence[Token], bodies: Sequence[Organisation]
) -> list[Organisation]:
    """``bodies`` with the office before them ("Rektor") taken in."""
    widened: list[Organisation] = []
    floor = 0
    for body in bodies:
        known = body.via_head and body.unit is not None
        start = None if known else _head_start(text, words, body, floor)
        widened.append(body if start is None else _headed(text, body._replace(start=start)))
        floor = body.end
    return widened


def _headed(text: str, body: Organisation) -> Organisation:
    """A body named by its head, without the head's own name: "Ketua LBH X Siti Rahmah, S.H."."""
    if _DEGREE.match(text, body.end) and body.name.count(" ") > 2 and body.unit is None:
        name, *person = body.name.rsplit(" ", 2)
        said = text[body.start : body.end].rsplit(" ", 2)
        if said[1:] == person:
            body = body._replace(name=name, end=body.start + len(said[0]))
    return body._replace(via_head=True)


def _head_start(text: str, words: Sequence[Token], body: Organisation, floor: int) -> int | None:
    """Where the office begins that ends right before the words of ``body``, if there is one."""
    index = bisect_left(words, body.start, key=attrgetter("start"))
    if index == len(words) or words[index].start != body.start:
        return None
    start = None
    for after, before in pairwise(reversed(words[max(0, index - 4) : index + 1])):
        gap = text[before.end : after.start]
        if gap not in {" ", ". "} or before.lower not in _HEAD_WORDS or before.start < floor:
            break
        start = before.start
    if start is None and body.unit is None and not body.via_head:
        start = _officer_start(text, words, index, floor)
    return start


def _officer_start(text: str, words: Sequence[Token], index: int, floor: int) -> int | None:
    """Where the office of one who heads a field begins: "Direktur Jaringan dan Layanan BRI"."""
    for after, before in pairwise(reversed(words[max(0, index - _MOST_WORDS) : index + 1])):
        if text[before.end : after.start] != " " or before.start < floor:
            return None
        if before.lower in _OFFICERS:
            return before.start if before.capital else None
        if not _is_field(before):
            return None
    return None


def _is_field(word: Token) -> bool:
    """Whether a word may be of an office's field: "Direktur Jaringan dan Layanan BRI"."""
    return word.lower in {"dan", "&"} or (word.text.istitle() and word.text.isalpha())
