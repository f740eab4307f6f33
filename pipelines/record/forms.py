"""The forms that bodies are named by, and a body's full name from its form and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.records import PartyKind
from pipelines.record.names import spelt
from pipelines.record.tokens import Phrases
from pipelines.text.regions import region_named
from pipelines.text.units import UnitMention

#: Offices of regional governments, which are named after a kota or a kabupaten.
_REGIONAL = ("Dinas", "Inspektorat", "Kantor Kementerian Agama", "Badan Amil Zakat Nasional")

#: What names a branch after the name of a body that has many.
BRANCHES = frozenset(
    """
    cabang wilayah regional kanwil unit kcp kc area region kota kabupaten kab provinsi daerah witel
    perwakilan distrik kedeputian up3 ulp uiw uip up2d ultg korwil stasiun kph bkph rph uid daop
    divre kcu
    """.split()
)
#: Fields of regional offices that are named in short: "Dinas Damkar".
_FIELDS = {
    "damkar": "Pemadam Kebakaran",
    "dikbud": "Pendidikan dan Kebudayaan",
    "dukcapil": "Kependudukan dan Pencatatan Sipil",
    "kominfo": "Komunikasi dan Informatika",
    "nakertrans": "Tenaga Kerja dan Transmigrasi",
    "perindag": "Perindustrian dan Perdagangan",
}


class Form(NamedTuple):
    """How a sort of body is named: its kind, the form in full, and what follows the form."""

    kind: PartyKind
    canonical: str
    tail: str
    via_head: bool = False


class Organisation(NamedTuple):
    """A body named in a text.

    ``named`` is false for a form alone ("Bupati", "BNNK"), which means a body named elsewhere.
    ``via_head`` says that the one who speaks for it is named ("Rektor Universitas X"); the mention
    includes the office. ``alias`` is a short form given in brackets. ``town`` says that a town is
    named, which stands for its government where a party is called for.
    """

    name: str
    kind: PartyKind
    start: int
    end: int
    named: bool = True
    via_head: bool = False
    alias: str | None = None
    unit: UnitMention | None = None
    town: bool = False


@cache
def forms() -> Phrases[Form]:
    """Every form, from ``organisations.tsv`` and ``heads.tsv``."""
    here = Path(__file__)
    rows = _rows(here.with_name("organisations.tsv"))
    table = {
        row[0]: Form(PartyKind(row[1]), "" if row[2] == "=" else row[2], row[3]) for row in rows
    }
    for head, form in [*_rows(here.with_name("heads.tsv")), *_office_heads(table)]:
        table[head] = table[form]._replace(via_head=True)
    return Phrases(table | _misspelt(table))


def _misspelt(table: Mapping[str, Form]) -> dict[str, Form]:
    """Forms with the ministry in the spelling that many write: "Kementrian Agama"."""
    long, short = "kementerian", "kementrian"
    return {words.replace(long, short): form for words, form in table.items() if long in words}


def _office_heads(offices: Iterable[str]) -> list[list[str]]:
    """Heads of regional offices that are named in short: "kadisnaker" of "disnaker"."""
    return [[f"ka{form}", form] for form in offices if form.startswith("dis") and " " not in form]


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def full_name(canonical: str, tail: str, form: Form) -> tuple[str, bool]:
    """The name in full, and whether it names one body."""
    tail = re.sub(r"\bKab\b\.?", "Kabupaten", tail)
    if canonical in {"Pemerintah Daerah", "Pemerintah Kabupaten", "Pemerintah Kota"}:
        return _government(canonical, tail)
    if form.tail in {"place", "free"}:
        tail = _unshortened(tail)
    if canonical == "Dinas":
        field, _, rest = spelt(tail).partition(" ")
        tail = f"{_FIELDS.get(field.lower(), field)} {rest}".strip()
    if canonical.startswith(_REGIONAL):
        tail = _regency(tail)
    if canonical == "Kementerian Agama" and (region := region_named(tail)) is not None:
        kind = "Kantor" if region.level == "regency" else "Kantor Wilayah"
        return f"{kind} {canonical} {region.name}", True
    if canonical == "Pemerintah Provinsi":
        tail = re.sub(r"^(Provinsi|Prov\.?) ", "", tail)
        if (region := region_named(tail)) is not None and region.name == "DI Yogyakarta":
            return "Pemerintah Daerah Daerah Istimewa Yogyakarta", True
    last = canonical.rsplit(maxsplit=1)[-1] if canonical else ""
    if last in {"Kota", "Kabupaten", "Provinsi"}:
        tail = re.sub(rf"^{last} ", "", tail)
    name = f"{canonical} {tail}".strip()
    office = canonical.startswith("Dinas ")
    return name, bool(tail) or office or form.tail in {"alone", "free"}


def _regency(tail: str) -> str:
    """The place at the end of an office's name with its kind, where only one is called so."""
    words = tail.split()
    for length in (3, 2, 1):
        # The longest name first: "Padang Pariaman" is another regency than Pariaman.
        field, place = " ".join(words[:-length]), " ".join(words[-length:])
        kota, kabupaten = region_named(place, "Kota"), region_named(place, "Kabupaten")
        if kota is None or len(words) < length:
            continue
        alone = field.endswith(("Kota", "Kabupaten", "Provinsi", "dan"))
        if alone or kota != kabupaten or kota.level != "regency":
            return f"{field} {_unshortened(place)}".strip()
        return f"{field} {kota.name}".strip()
    return tail


def _unshortened(tail: str) -> str:
    """A region's short name in full: "Jatim", "Kotim"."""
    region = region_named(tail) if tail and " " not in tail else None
    if region is None:
        return tail
    words = re.sub("^(?:Kota|Kabupaten) ", "", region.name).lower().split()
    return region.name if is_contraction(tail.lower(), words) else tail


def is_contraction(word: str, words: Sequence[str]) -> bool:
    """Whether ``word`` is drawn together from ``words``, as "kotim" is from two."""
    if len(words) < 2 or not 3 <= len(word) <= 8 or word[0] != words[0][0]:
        return False
    letters = iter("".join(words))
    return word != "".join(words) and all(letter in letters for letter in word)


def _government(canonical: str, tail: str) -> tuple[str, bool]:
    if not tail:
        return canonical, False
    kind = canonical.removeprefix("Pemerintah ")
    if kind != "Daerah":
        return f"{canonical} {re.sub(rf'^{kind} ', '', _unshortened(tail))}", True
    if tail.split(maxsplit=1)[0] in {"Kota", "Kabupaten", "Provinsi"}:
        return f"Pemerintah {tail}", True
    region = region_named(tail)
    if region is None:
        return f"{canonical} {tail}", True
    if region.name == "DI Yogyakarta":
        return "Pemerintah Daerah Daerah Istimewa Yogyakarta", True
    prefix = "Provinsi " if region.level == "province" else ""
    return f"Pemerintah {prefix}{region.name}", True
