"""The bodies that a text names: what sort each is, and its name in full.

Units of Ditjenpas are among them, with the kind ``pemasyarakatan``. The forms that bodies are named
by ("Polres", "Dinkes", "Universitas") are in ``organisations.tsv``, the offices of those who speak
for them ("Bupati") in ``heads.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from model.records import PartyKind
from pipelines.record.names import field_length, name_length, place_length
from pipelines.record.tokens import Phrases, Token, tokens
from pipelines.text.regions import region_named
from pipelines.text.units import UnitMention, find_units

_HEAD_WORDS = frozenset(
    """
    rektor direktur utama ketua kepala dekan pimpinan manajer manager general branch pemimpin
    cabang sekretaris pembina pengurus presiden komisaris owner pemilik founder ceo koordinator
    komandan wakil plt plh pj inspektur umum
    """.split()
)
_ACRONYM = re.compile(r"\s?\(([^()\n]{2,40})\)")
_CAPS = re.compile(r"[A-Z]{2,}")


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
    includes the office. ``alias`` is a short form given in brackets.
    """

    name: str
    kind: PartyKind
    start: int
    end: int
    named: bool = True
    via_head: bool = False
    alias: str | None = None
    unit: UnitMention | None = None


def find_organisations(text: str, ends: frozenset[str] = frozenset()) -> list[Organisation]:
    """Every body that ``text`` names, in order; none inside another.

    ``ends`` are words that end a proper name in this text, as in a headline in capitals.
    """
    words = tokens(text)
    units = find_units(text)
    found = [*_units(text, units), *_formed(text, words, units, ends)]
    found.sort(key=lambda body: (body.start, -body.end))
    return _with_heads(text, words, _apart(found))


def _apart(found: Sequence[Organisation]) -> list[Organisation]:
    kept: list[Organisation] = []
    for body in found:
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def _units(text: str, units: Sequence[UnitMention]) -> Iterator[Organisation]:
    for unit in units:
        yield Organisation(
            unit.name,
            PartyKind.PEMASYARAKATAN,
            unit.start,
            unit.end,
            via_head=unit.via_head,
            unit=unit,
        )


@cache
def _forms() -> Phrases[Form]:
    here = Path(__file__)
    rows = _rows(here.with_name("organisations.tsv"))
    forms = {
        row[0]: Form(PartyKind(row[1]), "" if row[2] == "=" else row[2], row[3]) for row in rows
    }
    for head, form in _rows(here.with_name("heads.tsv")):
        forms[head] = forms[form]._replace(via_head=True)
    return Phrases(forms)


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _formed(
    text: str, words: Sequence[Token], units: Sequence[UnitMention], ends: frozenset[str]
) -> Iterator[Organisation]:
    taken = [(unit.start, unit.end) for unit in units]
    index = 0
    while index < len(words):
        found = _forms().at(words, index)
        first = words[index]
        if (
            found is None
            or not (first.capital or found[1].via_head)
            or any(start <= first.start < end for start, end in taken)
        ):
            index += 1
            continue
        length, form = found
        body, used = _body(text, words, index, length, form, ends)
        if body is not None:
            yield body
        index += max(used, length)


def _body(
    text: str,
    words: Sequence[Token],
    index: int,
    length: int,
    form: Form,
    ends: frozenset[str],
) -> tuple[Organisation | None, int]:
    """The body whose form is ``length`` words from ``index``, and how many words name it."""
    last = index + length - 1
    first_tail = last + 1
    bracket = _ACRONYM.match(text, words[last].end)
    alias = None
    if bracket and first_tail < len(words) and words[first_tail].start < bracket.end():
        alias = bracket.group(1)
        while first_tail < len(words) and words[first_tail].start < bracket.end():
            first_tail += 1
    tail = _tail_length(text, words, first_tail, form, ends)
    if tail and not bracket and not _near(text, words[last], words[first_tail]):
        tail = 0
    canonical = form.canonical or text[words[index].start : words[last].end]
    if tail:
        last = first_tail + tail - 1
        tail_text = _tail_text(words[first_tail : last + 1])
    else:
        tail_text = ""
        last = first_tail - 1
    end = words[last].end if tail or not alias else text.index(")", words[last].end) + 1
    name, named = _full_name(canonical, tail_text, form)
    after = _ACRONYM.match(text, end)
    if after and tail and _is_alias(after.group(1)):
        alias, end = after.group(1).strip(), after.end()
    body = Organisation(
        name,
        form.kind,
        words[index].start,
        end,
        named=named,
        via_head=form.via_head,
        alias=alias,
    )
    return body, last - index + 1


