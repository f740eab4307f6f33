"""Names that their short form in brackets bounds: "Perhimpunan Hotel dan Restoran … (PHRI) DIY"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from model.records import PartyKind
from pipelines.record.forms import Organisation
from pipelines.record.names import MOST_WORDS, name_length, place_length
from pipelines.record.tokens import Token
from pipelines.text.lookout import watch

_DEFINED = watch(
    r"\b(?P<name>[A-Z][\w'’-]{2,30}(?: (?:[A-Z][\w'’-]{1,30}|for|of|and|dan|the|untuk)){1,8})"
    r" \((?P<acronym>[A-Z]{3,8})\)"
)
#: Things with an acronym that are no bodies.
_NO_BODY = re.compile(
    r"\b(?:Warga Binaan|Perjanjian|Nota|Memorandum|Undang|Kitab|Unit Pelaksana|Tata Usaha|"
    r"Implementation|Surat|Hak Asasi|Pembimbing|Anak|Standar|Aparat|Sumber Daya|Usaha|Klien|"
    r"Narapidana|Hari|Program|Focus|Restorative|Kartu|Nomor|Kelompok|Kuliah|Bantuan|Wilayah)\b"
)
#: The rest of a name up to its short form, past "dan" and words that end names elsewhere.
_REST = re.compile(
    r"(?P<rest>(?:,? (?:[A-Z][\w'’/-]{0,30}|dan|serta|untuk|bagi|dalam|di|of|and|for)){1,9}) "
    r"\((?P<short>[A-Z][\w-]{1,14})\)"
)
#: How far behind the part of a name that is known its short form is looked for, in characters.
_ROOM = 110
#: Words of a place that is in no table: "Balai Besar Pelatihan (BBP) Batangkaluku".
_MOST_UNKNOWN = 2


def defined_bodies(text: str, known: Sequence[Organisation], first: int) -> Iterator[Organisation]:
    """Bodies of no known form that the text gives an acronym: "Bina Karya Mandiri (BKM)".

    The text is read from the place ``first`` on, and none is over those that are ``known``.
    """
    for match in _DEFINED.finditer(text, first):
        start, end = match.span("name")
        initials = [word[0] for word in match["name"].split() if word[0].isupper()]
        acronym = [letter for letter in match["acronym"] if letter.isupper()]
        if acronym != initials or any(body.start < end and start < body.end for body in known):
            continue
        if _NO_BODY.search(match["name"]):
            continue
        yield Organisation(
            match["name"], PartyKind.LAINNYA, start, match.end(), alias=match["acronym"]
        )


def with_short_forms(
    text: str, words: Sequence[Token], bodies: Sequence[Organisation]
) -> list[Organisation]:
    """``bodies`` up to the short form in brackets that stands for their names, and their place."""
    return [_with_place(text, words, _up_to_short_form(text, body)) for body in bodies]


def _up_to_short_form(text: str, body: Organisation) -> Organisation:
    if body.unit is not None or body.alias is not None or not body.named:
        return body
    if text.find("(", body.end, body.end + _ROOM) < 0:
        return body
    rest = _REST.match(text, body.end)
    if rest is None or not stands_for(rest["short"], (body.name + rest["rest"]).split()):
        return body
    return body._replace(name=body.name + rest["rest"], end=rest.end(), alias=rest["short"])


def stands_for(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is made of the first letters of a name's words, or drawn from them all."""
    if len(words) > MOST_WORDS + 2:
        return False
    initials = "".join(word[0] for word in words if word[0].isupper())
    if short.isupper():
        return short == initials
    letters, last = short.lower(), words[-1].lower()
    others = "".join(words[:-1]).lower()
    drawn = _is_drawn(letters, others + last) and not _is_drawn(letters, others)
    return drawn and letters[0] == others[:1]


def _is_drawn(letters: str, word: str) -> bool:
    """Whether ``word`` has the letters in their order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _with_place(text: str, words: Sequence[Token], body: Organisation) -> Organisation:
    """``body`` with the place that follows its short form: "(KTNA) Kabupaten Bone"."""
    if body.unit is not None or body.alias is None or text[body.end - 1 : body.end + 1] != ") ":
        return body
    if body.kind is PartyKind.PERGURUAN_TINGGI:
        return body
    index = bisect_left(words, body.end, key=attrgetter("start"))
    if index >= len(words) or words[index].start != body.end + 1 or not words[index].capital:
        return body
    length = place_length(text, words, index, sure=False) or _unknown(text, words, index, body)
    if not length:
        return body
    end = words[index + length - 1].end
    return body._replace(name=f"{body.name} {text[words[index].start : end]}", end=end)


def _unknown(text: str, words: Sequence[Token], index: int, body: Organisation) -> int:
    """Count the words of a place in no table that an office of a ministry is named after."""
    if not body.name.startswith("Balai ") or body.via_head:
        return 0
    length = name_length(text, words, index, frozenset())
    return length if length <= _MOST_UNKNOWN else 0
