"""People named with an office: their name without titles and degrees, and the office in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.record.forms import Organisation
from pipelines.record.head_names import is_given
from pipelines.record.names import joined
from pipelines.record.office_words import Office, find_offices
from pipelines.record.person_names import (
    MOST_NAME_WORDS,
    OFFICE_WORDS,
    OFFICES,
    SURE_TITLES,
    TITLES,
    after_titles,
    balinese,
    is_degree,
    name_at,
    names,
    plausible,
    spoken_names,
)
from pipelines.record.tokens import Token, tokens
from pipelines.text.regions import RegionMention, region_named

#: Most words between an office's head and the comma before the name.
MOST_OFFICE_WORDS = 12

#: What may stand between an office and the name: a short form, a comma, "yakni".
_LINK = re.compile(
    r"\s*(?:\([^()\n]{1,40}\))?\s*"
    r"(?P<sure>,|yang (?:\w+ ){0,2}\w+,|(?:yang )?(?:dijabat|diwakili)(?: oleh)?\b|:|atas nama|"
    r"a\.n\.)?\s*"
    r"(?:(?:yakni|yaitu|saat itu|namanya|yang (?:dijabat|diwakili)(?: oleh)?|atas nama|"
    r"alias [A-Z][\w ]{2,30},)\s)?\s*"
)
_COMMA = re.compile(r"(?:\s?\([^()\n]{1,40}\))?(?:\salias [A-Z][\w ]{2,30})?[,:]\s")
_AFTER_NAME = re.compile(r"\s?[,(.]|\s(?:[a-z]|dan\b|S\.|M\.|[A-Z]\.|[–—-])|$|\n", re.MULTILINE)
_VENUE = re.compile(
    r"\b(?:kantor|ruang|ruang kerja|rumah dinas|rumah jabatan|aula|pendopo|gedung|atrium|"
    r"halaman|jalan|jln?\.?|gang|stadion|lapangan|taman)\s$",
    re.IGNORECASE,
)
_BEFORE_OFFICE = re.compile(
    r"(?:[,\s.]|\b(?:S|M|A|SH|MH|MM|Si|Sos|H|Md|IP|Pd|Kes|Hum|SE|SP|ST|MT|Sp|PD|OG|KJ|JP|Psi|Ag|"
    r"Farm|Kep|Kom|Hut|Pt|Ak|Ph|D|Lc|Psikolog|Ners)\b)*?"
    r"(?:\s(?:selaku|sebagai|menjabat(?: sebagai)?|yang juga(?: merupakan)?)\s|,\s|\s\()$"
)
#: Offices that are of a field, which follows them: "Kabag Tapem", "Kepala Bapenda".
_FIELDLESS = frozenset(
    "kepala kabag kabid kasi kasie kasubag kasubbag kasubsi kaur kadis kasat kanit".split()
)
#: Kinds of places in short, within an office: "Kadinkes P2KB Kab. Tuban".
_SHORT_KINDS = frozenset({"kab", "kec", "prov"})
_OFFICE_GAPS = frozenset({" ", "-", "/", ") ", " ("})
_WEEKDAYS = frozenset("senin selasa rabu kamis jumat sabtu minggu".split())
#: Heads of places that are called by the place's name: "Camat Banjarsari" is no person.
_OF_PLACES = re.compile(
    r"(?:Camat|Lurah|Kades|Kepala (?:Desa|Dusun|Kampung|Lingkungan)|Kapolsek|Danramil|Keuchik|"
    r"Geuchik|Kuwu|Perbekel|Wali (?:Nagari|Jorong)|Pambakal|Hukum Tua|Reje|Penghulu)\b"
)
#: First words of names that bodies and places have too.
_FORENAMES = frozenset("sri budi eko dwi tri nur eka endang dian hari bambang rini joko".split())
#: Words of a place and of a person's name after it, at least.
_PLACE_AND_NAME = 3


class Person(NamedTuple):
    """A person named with an office; ``organisation`` is the body that the office is of."""

    name: str
    office: str
    start: int
    end: int
    name_start: int
    office_start: int
    organisation: Organisation | None


class _Text(NamedTuple):
    """A text with what is named in it, to look for people in."""

    text: str
    words: Sequence[Token]
    bodies: dict[int, Organisation]
    regions: dict[int, int]
    spoken: frozenset[str]
    owned: frozenset[str]


def find_people(
    text: str,
    bodies: Sequence[Organisation],
    start: int = 0,
    regions: Sequence[RegionMention] = (),
) -> list[Person]:
    """Everyone whom ``text`` names beside an office after the place ``start``.

    ``bodies`` and ``regions`` are those that the text names, in order.
    """
    words = tokens(text)
    seen = _Text(
        text,
        words,
        {body.start: body for body in bodies},
        {mention.start: mention.end for mention in regions},
        spoken_names(text),
        frozenset(word for body in bodies if not body.via_head for word in body.name.split()[1:]),
    )
    offices = [
        office
        for office in find_offices(text, words, bodies, start)
        if not _VENUE.search(text, max(0, office.start - 20), office.start)
    ]
    found: list[Person] = []
    rest: list[Office] = []
    for office in offices:
        person = _after(seen, office)
        if person is None:
            rest.append(office)
        else:
            found.append(person)
    taken = [(person.name_start, person.end) for person in found]
    for office in rest:
        person = _before(seen, office)
        if person and not any(
            start < person.office_start and person.name_start < end for start, end in taken
        ):
            found.append(person)
    return sorted(found, key=lambda person: person.start)


def _after(seen: _Text, office: Office) -> Person | None:
    """The person whose name stands after the office: "Kalapas X, Budi Santoso"."""
    bracketed = _bracketed(seen, office)
    if bracketed is not None:
        return bracketed
    link = _LINK.match(seen.text, office.end)
    index = office.last + 1
    while index < len(seen.words) and link and seen.words[index].start < link.end():
        index += 1
    if link is None or index >= len(seen.words):
        return None
    adjacent = link.end() == seen.words[index].start
    if link["sure"] and adjacent:
        return _named(seen, office, index, sure=True) or _after_longer(seen, office)
    return (
        _after_longer(seen, office)
        or (_beside(seen, office, index) if adjacent and not office.lower else None)
        or _inside(seen, office)
    )


def _bracketed(seen: _Text, office: Office) -> Person | None:
    """The name in brackets, with a title or alone: "Karutan (Sdr. Budi Santoso)"."""
    index = office.last + 1
    if not seen.text.startswith(" (", office.end) or index >= len(seen.words):
        return None
    person = _named(seen, office, index, sure=True)
    if person is None or not seen.text.startswith(")", person.end):
        return None
    body = office.organisation
    of_unit = body is not None and body.unit is not None
    known = seen.words[index].lower in TITLES or " " in person.name or of_unit
    return person if known else None


def _after_longer(seen: _Text, office: Office) -> Person | None:
    """The name after the comma that ends an office of unknown words: "Deputi Bisnis X, Budi"."""
    last = office.last
    words = seen.words
    while last + 1 < len(words) and last - office.first < MOST_OFFICE_WORDS:
        gap = seen.text[words[last].end : words[last + 1].start]
        listed = gap == ", " and words[last + 1].lower in OFFICE_WORDS
        listed = listed or (gap == ". " and words[last].lower in _SHORT_KINDS)
        if not (listed or gap in _OFFICE_GAPS) or not _goes_on(words, last + 1):
            break
        last += 1
    if last == office.last:
        return None
    comma = _COMMA.match(seen.text, words[last].end)
    if comma is None:
        return None
    index = last + 1
    while index < len(words) and words[index].start < comma.end():
        index += 1
    if index >= len(words):
        return None
    longer = office._replace(last=last, end=words[last].end)
    person = _named(seen, longer, index, sure=True)
    known = words[index].lower in TITLES or (person is not None and person.name in seen.spoken)
    if person is None or (" " not in person.name and not known):
        return None
    return person if _AFTER_NAME.match(seen.text, person.end) else None


def _goes_on(words: Sequence[Token], index: int) -> bool:
    """Whether an office may go on with a word; another office after "dan" is another person's."""
    word = words[index]
    if word.lower == "dan":
        return index + 1 < len(words) and OFFICES.at(words, index + 1) is None
    if word.lower in _WEEKDAYS:
        return False
    return word.capital or word.lower in {"di", "pada", "atas"}


