"""Made-up news of Ditjenpas, true to life in length and vocabulary, and always the same.

Words come by Zipf's law, from roots with their affixes down to names that are told once, so that
the vocabulary grows with the number of stories as that of real text does. Places are real ones.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from model.records import (
    Act,
    Agreement,
    Article,
    Capacity,
    Instrument,
    Judgement,
    Label,
    Official,
    Party,
    PartyKind,
    PublishedBasis,
    Reading,
    Signal,
    SignedOnBasis,
    Unit,
    UnitKind,
    UnitRole,
)

_WORDS = Path(__file__).with_name("words.yaml")
_REGENCIES = Path(__file__).parent.parent / "pipelines/text/data/regencies.tsv"

#: Running words that sentences are cut from, and the different words among them.
_URN, _VOCABULARY = 500_000, 100_000
#: Exponent of Zipf's law, as counted in news.
_STEEPNESS = 1.18
#: Characters of a text.
_TEXT = (1_500, 4_000)
#: Words of a sentence.
_SENTENCE = (9, 24)
#: How many articles tell a story, and how many agreements it tells, with their shares.
_ARTICLES = ((1, 2, 3), (60, 28, 12))
MOST_ARTICLES = 3
_AGREEMENTS = ((0, 1, 2), (25, 60, 15))
_FIRST_DAY, _DAYS = date(2016, 1, 4), 3_900
_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
_PARTNERS = (
    (PartyKind.PEMERINTAH_DAERAH, "Pemerintah {place}"),
    (PartyKind.PERGURUAN_TINGGI, "Universitas {name}"),
    (PartyKind.LAYANAN_KESEHATAN, "Puskesmas {name}"),
    (PartyKind.YAYASAN, "Yayasan {name} {place}"),
    (PartyKind.SWASTA, "PT {name} Jaya"),
    (PartyKind.BANTUAN_HUKUM, "LBH {name} {place}"),
    (PartyKind.KEPOLISIAN, "Polres {place}"),
    (PartyKind.BNN, "BNN {place}"),
)
_UNITS = (
    (UnitKind.LAPAS, "Lapas Kelas IIA {place}"),
    (UnitKind.LAPAS, "Lapas Perempuan Kelas IIA {place}"),
    (UnitKind.RUTAN, "Rutan Kelas IIB {place}"),
    (UnitKind.BAPAS, "Bapas Kelas II {place}"),
    (UnitKind.LPKA, "LPKA Kelas II {place}"),
    (UnitKind.KANWIL, "Kantor Wilayah Direktorat Jenderal Pemasyarakatan {province}"),
)
_PAPERS = {
    Instrument.PERJANJIAN_KERJA_SAMA: "Perjanjian Kerja Sama (PKS)",
    Instrument.NOTA_KESEPAHAMAN: "Nota Kesepahaman (MoU)",
    Instrument.NOTA_KESEPAKATAN: "Nota Kesepakatan",
}


class Place(NamedTuple):
    """A kabupaten or kota: "Kota Serang", its bare name, and its province."""

    regency: str
    name: str
    province: str


class Telling(NamedTuple):
    """An article as it was read, and when it was fetched."""

    reading: Reading
    fetched_at: datetime


def story_of(number: int) -> tuple[Telling, ...]:
    """Return the articles that tell story ``number``, first publisher first: always the same."""
    chance = random.Random(number)
    place = chance.choice(_places())
    day = _FIRST_DAY + timedelta(days=int(_DAYS * chance.random() ** 0.7))
    unit = _unit(chance, place)
    agreements = tuple(
        _agreement(chance, place, unit, day, kind)
        for kind in chance.sample(_PARTNERS, chance.choices(*_AGREEMENTS)[0])
    )
    title, text = _title(chance, unit, agreements), _text(chance, place, unit, agreements)
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        seconds=chance.randrange(86_400)
    )
    judgement = _judgement(text, agreements)
    outlets = chance.sample(_outlets(), chance.choices(*_ARTICLES)[0])
    slug = "-".join(title.lower().replace("(", "").replace(")", "").split()[:8])
    return tuple(
        Telling(
            Reading(
                url=f"https://{outlet}.example/{day:%Y/%m}/{slug}-{number}",
                article=Article(
                    title=title,
                    text=text,
                    published=published + timedelta(hours=copy),
                    published_basis=PublishedBasis.META,
                    language="id",
                ),
                judgement=judgement,
                agreements=agreements,
            ),
            published + timedelta(hours=copy + 20),
        )
        for copy, outlet in enumerate(outlets)
    )


def _unit(chance: random.Random, place: Place) -> Unit:
    kind, form = chance.choice(_UNITS)
    name = form.format(place=place.name, province=place.province)
    return Unit(name=name, kind=kind, role=UnitRole.SIGNATORY)


def _agreement(
    chance: random.Random,
    place: Place,
    unit: Unit,
    day: date,
    partner: tuple[PartyKind, str],
) -> Agreement:
    kind, form = partner
    paper = chance.choice(list(_PAPERS))
    name = form.format(place=place.regency, name=_rare_name(chance))
    signed_on = day - timedelta(days=chance.randrange(3))
    months = chance.choice((None, 12, 24, 36))
    scope = chance.sample(_list("topics"), 2)
    official = f"{chance.choice(_list('given_names'))} {_rare_name(chance)}"
    told = f"{signed_on.day} {_MONTHS[signed_on.month - 1]} {signed_on.year}"
    valid_until = signed_on + timedelta(days=30 * months) if months else None
    return Agreement(
        kind=paper,
        kind_as_written=(_PAPERS[paper],),
        act=chance.choices(list(Act), (90, 8, 2))[0],
        title=f"{_PAPERS[paper]} tentang {scope[0]}",
        parties=(
            Party(name=unit.name, kind=PartyKind.PEMASYARAKATAN),
            Party(name=name, kind=kind),
        ),
        units=(unit,),
        signed_on=signed_on,
        signed_on_basis=SignedOnBasis.STATED,
        place=f"Aula {unit.name}",
        regency=place.regency,
        province=place.province,
        officials=(
            Official(name=official, role=f"Kepala {unit.name}", capacity=Capacity.SIGNATORY),
        ),
        scope=tuple(scope),
        term_months=months,
        valid_until=valid_until,
        evidence={
            "kind": _PAPERS[paper],
            "parties": (unit.name, name),
            "units": (unit.name,),
            "signed_on": told,
            "officials": (f"Kepala {unit.name}, {official}",),
        },
    )


def _title(chance: random.Random, unit: Unit, agreements: tuple[Agreement, ...]) -> str:
    name = unit.name.replace(_UNITS[-1][1].split(" {")[0], "Kanwil Ditjenpas")
    if not agreements:
        return f"{name} {_words(chance, 5)}".title()
    partner, paper = agreements[0].parties[1].name, agreements[0].kind_as_written[0]
    return f"{name} dan {partner} Teken {paper.partition(' (')[0]}"


def _text(
    chance: random.Random, place: Place, unit: Unit, agreements: tuple[Agreement, ...]
) -> str:
    """Paragraphs of two or three sentences; the first tell of the agreements."""
    sentences = [
        f"{unit.name} dan {told.parties[1].name} menandatangani {told.kind_as_written[0]} tentang"
        f" {' dan '.join(told.scope)} di {told.place}, {told.evidence['signed_on']}."
        f" {told.evidence['officials'][0]}, hadir dalam acara itu."
        for told in agreements
    ]
    wanted = chance.randint(*_TEXT)
    length = sum(map(len, sentences))
    while length < wanted:
        sentence = _words(chance, chance.randint(*_SENTENCE)).capitalize()
        if chance.random() < 0.25:
            sentence += f" di {unit.name} menurut {_rare_name(chance)} {_rare_name(chance)}"
        sentences.append(sentence + ".")
        length += len(sentence) + 2
    paragraphs = (" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
    return f"{place.name.upper()} – " + "\n".join(paragraphs)


def _judgement(text: str, agreements: tuple[Agreement, ...]) -> Judgement:
    names = ("signing", "unit", "partner", "paper")
    pieces = [text[at * 120 : at * 120 + 90] for at in range(len(names))]
    return Judgement(
        label=Label.PARTNERSHIP if agreements else Label.CANDIDATE,
        probability=0.96 if agreements else 0.42,
        signals=tuple(
            Signal(name=name, weight=1.2, evidence=piece)
            for name, piece in zip(names, pieces, strict=True)
        ),
    )


def _words(chance: random.Random, count: int) -> str:
    start = chance.randrange(_URN - count)
    return " ".join(_urn()[start : start + count])


def _rare_name(chance: random.Random) -> str:
    """A name out of ever more: most are told often, and always some for the first time."""
    return _name(int(chance.paretovariate(0.3)) % 2_000_000_000)


def _name(number: int) -> str:
    syllables = _list("syllables")
    name = ""
    number += len(syllables)
    while number:
        number, place = divmod(number, len(syllables))
        name += syllables[place]
    return name.capitalize()


@cache
def _urn() -> list[str]:
    """Running words of which each comes as often as its rank tells, by Zipf's law."""
    chance = random.Random(0)
    lists = _lists()
    forms = [
        prefix + stem + suffix
        for stem in _list("stems")
        for prefix in lists["prefixes"]
        for suffix in lists["suffixes"]
    ]
    # The commoner a root, the commoner its forms, but not all of one root after another.
    order = sorted(range(len(forms)), key=lambda place: place * chance.random())
    words = [*_list("function"), *_list("stems"), *(forms[place] for place in order)]
    words += [_name(number).lower() for number in range(_VOCABULARY - len(words))]
    weights = list(accumulate((rank + 2.7) ** -_STEEPNESS for rank in range(len(words))))
    return chance.choices(words, cum_weights=weights, k=_URN)


@cache
def _places() -> list[Place]:
    rows = (
        line.split("\t")
        for line in _REGENCIES.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return [Place(f"{kind} {name}", name, province) for province, kind, name, *_ in rows]


@cache
def _outlets() -> list[str]:
    places = _places()[:: len(_places()) // 12]
    return [
        outlet + place.name.lower().replace(" ", "")
        for outlet in _list("outlets")
        for place in places
    ]


@cache
def _list(name: str) -> list[str]:
    content: str = _lists()[name]
    separated = content.split(";") if ";" in content else content.split()
    return [item.strip() for item in separated]


@cache
def _lists() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return content
