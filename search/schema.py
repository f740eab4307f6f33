"""What is searched: the fields, and the documents made of stories and their agreements.

A story is one document with the records of all its agreements; beside it stands one document for
each agreement that it speaks for, with that agreement's record alone, so that
``kind:PKS province:Banten`` finds agreements that are both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from model.records import JAKARTA, Agreement, ArticleRef, PartyKind, Story
from model.terms import last_day
from model.words import word
from search.analysis import word_lists, words

if TYPE_CHECKING:
    from store import Told

#: Counts changes of the documents' form; a change makes every index anew.
SCHEMA_VERSION = 4

#: Fields of names and text, searched word by word.
UNIT = "unit"
NAME_FIELDS = (UNIT, "party", "official", "place", "regency", "province", "scope")
#: Everything that the record of an agreement says in words.
RECORD = "record"
TEXT_FIELDS = ("title", "text", *NAME_FIELDS, RECORD)
#: Fields with whole values.
VALUE_FIELDS = ("kind", "act", "partner_kind", "label", "language", "site", "withdrawn")
#: Fields with days in Asia/Jakarta.
DATE_FIELDS = ("published", "signed_on", "valid_until")
#: The fields that a query may name.
FIELDS = tuple(name for name in (*TEXT_FIELDS, *VALUE_FIELDS, *DATE_FIELDS) if name != RECORD)
#: Fields by whose values stories are counted, each value as Pantau's JSON has it; ``year`` is that
#: of publication in Asia/Jakarta.
FACET_FIELDS = (
    "province",
    "unit",
    "kind",
    "act",
    "partner_kind",
    "site",
    "label",
    "language",
    "year",
)
#: Where words without a field are sought, and how much a hit there counts.
DEFAULT_FIELDS = {"title": 3.0, RECORD: 2.0, "text": 1.0}


#: Fields of values whose words ``model/words.yaml`` has under another name.
_WORD_GROUPS = {"partner_kind": "party"}
#: Sites whose values are remembered.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine indexes of one story or one agreement.

    Attributes:
        id: The story's id, or the agreement's.
        story: The id of the story that this is, or that speaks for the agreement.
        version: The number of the story's last change: the larger, the later.
        moment: The time of publication, by which hits are sorted.
        text: Words to search, by ``TEXT_FIELDS``.
        values: Whole values to search, by ``VALUE_FIELDS``.
        dates: Days in Asia/Jakarta to search, by ``DATE_FIELDS``.
        facets: Values to count by, by ``FACET_FIELDS``.
        extra: What is only shown: ``url`` of the first article, ``article_count`` and
            ``outlet_count`` (of an agreement, those of all stories that tell of it),
            ``probability`` and ``published`` (the moment) of the story; of its agreements
            ``kind_as_written``, ``regency``, ``term_months``, ``instrument_count`` and
            ``partner_count``. What is not told is empty.
    """

    id: str
    story: str
    version: int
    moment: datetime | None
    text: dict[str, tuple[str, ...]]
    values: dict[str, tuple[str, ...]]
    dates: dict[str, tuple[date, ...]]
    facets: dict[str, tuple[str, ...]]
    extra: dict[str, tuple[Any, ...]]

    @property
    def is_agreement(self) -> bool:
        """Whether this is the document of one agreement, not of a whole story."""
        return self.id != self.story

    def says_as(self, other: Document) -> bool:
        """Whether this is ``other`` under another id, not made anew."""
        return (
            self.text is other.text
            and self.values is other.values
            and self.dates is other.dates
            and self.facets is other.facets
            and self.extra is other.extra
            and self.moment is other.moment
        )


def documents(told: Told) -> list[Document]:
    """Return the document of a story and those of the agreements that it speaks for."""
    story = told.story
    if told.stands_alone:
        return [_document(told, one.id, (), [one]) for one in told.agreements]
    whole = _document(told, story.id, story.articles, told.agreements)
    own = [one for one in told.agreements if one.teller == story.id]
    if len(told.agreements) == len(own) == 1 and own[0].articles == story.articles:
        # The rule: its document says what the story's does.
        return [whole, replace(whole, id=own[0].id)]
    return [whole, *(_document(told, one.id, one.articles, [one]) for one in own)]


@cache
def known_values(field: str) -> dict[str, str]:
    """Return what a query may write for each value of ``field``; empty where any value may be."""
    names: dict[str, str] = {}
    for value, others in word_lists()["values"].get(field, {}).items():
        shown = word(_WORD_GROUPS.get(field, field), value)
        for name in (value, shown, *shown.rstrip(")").split(" ("), *others):
            names[value_key(name)] = value
    return names


def value_key(name: str) -> str:
    """Return ``name`` as values are compared: folded words with spaces between."""
    return " ".join(words(name.replace("_", " ")))