def _beside(seen: _Text, office: Office, index: int) -> Person | None:
    """The name that follows the office without a comma, past words that are still the office's."""
    words = seen.words
    end = index
    title = None
    while end < len(words) and end - index < MOST_OFFICE_WORDS:
        if end > index and (
            "&" in seen.text[words[end - 1].end : words[end].start]
            or not _next_to(seen.text, words[end - 1], words[end])
        ):
            break
        if not (words[end].capital or words[end].lower in TITLES):
            break
        if words[end].lower in SURE_TITLES and not balinese(words, end):
            title = end
            break
        end += 1
    first = title if title is not None else _past_field(seen, office, index)
    if first is None:
        return None
    if first > index and title is not None and end > index:
        before = seen.words[first - 1]
        office = office._replace(last=first - 1, end=before.end)
    elif first > index:
        office = office._replace(last=first - 1, end=words[first - 1].end)
    if title is None and _OF_PLACES.match(office.text) and words[first].text not in seen.spoken:
        return _past_place(seen, office, first)
    return _named(seen, office, first, sure=title is not None)


def _past_place(seen: _Text, office: Office, index: int) -> Person | None:
    """The one who heads a place and is told to speak: "Kepala Desa Sukamaju Budi Santoso".

    A given name, or as many words as a place and a person have, tell of a person too.
    """
    words = seen.words
    name = name_at(seen.text, words, index)
    if name is None:
        return None
    rest = words[index : name[1] + 1]
    given = _given_place(rest)
    if given == 0:
        return _named(seen, office, index, sure=True)
    told = seen.spoken.intersection(word.text for word in rest[1:])
    if given is None and not told and len(rest) < _PLACE_AND_NAME:
        return None
    last = index + (given if given and len(rest) > _PLACE_AND_NAME else 1) - 1
    return _named(seen, office._replace(last=last, end=words[last].end), last + 1, sure=True)


