"""The offices that a text names: from the word that an office begins with to the body it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipelines.record.forms import Organisation
from pipelines.record.person_names import (
    OF_PUPILS,
    OFFICE_WORDS,
    OFFICES,
    TITLES,
    acronym,
    names,
    shouted,
)
from pipelines.record.tokens import Token

#: Heads that are said of people in lower case too, where the name follows a comma.
_LOWER_HEADS = frozenset(
    "ketua pimpinan pemilik kepala perwakilan direktur manajer manager koordinator pengasuh "
    "pendiri pengurus pembina sekretaris owner founder pelatih penanggung".split()
)
#: Forms of bodies that offices name alone: "Pengasuh Ponpes".
_FORMS = frozenset("ponpes pesantren dayah yayasan koperasi sanggar puskesmas paguyuban".split())
#: Bodies that others are part of, which may follow the office: "Dirjen Pemasyarakatan Kemenimipas".
_ABOVE = ("Kementerian ", "Kantor Wilayah ")
_NO_FIELD = ("me", "ber", "di", "ter", "yang")


class Office(NamedTuple):
    """An office with its first and last word; ``lower`` where it is written in lower case."""

    text: str
    first: int
    last: int
    start: int
    end: int
    organisation: Organisation | None
    lower: bool = False


def find_offices(
    text: str, words: Sequence[Token], bodies: Sequence[Organisation], start: int = 0
) -> Iterator[Office]:
    """Offices in order: one that starts with a head word, or a body named by its head."""
    at = {body.start: body for body in bodies}
    first_words = OFFICES.first_words
    telling = [
        index
        for index, word in enumerate(words)
        if word.lower in first_words or word.start in at or word.lower[-3:] == "nya"
    ]
    place = after = 0
    for index in telling:
        word = words[index]
        if index < after or word.start < start:
            continue
        while place < len(bodies) and bodies[place].end <= word.start:
            place += 1
        body = at.get(word.start)
        if body is not None and body.via_head:
            end = _owner_end(text, at, body)
            last = _last_word(words, index, end)
            yield _office(text, words, index, last, end, body)
            after = last + 1
            continue
        inside = place < len(bodies) and bodies[place].start <= word.start
        if not inside and _is_possessed(text, word):
            yield _possessed(words, index)
        heads = word.lower in first_words and (word.capital or word.lower in _LOWER_HEADS)
        if inside or not heads or OFFICES.at(words, index) is None:
            continue
        office = _spelt(text, words, index, at)
        yield office
        after = office.last + 1


def _owner_end(text: str, at: Mapping[int, Organisation], body: Organisation) -> int:
    """Where the office of a body's head ends, with what it is of: "Kadis Dukcapil"."""
    owner = at.get(body.end + 1)
    if owner is None or owner.via_head or text[body.end] != " ":
        return body.end
    is_of = not body.named or owner.name.startswith(_ABOVE)
    return owner.end if is_of else body.end


def _is_possessed(text: str, word: Token) -> bool:
    """Whether a word is a body's head, named next: "ketuanya, Budi"."""
    if not word.text.endswith("nya") or word.text.removesuffix("nya") not in _LOWER_HEADS:
        return False
    return text.startswith((", ", " langsung, "), word.end)


def _possessed(words: Sequence[Token], index: int) -> Office:
    word = words[index]
    head = word.text.removesuffix("nya")
    return Office(head, index, index, word.start, word.end, None, lower=True)


def _office(
    text: str,
    words: Sequence[Token],
    first: int,
    last: int,
    end: int,
    body: Organisation | None,
) -> Office:
    start = words[first].start
    lower = not words[first].capital and body is None
    return Office(text[start:end], first, last, start, end, body, lower)


def _last_word(words: Sequence[Token], first: int, end: int) -> int:
    last = first
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    return last


def _spelt(text: str, words: Sequence[Token], first: int, at: dict[int, Organisation]) -> Office:
    """The office that starts with word ``first``, up to the body it is of."""
    found = OFFICES.at(words, first)
    last = first + (found[0] if found else 1) - 1
    index = last + 1
    while index < len(words):
        gap = text[words[index - 1].end : words[index].start]
        body = at.get(words[index].start)
        if body is not None and body.via_head and words[index - 1].lower == "dan":
            break
        if body is not None and gap in {" ", " pada ", ". "}:
            end = _last_word(words, index, body.end)
            return _office(text, words, first, end, body.end, body)
        of_field = _continues(words, index) or _is_field(text, words, index, at)
        if gap not in {" ", ". ", " (", ") "} or not of_field:
            break
        last = index if words[index].lower != "dan" else last
        index += 1
    field = _field(text, words, last)
    end_at = words[field].end
    if text[end_at : end_at + 1] == ")":
        end_at += 1
    return _office(text, words, first, field, end_at, None)


def _is_field(text: str, words: Sequence[Token], index: int, at: dict[int, Organisation]) -> bool:
    """Whether a word before a body names the office's field: "Guru Besar Geriatri UI"."""
    after = index + 1
    if after >= len(words) or text[words[index].end : words[after].start] != " ":
        return False
    body = at.get(words[after].start)
    return words[index].capital and body is not None and not body.via_head


def _continues(words: Sequence[Token], index: int) -> bool:
    word = words[index]
    if word.lower == "didik" and words[index - 1].lower in OF_PUPILS:
        return True
    if word.lower in OFFICE_WORDS and (word.text != "I" or not names(words, index)):
        return True
    if OFFICES.at([word], 0) is not None or (word.capital and word.lower in _FORMS):
        return True
    return acronym(word) and word.lower not in TITLES and not shouted(words, index)


def _field(text: str, words: Sequence[Token], last: int) -> int:
    """The last of a few plain words after an office: "Manager kebun", "pimpinan sanggar"."""
    field = last
    for index in range(last + 1, min(last + 3, len(words))):
        word = words[index]
        if text[words[index - 1].end : word.start] != " " or not word.text.islower():
            break
        if word.lower.startswith(_NO_FIELD) or len(word.text) < 4:
            return last
        field = index
    after = field + 1
    if field == last or after >= len(words):
        return last
    gap = text[words[field].end : words[after].start]
    followed = gap == ", " or (gap == " " and field == last + 1 and names(words, after))
    named = words[after].text[0].isupper() or words[after].lower in TITLES
    return field if followed and named else last