@lru_cache(_REMEMBERED)
def site_values(site: str) -> tuple[str, ...]:
    """Return what finds ``site``: its host, every domain that it is under, and their labels."""
    labels = site.lower().removeprefix("www.").split(".")
    domains = (".".join(labels[place:]) for place in range(len(labels)))
    return tuple(dict.fromkeys([*domains, *labels]))


def _document(
    told: Told, identity: str, articles: Sequence[ArticleRef], agreements: Sequence[Agreement]
) -> Document:
    story = told.story
    names, values = _names(agreements), _values(story, agreements)
    day = story.published.astimezone(JAKARTA).date() if story.published else None
    sites = _distinct([article.site for article in articles])
    return Document(
        id=identity,
        story=story.id,
        version=told.version,
        moment=story.published,
        text={
            "title": _distinct([story.title, *(article.title for article in articles)]),
            "text": (story.text,),
            **names,
            RECORD: _record(names, agreements),
        },
        values={
            **values,
            "language": (story.language.lower(),),
            "withdrawn": (str(story.withdrawn).lower(),),
            "site": _distinct([value for site in sites for value in site_values(site)]),
        },
        dates={
            "published": (day,) if day else (),
            "signed_on": tuple([each.signed_on for each in agreements if each.signed_on]),
            "valid_until": tuple(_ends(agreements)),
        },
        facets={
            **values,
            "province": names["province"],
            "unit": names["unit"],
            "site": sites,
            "language": (story.language,),
            "year": (f"{day.year:04}",) if day else (),
        },
        extra={
            "url": tuple([article.url for article in articles[:1]]),
            "article_count": (len(articles),),
            "outlet_count": (len({article.site for article in articles}),),
            "probability": (story.probability,),
            "published": (story.published,) if story.published else (),
            "kind_as_written": _distinct(
                [name for told in agreements for name in told.kind_as_written]
            ),
            "regency": names["regency"],
            "term_months": _counts([told.term_months for told in agreements]),
            "instrument_count": _counts([told.instrument_count for told in agreements]),
            "partner_count": _counts([told.partner_count for told in agreements]),
        },
    )


def _ends(agreements: Sequence[Agreement]) -> list[date]:
    """The days on which agreements end, told or counted from their terms."""
    return [end for end in map(last_day, agreements) if end is not None]


def _names(agreements: Sequence[Agreement]) -> dict[str, tuple[str, ...]]:
    """The words of agreements in ``NAME_FIELDS``."""
    return {
        UNIT: _distinct([unit.name for told in agreements for unit in told.units]),
        "party": _distinct([name for told in agreements for name in _parties(told)]),
        "official": _distinct(
            [f"{one.name}, {one.role}" for told in agreements for one in told.officials]
        ),
        "place": _distinct([told.place for told in agreements]),
        "regency": _distinct([told.regency for told in agreements]),
        "province": _distinct([told.province for told in agreements]),
        "scope": _distinct([topic for told in agreements for topic in told.scope]),
    }


def _parties(agreement: Agreement) -> list[str]:
    kinds = [*[party.kind for party in agreement.parties], *agreement.partner_kinds]
    return [*[party.name for party in agreement.parties], *map(_kind_words, kinds)]


@cache
def _kind_words(kind: PartyKind) -> str:
    """The kind of a party in words; nothing for the one that says nothing."""
    return "" if kind is PartyKind.LAINNYA else word("party", kind)


def _record(names: dict[str, tuple[str, ...]], agreements: Iterable[Agreement]) -> tuple[str, ...]:
    titles = [name for told in agreements for name in (told.title, *told.kind_as_written)]
    return _distinct([*[name for values in names.values() for name in values], *titles])


def _values(story: Story, agreements: Sequence[Agreement]) -> dict[str, tuple[str, ...]]:
    """The values that are searched as they are counted."""
    return {
        "kind": _distinct([told.kind.value for told in agreements]),
        "act": _distinct([told.act.value for told in agreements]),
        "partner_kind": _distinct([kind for told in agreements for kind in _partner_kinds(told)]),
        "label": (story.label.value,),
    }


def _partner_kinds(agreement: Agreement) -> list[str]:
    kinds = [*[party.kind for party in agreement.parties], *agreement.partner_kinds]
    return [kind.value for kind in kinds if kind is not PartyKind.PEMASYARAKATAN]


def _distinct(values: Sequence[str | None]) -> tuple[str, ...]:
    if len(values) < 2:
        # The rule for most fields, and several times as fast.
        return tuple([value for value in values if value])
    return tuple(dict.fromkeys(filter(None, values)))


def _counts(values: Iterable[int | None]) -> tuple[int, ...]:
    return tuple([count for count in values if count is not None])
