"""What a story says, line by line: whom it names, and what it says of papers signed before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from model.following import Aspect
from model.records import JAKARTA, Article, UnitKind
from pipelines.following.cues import aspect_of, last_paper, plans, renews
from pipelines.following.signed import Signed, signed_days
from pipelines.judge.acts import Act, Paper, State
from pipelines.judge.facts import MAX_CHARACTERS, Facts, read_facts
from pipelines.record.forms import Organisation
from pipelines.record.organisations import find_organisations
from pipelines.stories.names import GENERIC, partner_key
from pipelines.text.sentences import Sentence, sentences

#: What stands above the office that signs, and is named by its head in most stories.
_UPPER = {UnitKind.KANWIL, UnitKind.DITJENPAS}
#: Lines, after the title, in which a story says whom it is about.
_LEAD = 2
_OF_BEFORE = (State.PAST, State.REFERRED)


class Line(NamedTuple):
    """The title, or a sentence.

    ``units`` are offices of Ditjenpas in full form, ``heads`` those of them that stand above others
    and are named by their heads only; ``bodies`` are others, by their bare names, ``meant`` that of
    them with whom the paper is. ``aspect`` is what is said of a paper. ``signs`` says that a
    signing is told, done or planned, ``plans`` that a paper is sought or replaced. ``signed`` are
    the days of signings of before.
    """

    text: str
    units: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str]
    meant: frozenset[str]
    aspect: Aspect | None = None
    signs: bool = False
    plans: bool = False
    signed: tuple[Signed, ...] = ()


class Telling(NamedTuple):
    """A story as it is compared with agreements: the title, and each sentence.

    ``day`` is that of its publication in Jakarta, ``words`` the whole of it without anything
    between the words, ``names`` the full names of bodies in it.
    """

    title: Line
    body: tuple[Line, ...]
    day: date | None
    words: str
    names: frozenset[str]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The title and every sentence."""
        return (self.title, *self.body)

    @property
    def body_words(self) -> frozenset[str]:
        """The words that the names of bodies are made of."""
        return frozenset(word for name in bodies_of(self.lines) for word in name.split())

    @property
    def lead(self) -> tuple[Line, ...]:
        """Where the story says whom it is about."""
        return (self.title, *self.body[:_LEAD])


def telling_of(article: Article) -> Telling:
    """Read a story for whom it names, and what it says of agreements."""
    text = article.text[:MAX_CHARACTERS]
    facts = read_facts(article)
    whole = Sentence(article.title, 0, len(article.title))
    heading, named = find_organisations(article.title), find_organisations(text)
    title = _line(facts.title, whole, heading, article.published)
    body = [
        _line(own, sentence, _within(named, sentence), article.published)
        for own, sentence in zip(facts.body, sentences(text), strict=True)
    ]
    day = article.published.astimezone(JAKARTA).date() if article.published else None
    words = f" {bare(article.title)} {bare(text)} "
    names = frozenset(one.name for one in (*heading, *named) if one.unit is None)
    return Telling(title, tuple(body), day, words, names)


def units_of(lines: Iterable[Line]) -> frozenset[str]:
    """The offices of Ditjenpas that lines name."""
    return frozenset(name for line in lines for name in line.units)


def bodies_of(lines: Iterable[Line]) -> frozenset[str]:
    """The others that lines name, by their bare names."""
    return frozenset(name for line in lines for name in line.bodies)


def _within(named: Iterable[Organisation], sentence: Sentence) -> Iterator[Organisation]:
    return (one for one in named if sentence.start <= one.start < sentence.end)


def _line(
    facts: Facts, sentence: Sentence, named: Iterable[Organisation], published: datetime | None
) -> Line:
    text, bodies = sentence.text, list(named)
    ours = [one for one in bodies if one.unit is not None]
    upper = {one.name for one in ours if one.via_head and one.unit and one.unit.kind in _UPPER}
    others = [(one.start - sentence.start, partner_key(one.name)) for one in bodies if not one.unit]
    others = [(start, name) for start, name in others if not GENERIC.issuperset(name.split())]
    return Line(
        text=text,
        units=frozenset(one.name for one in ours),
        heads=frozenset(upper),
        bodies=frozenset(name for _, name in others),
        meant=frozenset(_meant(text, others)),
        aspect=aspect_of(text),
        signs=any(act.paper is not Paper.NONE for act in _new(facts)),
        plans=plans(text) or renews(text),
        signed=tuple(_signed(facts, published)),
    )


def _meant(text: str, bodies: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield with whom the paper of a sentence is: who comes next after it, else whoever is named.

    "Bersama Dinas X, sebagai tindak lanjut PKS dengan Puskesmas Y" tells of a paper with Y.
    """
    paper = last_paper(text)
    after = [name for start, name in bodies if paper is not None and start >= paper]
    yield from after[:1] or (name for _, name in bodies)


def _new(facts: Facts) -> Iterator[Act]:
    """Signings that are told as news, done or to come."""
    return (act for act in facts.acts_in(State.DONE, State.PLANNED) if act.strong)


def _signed(facts: Facts, published: datetime | None) -> Iterator[Signed]:
    """The days of signings of before that a sentence tells of."""
    for act in facts.acts_in(*_OF_BEFORE):
        yield from signed_days(facts.text[act.end :], published)


def bare(text: str) -> str:
    """Return the words of a text in lower case, without anything between them."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())
