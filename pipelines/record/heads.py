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
        start = None if known else _head_start(text, words, body.start, floor)
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


def _head_start(text: str, words: Sequence[Token], place: int, floor: int) -> int | None:
    """Where the office begins that ends right before the word at ``place``, if there is one."""
    index = bisect_left(words, place, key=attrgetter("start"))
    if index == len(words) or words[index].start != place:
        return None
    start = None
    for after, before in pairwise(reversed(words[max(0, index - 4) : index + 1])):
        gap = text[before.end : after.start]
        if gap not in {" ", ". "} or before.lower not in _HEAD_WORDS or before.start < floor:
            break
        start = before.start
    return start
