"""Short forms and nicknames by which a story calls bodies that it names in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipelines.record.forms import Organisation, is_contraction
from pipelines.record.identity import PLACED
from pipelines.record.tokens import tokens

#: "Lapas Kelas IIA Yogyakarta, atau yang lebih dikenal dengan Wirogunan".
_NICKNAME = re.compile(
    r",? (?:atau )?(?:yang )?(?:lebih |biasa |akrab |juga )?(?:dikenal|disebut|dijuluki)"
    r"(?: dengan(?: nama)?| sebagai)? (?P<name>[A-Z]\w+)"
)
_FACULTY = re.compile(r"\bFa(?!kultas)[a-z]{3,6}\b")


def also_called(text: str, body: Sequence[Organisation]) -> Iterator[tuple[str, str]]:
    """Nicknames that the text explains: "Rutan Kelas I Jakarta Pusat alias Rutan Salemba"."""
    for mention in body:
        nick = _NICKNAME.match(text, mention.end) if mention.unit else None
        for other in body if nick else ():
            if nick and other.unit and other.name.endswith(f" {nick['name']}"):
                yield other.name, mention.name
    for first, second in pairwise(body):
        gap = text[first.end : second.start].strip(" ,(")
        if (
            first.unit
            and second.unit
            and gap in {"alias", "atau", "atau dikenal", "dikenal sebagai"}
        ):
            yield second.name, first.name


def aliases_of(mentions: Iterable[Organisation], names: dict[str, str]) -> dict[str, Organisation]:
    """Map short forms that stand in brackets, in lower case, to their bodies' full names."""
    aliases: dict[str, Organisation] = {}
    for mention in mentions:
        if mention.alias and mention.named and 2 <= len(mention.alias) <= 30:
            aliases.setdefault(
                mention.alias.lower(),
                mention._replace(name=names.get(mention.name, mention.name)),
            )
    return aliases


def initials(text: str, mentions: Sequence[Organisation]) -> Iterator[tuple[str, Organisation]]:
    """Short forms that the text uses without explaining: "UT" where it names one such body."""
    shouted = {word.text for word in tokens(text) if word.text.isupper() and len(word.text) > 1}
    bodies: dict[str, Organisation] = {}
    for mention in mentions:
        if mention.named and not mention.unit and not mention.via_head and mention.alias is None:
            bodies.setdefault(mention.name, mention)
    found: dict[str, list[Organisation]] = defaultdict(list)
    for mention in bodies.values():
        words = [word for word in mention.name.split() if word.isalpha() and word[0].isupper()]
        if len(words) > 1 and mention.kind not in PLACED:
            own = words[1:] if words[0] in {"PT", "CV"} else words
            found["".join(word[0] for word in own)].append(mention)
    yield from _faculties(text, bodies.values())
    for short, named in found.items():
        if short in shouted and len(named) == 1 and len(short) > 1:
            yield short.lower(), named[0]


def _faculties(text: str, bodies: Iterable[Organisation]) -> Iterator[tuple[str, Organisation]]:
    """Faculties by the word that is drawn together from theirs: "Faperta", "Fapet"."""
    for body in bodies:
        words = body.name.lower().split()[:2]
        if words[0] != "fakultas":
            continue
        for short in set(_FACULTY.findall(text)):
            if is_contraction(short.lower(), words):
                yield short.lower(), body


def alias_mentions(
    text: str, mentions: Sequence[Organisation], aliases: dict[str, Organisation]
) -> Iterator[Organisation]:
    """Further mentions by a short form that the story gave in brackets."""
    if not aliases:
        return
    spans = [(mention.start, mention.end) for mention in mentions]
    for word in tokens(text):
        known = aliases.get(word.lower)
        if known is None or not word.capital:
            continue
        if not any(start <= word.start < end for start, end in spans):
            end = word.end + _rest_of_name(text, word.end, known.name)
            yield known._replace(start=word.start, end=end, via_head=False, alias=None)


def _rest_of_name(text: str, place: int, name: str) -> int:
    """Characters that the end of a name has after its short form: "BBPP Batangkaluku"."""
    words = name.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        rest = " " + " ".join(words[-count:])
        if text.startswith(rest, place) and not text[place + len(rest) :][:1].isalnum():
            return len(rest)
    return 0