def _given_place(words: Sequence[Token]) -> int | None:
    """The place among ``words`` at which a given name starts."""
    given = next((place for place, word in enumerate(words) if is_given(word.lower)), None)
    return given - 1 if given and words[given - 1].lower in _FORENAMES else given


def _past_field(seen: _Text, office: Office, index: int) -> int | None:
    """The first word after what the office is of; None where that is all that follows it."""
    if office.organisation is not None or office.text.lower() not in _FIELDLESS:
        return _past_regions(seen, office, index)
    words = seen.words
    follows = index + 1 < len(words) and joined(seen.text, words[index], words[index + 1])
    if not follows or name_at(seen.text, words, index + 1) is None:
        return None if words[index].text not in seen.spoken else index
    longer = index + 2 < len(words) and joined(seen.text, words[index + 1], words[index + 2])
    return index + 1 if longer and names(words, index + 2) else _past_regions(seen, office, index)


def _next_to(text: str, left: Token, right: Token) -> bool:
    titled = left.lower in TITLES and text[left.end : right.start] in {". ", "."}
    return titled or joined(text, left, right)


def _past_regions(seen: _Text, office: Office, index: int) -> int:
    """The first word after what still is the office's: "Kepala SKB Lahat Nurbaiti"."""
    words = seen.words
    if words[index].text in seen.spoken:
        return index
    after = index
    end = _region_end(seen, office, words[index])
    while after < len(words) and words[after].start < end:
        after += 1
    if after == index:
        while (
            after < min(index + 3, len(words) - 1)
            and words[after].text in seen.owned
            and not balinese(words, after)
        ):
            after += 1
    fits = len(words) > after > index
    fits = fits and joined(seen.text, words[after - 1], words[after])
    return after if fits and name_at(seen.text, words, after) else index


