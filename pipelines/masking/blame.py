"""When a sentence blames the one it names with an office, and when it lets them act in it."""

from __future__ import annotations

import re

from pipelines.masking.cues import any_of

#: Characters before an office, and after a name, in which their sentence is looked for.
_SENTENCE = 200
#: A stop behind three small letters: none of a title, a degree or an initial.
_ENDED = re.compile(r"(?<=[a-z0-9)”\"]{3})[.!?]|[;\n]")
_BLAMES = re.compile(rf"\b{any_of('blame', 'crime')}\b", re.IGNORECASE)
_TELLS = re.compile(rf"\b{any_of('blame', 'role', 'done_to')}\b", re.IGNORECASE)
_SAFE = re.compile(rf"(?<!\w){any_of('safe')}\b", re.IGNORECASE)
_SAFE_BEHIND = re.compile(rf"(?:\s?\(|,\s|\s(?:selaku|sebagai)\s){any_of('safe')}\b", re.IGNORECASE)
#: What the law does to whom it names next is no part of an office: "JAKSA TUNTUT AKBP X".
_NO_DEED = rf"(?!{any_of('prosecutes')}\b)"
_SAFE_BEFORE = re.compile(
    rf"(?<!\w){any_of('safe')}(?:\s{_NO_DEED}[a-z]+)?"
    rf"(?:\s{_NO_DEED}(?-i:[A-Z])[\w.]*){{0,4}},?\s$",
    re.IGNORECASE,
)
_TITLES = r"(?:,\s(?:[A-Z][A-Za-z]{0,4}\.\s?)+[A-Za-z]*)*"
_APART = r"(?:\s?\([^()\n]{1,40}\))?,?\s"
_ACTS = re.compile(
    rf"{_TITLES}{_APART}(?:{any_of('also')}\s)*(?!{any_of('suffers', 'crime')}\b)"
    rf"(?:(?:me|ber)[a-z]{{3,}}|{any_of('acts')})\b"
)
_BESIDE = re.compile(
    rf"\b{any_of('speaks', 'beside')}(?:\s(?:langsung|juga|turut|para|oleh))*"
    r"(?:,?\s(?-i:[A-Z])\w+){0,2},?\s$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"{_TITLES},?\s(?:dari|selaku|sebagai|,\s(?:ketua|pimpinan|pengasuh))\s")


def is_blamed(text: str, office: int, start: int, end: int) -> bool:
    """Whether the sentence of one named from ``start`` to ``end`` may tell what they did wrong.

    ``office`` is where the office begins or the name, whichever is first. It is so where the
    sentence tells of a crime or a trial, the office is none of those who work on them, and its
    bearer neither speaks in it nor does anything else but suffer.
    """
    first = min(office, start)
    before = _ENDED.split(text[max(0, first - _SENTENCE) : first])[-1]
    behind = _ENDED.split(text[end : end + _SENTENCE])[0]
    if not (_BLAMES.search(before) or _BLAMES.search(behind)):
        return False
    is_safe = (
        _SAFE.search(text, first, end)
        or _SAFE_BEHIND.match(text, end)
        or _SAFE_BEFORE.search(before)
    )
    return not (is_safe or acts(text, first, end))


def tells_of_crime(line: str) -> bool:
    """Whether a line tells of a crime, a trial, or of those who are held."""
    return _TELLS.search(line) is not None


def acts(text: str, first: int, end: int) -> bool:
    """Whether somebody acts in public: speaks, leads, is with those who do, or is from a body.

    ``first`` is where their office begins.
    """
    before = text[max(0, first - 40) : first]
    return (
        _BESIDE.search(before) is not None
        or _ACTS.match(text, end) is not None
        or _FROM.match(text, end) is not None
    )
