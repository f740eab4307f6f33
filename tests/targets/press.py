"""A press office: made-up local news of Indonesia, always the same for a seed.

A few stories are what Pantau looks for, and the rest is what surrounds them: prisons without an
agreement, agreements without a prison, words that only look like prison words, and the town's daily
news. Some of the stories looked for have a headline that names neither prison nor agreement.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from model.records import JAKARTA

_HERE = Path(__file__).parent
_REGENCIES = _HERE.parent.parent / "pipelines/text/data/regencies.tsv"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
#: How a day is printed; ``{0}`` is the weekday, ``{1}`` the date, ``{2}`` the month's name.
_DAY_FORMS = ("{0} ({1.day}/{1.month}/{1.year})", "{0}, {1.day} {2} {1.year}", "{0} ({1:%d/%m/%Y})")
#: From this day on the prison service's regional offices are its own.
_OWN_OFFICES = date(2024, 11, 5)
_MOST_FILLER = 6


class Subject(StrEnum):
    """What a post is about; ``PARTNERSHIP`` alone is looked for."""

    PARTNERSHIP = "partnership"
    PRISON = "prison"
    ELSEWHERE = "elsewhere"
    LOOKALIKE = "lookalike"
    ORDINARY = "ordinary"


class Place(NamedTuple):
    """A kabupaten or kota: "Kota Serang", its bare name, and its province."""

    regency: str
    name: str
    province: str


@dataclass(frozen=True)
class Post:
    """One story as an outlet publishes it. ``quiet``: the headline names no prison, no paper."""

    number: int
    subject: Subject
    title: str
    slug: str
    published: datetime
    section: str
    tags: tuple[str, ...]
    author: str
    paragraphs: tuple[str, ...]
    caption: str
    place: Place
    quiet: bool = False

    @property
    def relevant(self) -> bool:
        """Whether the story is one that Pantau must find and keep."""
        return self.subject is Subject.PARTNERSHIP


@dataclass(frozen=True)
class Mix:
    """Shares of the subjects; the rest is ordinary. ``quiet`` is a share of the partnerships."""

    partnership: float = 0.025
    prison: float = 0.03
    elsewhere: float = 0.025
    lookalike: float = 0.03
    quiet: float = 0.10

    def subjects(self, count: int) -> list[tuple[Subject, bool]]:
        """Return subject and quietness of ``count`` posts, in no particular order."""
        wanted = round(self.partnership * count)
        quiet = round(self.quiet * wanted)
        found = [(Subject.PARTNERSHIP, number < quiet) for number in range(wanted)]
        for subject in (Subject.PRISON, Subject.ELSEWHERE, Subject.LOOKALIKE):
            found += [(subject, False)] * round(getattr(self, subject) * count)
        return found + [(Subject.ORDINARY, False)] * (count - len(found))


def publish(
    seed: int,
    count: int,
    *,
    first: datetime,
    last: datetime,
    mix: Mix | None = None,
    province: str | None = None,
    outlet: str = "Kabar Daerah",
) -> list[Post]:
    """Return ``count`` posts published from ``first`` to ``last`` (both aware), oldest first.

    Numbers go from 1 in that order, and no two slugs are alike. ``province`` keeps to one province.
    """
    chance = random.Random(f"{seed} {count}")
    subjects = (mix or Mix()).subjects(count)
    chance.shuffle(subjects)
    span = (last - first).total_seconds()
    moments = sorted(first + timedelta(seconds=chance.random() * span) for _ in subjects)
    posts: list[Post] = []
    slugs: set[str] = set()
    for (subject, quiet), moment in zip(subjects, moments, strict=True):
        post = write(
            chance,
            subject,
            moment.replace(microsecond=0),
            number=len(posts) + 1,
            quiet=quiet,
            place=chance.choice(_places(province)),
            outlet=outlet,
        )
        if post.slug in slugs:
            post = replace(post, slug=f"{post.slug}-{post.number}")
        slugs.add(post.slug)
        posts.append(post)
    return posts


def write(
    chance: random.Random,
    subject: Subject,
    published: datetime,
    *,
    number: int = 1,
    quiet: bool = False,
    place: Place | None = None,
    outlet: str = "Kabar Daerah",
) -> Post:
    """Write one story that is published at ``published`` (aware)."""
    place = place or chance.choice(_places(None))
    stories = _stories()[subject]
    story = chance.choices(stories, [story.get("share", 1) for story in stories])[0]
    day = published.astimezone(JAKARTA).date() - timedelta(days=chance.choice((0, 0, 1, 1, 2)))
    words = _words_of(chance, story, place, day) | {"outlet": outlet}
    title = _fill(chance, chance.choice(story["quiet" if quiet else "headlines"]), words)
    return Post(
        number=number,
        subject=subject,
        title=title,
        slug=slug(title),
        published=published.astimezone(UTC),
        section=story["section"],
        tags=_tags(chance, subject, words, quiet=quiet),
        author=_person(chance),
        paragraphs=_paragraphs(chance, story, words),
        caption=f"Suasana di {place.name}. Foto: {words['person4']}",
        place=place,
        quiet=quiet,
    )


def slug(title: str) -> str:
    """Return ``title`` as a piece of an address."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _paragraphs(
    chance: random.Random, story: Mapping[str, Any], words: Mapping[str, str]
) -> tuple[str, ...]:
    """The story, and as much of what outlets add below it as falls to its lot."""
    told = [text for text in story["text"] if not text.startswith("? ") or chance.random() < 0.5]
    filler = _stories()["filler"]
    pool = filler[story["section"]] + filler["anywhere"]
    told += chance.sample(pool, chance.randrange(_MOST_FILLER + 1))
    return tuple(_fill(chance, text.removeprefix("? "), words) for text in told)


