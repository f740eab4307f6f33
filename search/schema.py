"""What is searched: the fields, and the documents made of stories and their agreements.

A story is one document with the records of all its agreements; beside it stands one document for
each of its agreements, with that agreement's record alone, so that ``kind:PKS province:Banten``
finds agreements that are both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from model.records import JAKARTA, Agreement, KeptAgreement, PartyKind, Story
from model.words import word
from search.analysis import word_lists, words

#: Counts changes of the documents' form; a change makes every index anew.
SCHEMA_VERSION = 1

#: Fields of names and text, searched word by word.
NAME_FIELDS = ("unit", "party", "official", "place", "regency", "province", "scope")
#: Everything that the record of an agreement says in words.
RECORD = "record"
TEXT_FIELDS = ("title", "text", *NAME_FIELDS, RECORD)
#: Fields with whole values.
VALUE_FIELDS = ("kind", "act", "label", "language", "site")
#: Fields with days in Asia/Jakarta.
DATE_FIELDS = ("published", "signed_on", "valid_until")
#: The fields that a query may name.
FIELDS = tuple(name for name in (*TEXT_FIELDS, *VALUE_FIELDS, *DATE_FIELDS) if name != RECORD)
#: Where words without a field are sought, and how much a hit there counts.
DEFAULT_FIELDS = {"title": 3.0, RECORD: 2.0, "text": 1.0}


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine indexes of one story or one agreement.

    ``story`` is the story's id and ``agreement`` the agreement's, null in a story's own document.
    ``moment`` is the time of publication, by which hits are sorted.
    """

    story: str
    agreement: str | None
    moment: datetime | None
    text: dict[str, tuple[str, ...]]
    values: dict[str, tuple[str, ...]]
    dates: dict[str, tuple[date, ...]]


def documents(story: Story, agreements: Sequence[KeptAgreement]) -> list[Document]:
    """Return the document of ``story`` and those of its agreements."""
    return [
        _document(story, agreements, None),
        *(_document(story, [agreement], agreement.id) for agreement in agreements),
    ]


@cache
def known_values(field: str) -> dict[str, str]:
    """Return what a query may write for each value of ``field``; empty where any value may be."""
    names: dict[str, str] = {}
    for value, others in word_lists()["values"].get(field, {}).items():
        shown = word(field, value)
        for name in (value, shown, *shown.rstrip(")").split(" ("), *others):
            names[value_key(name)] = value
    return names


def value_key(name: str) -> str:
    """Return ``name`` as values are compared: folded words with spaces between."""
    return " ".join(words(name.replace("_", " ")))


def site_values(site: str) -> tuple[str, ...]:
    """Return what finds ``site``: its host, every domain that it is under, and their labels."""
    labels = site.lower().removeprefix("www.").split(".")
    domains = (".".join(labels[place:]) for place in range(len(labels)))
    return tuple(dict.fromkeys([*domains, *labels]))


def _document(story: Story, agreements: Sequence[Agreement], agreement: str | None) -> Document:
    names = {field: _distinct(_names(field, agreements)) for field in NAME_FIELDS}
    record = [value for values in names.values() for value in values]
    for told in agreements:
        record += [told.title or "", *told.kind_as_written]
    return Document(
        story=story.id,
        agreement=agreement,
        moment=story.published,
        text={
            "title": _distinct([story.title, *(article.title for article in story.articles)]),
            "text": (story.text,),
            **names,
            RECORD: _distinct(record),
        },
        values={
            "kind": _distinct(told.kind for told in agreements),
            "act": _distinct(told.act for told in agreements),
            "label": (story.label.value,),
            "language": (story.language.lower(),),
            "site": _distinct(
                value for article in story.articles for value in site_values(article.site)
            ),
        },
        dates={
            "published": (story.published.astimezone(JAKARTA).date(),) if story.published else (),
            "signed_on": tuple(told.signed_on for told in agreements if told.signed_on),
            "valid_until": tuple(told.valid_until for told in agreements if told.valid_until),
        },
    )


def _names(field: str, agreements: Iterable[Agreement]) -> Iterable[str]:
    for agreement in agreements:
        if field == "unit":
            yield from (unit.name for unit in agreement.units)
        elif field == "party":
            yield from (party.name for party in agreement.parties)
            yield from map(_kind_words, (party.kind for party in agreement.parties))
            yield from map(_kind_words, agreement.partner_kinds)
        elif field == "official":
            yield from (f"{official.name}, {official.role}" for official in agreement.officials)
        elif field == "scope":
            yield from agreement.scope
        else:
            yield getattr(agreement, field) or ""


def _kind_words(kind: PartyKind) -> str:
    """The kind of a party in words; nothing for the one that says nothing."""
    return "" if kind is PartyKind.LAINNYA else word("party", kind)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values if value))
