"""People named with an office: their name without titles and degrees, and the office in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from pipelines.record.forms import Organisation
from pipelines.record.names import joined, stopwords
from pipelines.record.tokens import Phrases, Token, tokens

#: Most words of a person's name.
MOST_NAME_WORDS = 6

_TABLE: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("offices.yaml").read_text(encoding="utf-8")
)
_TITLES = frozenset(_TABLE["titles"])
_DEGREES = frozenset(_TABLE["degrees"])
_OFFICES = Phrases(dict.fromkeys(_TABLE["offices"], True))
_OFFICE_WORDS = frozenset(_TABLE["words"])
_BETWEEN = re.compile(
    r"\s*(?:\([^()\n]{1,40}\))?\s*,?\s*(?:(?:yakni|yaitu|saat itu|yang dijabat(?: oleh)?)\s)?\s*"
)
_VENUE = re.compile(
    r"\b(?:kantor|ruang|ruang kerja|rumah dinas|rumah jabatan|aula|pendopo|gedung|atrium|"
    r"halaman)\s$",
    re.IGNORECASE,
)
_THEN_NAME = re.compile(
    r", (?:[A-Z][\w.]{0,5}\.? )*[A-Z][a-z'’]+ [A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3},? ?(?:[a-z(]|$|"
    r"[A-Z]\.)"
)
_BEFORE_OFFICE = re.compile(
    r"(?:[,\s.]|\b(?:S|M|A|SH|MH|MM|Si|Sos|H|Md|IP|Pd|Kes|Hum|SE|SP|ST|MT)\b)*?"
    r"(?:\s(?:selaku|sebagai|menjabat(?: sebagai)?|yang juga(?: merupakan)?)\s|,\s|\s\()$"
)


class Person(NamedTuple):
    """A person named with an office; ``organisation`` is the body that the office is of."""

    name: str
    office: str
    start: int
    end: int
    name_start: int
    office_start: int
    organisation: Organisation | None


class _Office(NamedTuple):
    first: int
    last: int
    start: int
    end: int
    organisation: Organisation | None


def find_people(text: str, bodies: Sequence[Organisation], start: int = 0) -> list[Person]:
    """Everyone whom ``text`` names beside an office after the place ``start``.

    ``bodies`` are those that the text names, in order.
    """
    words = tokens(text)
    found: list[Person] = []
    offices = [
        office
        for office in _offices(text, words, bodies)
        if office.start >= start
        and not _VENUE.search(text, max(0, office.start - 20), office.start)
    ]
    for office in offices:
        person = _after(text, words, office)
        if person is not None:
            found.append(person)
    taken = [(person.name_start, person.end) for person in found]
    for office in offices:
        if any(person.office_start == office.start for person in found):
            continue
        person = _before(text, words, office)
        if person and not any(start <= person.name_start < end for start, end in taken):
            found.append(person)
    return sorted(found, key=lambda person: person.start)


def _offices(
    text: str, words: Sequence[Token], bodies: Sequence[Organisation]
) -> Iterator[_Office]:
    """Offices in order: one that starts with a head word, or a body named by its head."""
    at = {body.start: body for body in bodies}
    place = 0
    index = 0
    while index < len(words):
        word = words[index]
        while place < len(bodies) and bodies[place].end <= word.start:
            place += 1
        body = at.get(word.start)
        if body is not None and body.via_head:
            last = _last_word(words, index, body.end)
            yield _Office(index, last, body.start, body.end, body)
            index = last + 1
            continue
        inside = place < len(bodies) and bodies[place].start < word.start
        if inside or _OFFICES.at(words, index) is None or not word.capital:
            index += 1
            continue
        office = _spelt(text, words, index, at)
        yield office
        index = office.last + 1


def _last_word(words: Sequence[Token], first: int, end: int) -> int:
    last = first
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    return last


def _spelt(text: str, words: Sequence[Token], first: int, at: dict[int, Organisation]) -> _Office:
    """The office that starts with word ``first``, up to the body it is of."""
    found = _OFFICES.at(words, first)
    last = first + (found[0] if found else 1) - 1
    index = last + 1
    while index < len(words):
        gap = text[words[index - 1].end : words[index].start]
        body = at.get(words[index].start)
        if body is not None and gap in {" ", " pada ", ". "}:
            end = _last_word(words, index, body.end)
            return _Office(first, end, words[first].start, body.end, body)
        if gap not in {" ", ". ", " (", ") "} or not _office_word(words[index]):
            break
        last = index if words[index].lower != "dan" else last
        index += 1
    end_at = words[last].end
    if text[end_at : end_at + 1] == ")":
        end_at += 1
    return _Office(first, last, words[first].start, end_at, None)


def _office_word(word: Token) -> bool:
    return word.lower in _OFFICE_WORDS or _OFFICES.at([word], 0) is not None


def _after(text: str, words: Sequence[Token], office: _Office) -> Person | None:
    gap = _BETWEEN.match(text, office.end)
    index = office.last + 1
    while index < len(words) and gap and words[index].start < gap.end():
        index += 1
    name = _name(text, words, index)
    if name is None or gap is None:
        return None
    first, last = name
    between = text[gap.end() : words[index].start]
    if between.strip(" ."):
        return None
    if first == last and "," not in gap.group() and len(words[first].text) < 3:
        return None
    if (
        "," not in gap.group()
        and _THEN_NAME.match(text, words[last].end)
        and _names(words[last + 1])
    ):
        # What follows the office without a comma is the rest of its name.
        longer = office._replace(last=last, end=words[last].end)
        return _after(text, words, longer)
    return _person(text, words, office, first, last)


def _before(text: str, words: Sequence[Token], office: _Office) -> Person | None:
    """The person whose name stands before the office: "Budi Santoso selaku Kalapas X"."""
    link = _BEFORE_OFFICE.search(text, max(0, office.start - 60), office.start)
    if link is None:
        return None
    last = office.first - 1
    while last >= 0 and words[last].end > link.start():
        last -= 1
    first = last
    while first > 0 and _names(words[first]) and joined(text, words[first - 1], words[first]):
        first -= 1
    while first <= last and (not _names(words[first]) or words[first].lower in _TITLES):
        first += 1
    if last - first < 1 or last - first >= MOST_NAME_WORDS:
        return None
    return _person(text, words, office, first, last)


def _person(
    text: str, words: Sequence[Token], office: _Office, first: int, last: int
) -> Person | None:
    name = text[words[first].start : words[last].end]
    if name.isupper():
        name = name.title()
    return Person(
        name,
        text[office.start : office.end],
        min(office.start, words[first].start),
        max(words[last].end, office.end),
        words[first].start,
        office.start,
        office.organisation,
    )


def _name(text: str, words: Sequence[Token], index: int) -> tuple[int, int] | None:
    """First and last word of the name at ``index``, titles before it skipped."""
    while index < len(words) and words[index].lower in _TITLES:
        index += 1
    first = index
    while index < len(words) and index - first < MOST_NAME_WORDS and _names(words[index]):
        if index > first and not joined(text, words[index - 1], words[index]):
            break
        if index > first and _is_degree(text, words[index]):
            break
        index += 1
    return (first, index - 1) if index > first else None


def _names(word: Token) -> bool:
    return (
        word.text[0].isupper()
        and word.lower not in stopwords() - _TITLES
        and word.lower not in _OFFICE_WORDS
        and _OFFICES.at([word], 0) is None
        and not (word.text.isupper() and 1 < len(word.text) <= 4)
    )


def _is_degree(text: str, word: Token) -> bool:
    dotted = text[word.end : word.end + 1] == "." and text[word.end + 1 : word.end + 2].isalpha()
    return dotted or (word.lower in _DEGREES and len(word.text) > 1)
