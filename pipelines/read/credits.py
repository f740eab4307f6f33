"""Who is named under a story, and the marks of the desk that stand there."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.read.people import names_in
from pipelines.read.phrases import EDGE, alternatives, compiled, words

_CREDIT_WORDS = words("credit_words")

_ROLE = alternatives("writers", "others")
_WRITER = compiled(alternatives("writers") + r"$")
#: "Penulis: Budi | Editor: Sari" as a line of its own.
_LINE = compiled(
    rf"^{EDGE}{_ROLE}(?:\s*(?:&|/|,|dan)\s*{_ROLE})?\s*(?:berita\s*)?(?::|\||=|–|-\s)\s*.{{1,160}}$"
)
#: The same after the last sentence of a paragraph.
_TAIL = compiled(
    rf"(?<=[.!?”\"’')\]])[\s(*\[]{{0,6}}(?:{_ROLE})\s*:\s*[^.!?:]{{2,60}}"
    rf"(?:[|/,;\s]{{1,4}}{_ROLE}\s*:\s*[^.!?:]{{2,60}})*[)\].]{{0,2}}$"
)
_ONE = compiled(rf"({_ROLE})\s*(?:berita\s*)?[:|=–-]\s*")
#: A bracket that ends a story.
_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]{1,80})[)\]}]\s*[.*]{0,4}\s*$")
_SLASHED = re.compile(r"\s*(?:[/–—-]{1,2}\s*)?(?:\b[Rr]ed(?:aksi)?|RED)\s*[/*.]{0,3}\s*$")
_STARS = re.compile(r"[\s(\[]{0,4}(?:\*{2,}|[•■♦●]+|#{2,}|={3,})[\s)\].]*$")
_CLOSED = re.compile(r"[.!?…”\"’'*]\s*$")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}|\b(?:19|20)\d\d\b")
_INITIALS = re.compile(r"[A-Za-z]{1,4}\d{0,2}$")
_DESK_WORD = r"(?:red(?:aksi)?|rls|rilis|tim|hms|humas|adv|ant(?:ara)?)"
_DESK = compiled(
    rf"^{EDGE}(?:(?:tim\s+)?redaksi|red|rls|tim(?:\s+.{{1,30}})?|admin|adv(?:ertorial)?|humas(?:\s+.{{1,70}})?"
    r"|siaran\s+pers.{0,60}|rilis|release|ril|hms|kontributor|ist)[\s\W_]{0,6}$"
)
#: "Red/Budi", "Budi/Red": the desk and a name with nothing around them.
_SIGNED = compiled(
    rf"^{EDGE}(?:{_DESK_WORD}(?:\s?/\s?[\w.*]{{1,20}}(?:\s[\w.]{{1,20}}){{0,2}}){{1,3}}"
    rf"|[\w.]{{1,20}}(?:\s[\w.]{{1,20}}){{0,2}}\s?/\s?{_DESK_WORD}){EDGE}$"
)
_OWN_WORDS = 4


class Credit(NamedTuple):
    """What is left of a line without its credits (empty: nothing), and the writers they name."""

    text: str
    writers: tuple[str, ...]


def is_credit_line(line: str) -> bool:
    """Say whether the whole line names who wrote, edited or sent the story."""
    return bool(_LINE.match(line) or _DESK.match(line) or _SIGNED.match(line))


def without_credits(line: str) -> Credit:
    """Lift credits off the end of a story's last line.

    A bracket that belongs to the sentence, such as "(PKS)" or "(22/1/2025)", stays.
    """
    writers: list[str] = []
    while True:
        shorter, named = _lifted(line)
        writers.extend(named)
        if shorter == line:
            return Credit(line, tuple(writers))
        line = shorter


def writers_in(credit: str) -> list[str]:
    """Give the writers that a credit line names; editors only where it names no writer."""
    roles = list(_ONE.finditer(credit))
    found: dict[bool, list[str]] = {True: [], False: []}
    for place, role in enumerate(roles):
        end = roles[place + 1].start() if place + 1 < len(roles) else len(credit)
        is_writer = bool(_WRITER.match(role.group(1)))
        found[is_writer].extend(names_in(credit[role.end() : end]))
    return found[True]


def _lifted(line: str) -> tuple[str, list[str]]:
    if is_credit_line(line):
        return "", writers_in(line)
    if (tail := _TAIL.search(line)) is not None:
        return line[: tail.start()].rstrip(), writers_in(tail.group())
    if (stars := _STARS.search(line)) is not None and stars.group().strip():
        return line[: stars.start()].rstrip(), []
    bracket = _BRACKET.search(line)
    if bracket is not None and is_credit(
        bracket.group(1), after_stop=_closes(line, bracket.start())
    ):
        return line[: bracket.start()].rstrip(), names_in(bracket.group(1))
    slashed = _SLASHED.search(line)
    if slashed is not None and slashed.start() and _closes(line, slashed.start()):
        return line[: slashed.start()].rstrip(), []
    return line, []


def is_credit(content: str, *, after_stop: bool) -> bool:
    """Say whether the words in a bracket credit somebody.

    ``after_stop``: the sentence had ended before the bracket, so it is no part of it.
    """
    content = content.strip()
    if not any(character.isalnum() for character in content) or _LINE.match(content):
        return True
    parts = [part for part in re.split(r"[\s/|,&*+:.\-–_]+", content.lower()) if part]
    if any(part in _CREDIT_WORDS for part in parts):
        return after_stop or len(parts) <= _OWN_WORDS
    if _DAY.search(content):
        return False
    are_initials = all(_INITIALS.match(part) for part in parts)
    if "*" in content or ("/" in content and are_initials):
        return True
    return after_stop and (bool(names_in(content)) or (len(parts) <= 2 and are_initials))


def _closes(line: str, end: int) -> bool:
    """Say whether a sentence, or the paragraph before, has ended at ``end``."""
    before = line[:end]
    return not before.strip() or bool(_CLOSED.search(before))