def _tags(
    chance: random.Random, subject: Subject, words: Mapping[str, str], *, quiet: bool
) -> tuple[str, ...]:
    """Some outlets tag with care, others by place alone."""
    careful = chance.random() < (0.4 if quiet else 0.7)
    if subject is Subject.PARTNERSHIP and careful:
        return (words["unitshort"], chance.choice(("Kerja Sama", "MoU", "Pemasyarakatan")))
    if subject is Subject.PRISON and careful:
        return (words["unitshort"], words["name"])
    if subject is Subject.ELSEWHERE and careful:
        return ("Kerja Sama", words["name"])
    return (words["name"],)


def _words_of(
    chance: random.Random, story: Mapping[str, Any], place: Place, day: date
) -> dict[str, str]:
    """Every name that the story may use, the same wherever it is told."""
    regent = place.regency.startswith("Kabupaten")
    words = {
        "name": place.name,
        "regency": place.regency,
        "province": place.province,
        "regencyshort": f"{'Pemkab' if regent else 'Pemkot'} {place.name}",
        "mayor": "Bupati" if regent else "Wali Kota",
        "town": chance.choice((place.name, place.name.upper())),
        "coined": f"{chance.choice(_list('coined'))} {chance.choice(_list('coined'))}",
        "campus": f"Universitas {chance.choice(_list('coined'))} {place.name}",
        "day": _day(chance, day),
        "head": _person(chance),
        "partnerhead": _person(chance),
        "n1": str(chance.randint(11, 60)),
        "n2": str(chance.randint(100, 900)),
        "n3": str(chance.randint(3, 9)),
    }
    words |= {f"person{number}": _person(chance) for number in (1, 2, 3, 4)}
    words |= _unit(chance, story, day, words) | _partner(chance, story, words)
    words["club"] = chance.choice(_list("clubs")).format_map(words)
    words["venue"] = chance.choice(_list("venues")).format_map(words)
    capitals = {"Topic": words["topic"].title(), "Wbp": words["wbp"].title(), "Day": words["day"]}
    return words | capitals


def _unit(
    chance: random.Random, story: Mapping[str, Any], day: date, words: Mapping[str, str]
) -> dict[str, str]:
    """Who signs for the prison service, in the names of the time."""
    unfit = {"divisi" if day >= _OWN_OFFICES else "kanwil"}
    if story.get("inside"):
        unfit = {"divisi", "kanwil"}
    units = [unit for unit in _words()["units"] if unit[0] not in unfit]
    names = chance.choices(units, [share for _, share, *_ in units])[0][2:]
    keys = ("unit", "unitlong", "unitshort", "chief", "chiefshort", "wbp")
    return {key: name.format_map(words) for key, name in zip(keys, names, strict=True)}


def _partner(
    chance: random.Random, story: Mapping[str, Any], words: Mapping[str, str]
) -> dict[str, str]:
    """Whom the unit signs with, the paper, and what it is about."""
    sorts = story.get("partners")
    fitting = [row for row in _words()["partners"] if sorts is None or row[0] in sorts]
    _, *names, topics = chance.choice(fitting)
    keys = ("partner", "partnershort", "partnerrole")
    found = {key: name.format_map(words) for key, name in zip(keys, names, strict=True)}
    paper = chance.choice(_list("papers"))
    short = re.sub(r".*\((.*)\)", r"\1", paper)
    return found | {"paper": paper, "papershort": short, "topic": chance.choice(topics)}


def _fill(chance: random.Random, text: str, words: Mapping[str, str]) -> str:
    while "[" in text:
        text = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), text)
    return text.format_map(words)


def _day(chance: random.Random, day: date) -> str:
    return chance.choice(_DAY_FORMS).format(WEEKDAYS[day.weekday()], day, MONTHS[day.month - 1])


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_list('given'))} {chance.choice(_list('family'))}"


@cache
def _places(province: str | None) -> Sequence[Place]:
    rows = (
        line.split("\t")
        for line in _REGENCIES.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    # A question mark there says that the name is a common word too.
    named = ((where, kind, name.lstrip("?")) for where, kind, name, *_ in rows)
    places = [Place(f"{kind} {name}", name, where) for where, kind, name in named]
    return [place for place in places if province in {None, place.province}]


def _list(name: str) -> list[str]:
    content = _words()[name]
    return content.split() if isinstance(content, str) else content


@cache
def _stories() -> dict[str, Any]:
    return _load("press_stories.yaml")


@cache
def _words() -> dict[str, Any]:
    words = _load("press_words.yaml")
    return {
        name: tuple(value.split()) if isinstance(value, str) else value
        for name, value in words.items()
    }


def _load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return content