def _region_end(seen: _Text, office: Office, word: Token) -> int:
    """Where the region that starts with ``word`` ends; 0 for none that the office may be of."""
    body = office.organisation
    if body is not None and any(body.start <= place < body.end for place in seen.regions):
        return 0
    known = word.end if region_named(word.text) is not None else 0
    return seen.regions.get(word.start, known)


def _inside(seen: _Text, office: Office) -> Person | None:
    """The name that was taken for the end of a body's, where the story lets that one speak."""
    body = office.organisation
    if body is None or body.unit is not None:
        return None
    index = _inner_start(seen, office)
    if index is None:
        return None
    shorter = office._replace(last=index - 1, end=seen.words[index - 1].end)
    return _named(seen, shorter, index, sure=True)


def _inner_start(seen: _Text, office: Office) -> int | None:
    words = seen.words
    tail = range(office.first + 2, office.last + 1)
    for index in tail[1:]:
        if words[index].lower in SURE_TITLES:
            return index
    called = seen.spoken - seen.owned
    spoken = [index for index in tail if words[index].text in called]
    if not spoken:
        return None
    for index in tail[:-1]:
        if balinese(words, index):
            return index
        end = seen.regions.get(words[index].start)
        if end is not None and end == words[index].end and index < spoken[-1]:
            return index + 1
    first = spoken[0]
    alone = first == office.last and first - 1 > office.first + 2
    return first - 1 if alone and words[first - 1].text not in seen.owned else first


def _named(seen: _Text, office: Office, index: int, *, sure: bool) -> Person | None:
    """The person whose name starts at word ``index``; ``sure`` that a name is called for."""
    words = seen.words
    name = name_at(seen.text, words, index)
    if name is None:
        return None
    first, last = name
    between = seen.text[words[index].start : words[first].start]
    if "\n" in between or not plausible(words, first, last) or _elsewhere(seen, office, name):
        return None
    titled = first > index
    if first == last and not (sure or titled):
        word = words[first]
        if (
            word.text in seen.owned
            or len(word.text) < 3
            or word.text.isupper()
            or any(word.lower == other.text for other in words)
        ):
            return None
    return _person(seen.text, words, office, first, last)


def _elsewhere(seen: _Text, office: Office, name: tuple[int, int]) -> bool:
    """Whether the words of a name are a body's or a region's."""
    first, last = seen.words[name[0]], seen.words[name[1]]
    body = seen.bodies.get(first.start)
    if body is not None and body is not office.organisation and body.end > first.end:
        return True
    if first is last and region_named(first.text) is not None:
        return True
    return first.text not in seen.spoken and seen.regions.get(first.start, -1) >= last.end


def _before(seen: _Text, office: Office) -> Person | None:
    """The person whose name stands before the office: "Budi Santoso selaku Kalapas X"."""
    text, words = seen.text, seen.words
    link = _BEFORE_OFFICE.search(text, max(0, office.start - 60), office.start)
    if link is None:
        return None
    last = office.first - 1
    while last >= 0 and words[last].end > link.start():
        last -= 1
    first = last
    while first > 0 and _in_name(words, first) and joined(text, words[first - 1], words[first]):
        first -= 1
    while first <= last and (not names(words, first) or words[first].lower in TITLES):
        first += 1
    first = after_titles(words, first) if first <= last else first
    if last - first < 1 or last - first >= MOST_NAME_WORDS or not plausible(words, first, last):
        return None
    if _elsewhere(seen, office, (first, last)):
        return None
    return _person(text, words, office, first, last)


def _in_name(words: Sequence[Token], index: int) -> bool:
    return names(words, index) or words[index].lower in {"bin", "binti"}


def _person(
    text: str, words: Sequence[Token], office: Office, first: int, last: int
) -> Person | None:
    name = text[words[first].start : words[last].end]
    if is_degree(name):
        return None
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