def _near(text: str, left: Token, right: Token) -> bool:
    return (
        text[left.end : right.start].strip(' .,"“”') == ""
        and "\n" not in (text[left.end : right.start])
    )


def _is_alias(bracket: str) -> bool:
    return len(bracket.split()) <= 3 and any(letter.isupper() for letter in bracket)


def _tail_length(
    text: str, words: Sequence[Token], first: int, form: Form, ends: frozenset[str]
) -> int:
    if first >= len(words) or form.tail == "alone":
        return 0
    if form.tail in {"place", "free"}:
        return _until_form(words, first, _place_tail(text, words, first, form))
    if form.tail == "topic":
        field = field_length(text, words, first)
        if field:
            after = first + field
            gap_ok = after < len(words) and text[words[after - 1].end : words[after].start] == " "
            return field + (place_length(text, words, after, sure=True) if gap_ok else 0)
    return _until_form(words, first, name_length(text, words, first, ends))


def _place_tail(text: str, words: Sequence[Token], first: int, form: Form) -> int:
    index = first
    if form.tail == "free" and words[index].lower in {"cabang", "unit", "kcp", "kc", "wilayah"}:
        index += 1
    if index >= len(words):
        return 0
    length = place_length(text, words, index, sure=not form.via_head and form.tail == "place")
    if form.tail == "free" and length == 1 and region_named(words[index].text) is None:
        length = 0
    return index - first + length if length else 0


def _until_form(words: Sequence[Token], first: int, length: int) -> int:
    """The name's length without another body's form that stands in it after the first word."""
    for offset in range(1, length):
        found = _forms().at(words, first + offset)
        if found and found[1].tail != "free" and found[1].kind is not PartyKind.SWASTA:
            known = words[first + offset].lower
            if known not in {"kota", "desa", "daerah", "akademi", "rs", "badan"}:
                return length if known in _PART_OF_NAMES else offset
    return length


_PART_OF_NAMES = frozenset("yayasan institut madrasah gereja universitas pesantren".split())


def _tail_text(words: Sequence[Token]) -> str:
    text = " ".join(word.text for word in words)
    return text


def _full_name(canonical: str, tail: str, form: Form) -> tuple[str, bool]:
    """The name in full, and whether it names one body."""
    tail = re.sub(r"^Kab\b\.?", "Kabupaten", tail)
    if canonical in {"Pemerintah Daerah", "Pemerintah Kabupaten", "Pemerintah Kota"}:
        return _government(canonical, tail)
    if canonical == "Pemerintah Provinsi":
        tail = re.sub(r"^(Provinsi|Prov\.?) ", "", tail)
    name = f"{canonical} {tail}".strip()
    return name, bool(tail) or form.tail in {"alone", "free"}


def _government(canonical: str, tail: str) -> tuple[str, bool]:
    if not tail:
        return canonical, False
    kind = canonical.removeprefix("Pemerintah ")
    if kind != "Daerah":
        tail = re.sub(rf"^{kind} ", "", tail)
    if kind == "Daerah":
        if tail.split()[0] in {"Kota", "Kabupaten", "Provinsi"}:
            return f"Pemerintah {tail}", True
        region = region_named(tail)
        if region is not None:
            prefix = "Provinsi " if region.level == "province" else ""
            return f"Pemerintah {prefix}{region.name}", True
    return f"{canonical} {tail}", True


def _with_heads(
    text: str, words: Sequence[Token], bodies: Sequence[Organisation]
) -> list[Organisation]:
    """``bodies`` with the office before them ("Rektor") taken in."""
    places = {word.start: index for index, word in enumerate(words)}
    widened: list[Organisation] = []
    floor = 0
    for body in bodies:
        start = _head_start(text, words, places.get(body.start, 0), floor)
        if start is not None and start < body.start:
            body = body._replace(start=start, via_head=True)
        widened.append(body)
        floor = body.end
    return widened


def _head_start(text: str, words: Sequence[Token], index: int, floor: int) -> int | None:
    start = None
    at = index
    for before, after in pairwise(reversed(words[max(0, index - 4) : index + 1])):
        gap = text[after.end : before.start]
        if gap not in {" ", ". "} or after.lower not in _HEAD_WORDS or after.start < floor:
            break
        at -= 1
        start = after.start
    return start if at < index else None
