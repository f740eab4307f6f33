"""The bodies that a text names: what sort each is, and its name in full.

Units of Ditjenpas are among them, with the kind ``pemasyarakatan``. The forms that bodies are named
by ("Polres", "Dinkes", "Universitas") are in ``organisations.tsv``, the offices of those who speak
for them ("Bupati") in ``heads.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.records import PartyKind
from pipelines.record.boards import with_boards
from pipelines.record.forms import Form, Organisation, forms, full_name
from pipelines.record.heads import with_heads
from pipelines.record.names import (
    joined,
)
from pipelines.record.person_names import BALINESE
from pipelines.record.short_forms import defined_bodies, with_short_forms
from pipelines.record.tails import Tails
from pipelines.record.tokens import tokens
from pipelines.record.unlisted import unlisted_bodies
from pipelines.text.regions import region_named
from pipelines.text.units import UnitMention, find_units

#: The legal form of a state company, which belongs to its name.
_LEGAL = re.compile(r"(?:\s\(Persero\))?(?:\s(?:Tbk|TBK)\b\.?)?")
#: Offices before a body's name, whose holder may be named in brackets.
_HEADS = frozenset("direktur ketua pimpinan kepala rektor dekan manajer pengasuh".split())
#: Forms of so few letters are acronyms, but for these words.
_SHORT_FORM = 4
_SHORT_WORDS = frozenset("desa bank toko prodi".split())
#: Forms that are written small where the story has named the body before.
_SMALL = frozenset("pemkab pemkot pemprov pemda polres kejari dinkes disdik pemko".split())


#: Words of names that universities of several towns have.
_SHARED = frozenset(
    """
    islam negeri muhammadiyah aisyiyah nahdlatul pgri katolik kristen terbuka bhayangkara ilmu
    kesehatan agama tinggi
    """.split()
)


def find_organisations(
    text: str, ends: frozenset[str] = frozenset(), start: int = 0
) -> list[Organisation]:
    """Every body that ``text`` names from the place ``start`` on, in order; none inside another.

    ``ends`` are words that end a proper name in this text, as in a headline in capitals.
    """
    reader = _Reader(text, [word for word in tokens(text) if word.start >= start], ends)
    units = list(_units(find_units(text[start:]), start))
    found = [*units, *reader.bodies([(unit.start, unit.end) for unit in units])]
    found.extend(defined_bodies(text, found, start))
    found = with_short_forms(text, reader.words, found)
    if not ends:
        # In a headline most words have a capital.
        known = with_heads(text, reader.words, sorted(found, key=lambda body: body.start))
        found.extend(unlisted_bodies(text, known, start))
    found.sort(key=lambda body: (body.start, -body.end))
    return with_heads(text, reader.words, with_boards(text, _apart(found)))


def _apart(found: Sequence[Organisation]) -> list[Organisation]:
    kept: list[Organisation] = []
    for body in found:
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def _is_name(unit: UnitMention) -> bool:
    """Whether a Balinese name was taken for a unit's class and town: "Karutan I Gede …"."""
    _, class_, name = unit.text.partition(" I ")
    return unit.via_head and bool(class_) and name.partition(" ")[0].lower() in BALINESE


def _units(units: Sequence[UnitMention], offset: int) -> Iterator[Organisation]:
    kind = PartyKind.PEMASYARAKATAN
    for unit in units:
        if not _is_name(unit):
            start, end = unit.start + offset, unit.end + offset
            yield Organisation(unit.name, kind, start, end, via_head=unit.via_head, unit=unit)


class _Reader(Tails):
    """Finds bodies by their forms among the words of a text."""

    def bodies(self, taken: Sequence[tuple[int, int]]) -> Iterator[Organisation]:
        """Bodies whose form stands outside the places ``taken``."""
        known, after = forms(), 0
        for index in known.starts(self.words):
            start = self.words[index].start
            found = known.at(self.words, index) if index >= after else None
            if found is None or any(left <= start < right for left, right in taken):
                continue
            length, form = found
            body, used = self._body(index, length, form)
            if body is not None and self._is_written(index, length, form, body):
                yield body
            after = index + max(used, length)

    def _is_written(self, index: int, length: int, form: Form, body: Organisation) -> bool:
        """Whether the form is written as one: acronyms in capitals ("AJI", not "Aji")."""
        word = self.words[index]
        if length == 1 and len(word.text) <= _SHORT_FORM and word.lower not in _SHORT_WORDS:
            capitals = sum(letter.isupper() for letter in word.text)
            return word.text.isupper() or word.lower.startswith("un") or capitals > 1
        if word.capital:
            return True
        return form.via_head or word.lower in _SMALL or (form.tail == "name" and body.named)

    def _body(self, index: int, length: int, form: Form) -> tuple[Organisation | None, int]:
        """The body whose form is ``length`` words from ``index``, and how many words name it."""
        last = index + length - 1
        legal, last = self._legal(last, form)
        alias, first = self._bracket(last)
        by_head = form.via_head or self._of_head(index)
        tail = self._tail(first, form, by_head=by_head)
        if tail and first == last + 1 and not joined(self.text, *self.words[last : first + 1]):
            tail = 0
        if form.tail == "name" and not tail and self._form_at(first):
            return None, length
        if form.tail == "part" and self._of_school(first, tail):
            return None, length
        canonical = form.canonical or self._said(index, length)
        canonical += legal
        if tail or first > last + 1:
            last = first + tail - 1
        end = self._end(last)
        name, named = full_name(canonical, self._said(first, tail), form)
        if tail and not legal:
            legal, last = self._legal(last, form)
            name, end = name + legal, self._end(last)
        after, first = self._bracket(last)
        if after and tail and _is_alias(after) and not self._is_head_in_bracket(index, after):
            alias, last = after, first - 1
            end = self._end(last)
        branched = named and form.tail in {"name", "free", "topic"}
        branch = self._branch(first, by_head=by_head) if branched else 0
        if alias and form.tail == "name":
            branch = max(branch, self._until_form(first, self._name(first)))
        if alias and self._is_seat(form, name, first, branch):
            branch = 0
        if branch and (alias or legal or form.tail == "free"):
            name = f"{name} {self._said(first, branch)}"
            last = first + branch - 1
            end = self._end(last)
        body = Organisation(
            name,
            self._kind(index, canonical, name, form),
            self.words[index].start,
            end,
            named=named,
            via_head=form.via_head,
            # What stands in brackets after a faculty is its university's short form.
            alias=None if form.tail == "part" else alias,
        )
        return body, last - index + 1

    def _is_head_in_bracket(self, index: int, bracket: str) -> bool:
        """Whether a head's own name is in brackets: "Direktur LBH Melati (Abdul Azis Dumpa)"."""
        headed = index > 0 and self.words[index - 1].lower in _HEADS
        return headed and " " in bracket and bracket.istitle()

    def _kind(self, index: int, canonical: str, name: str, form: Form) -> PartyKind:
        """What sort of body is named, by its form, or by what the name says beside."""
        if canonical == "PT" and self._is_state_owned(index + 1):
            return PartyKind.BUMN_BUMD
        if form.kind is PartyKind.YAYASAN and "Bantuan Hukum" in name:
            return PartyKind.BANTUAN_HUKUM
        return form.kind

    def _legal(self, last: int, form: Form) -> tuple[str, int]:
        """The legal form that follows word ``last``, and the last word of it."""
        if form.kind not in {PartyKind.BUMN_BUMD, PartyKind.SWASTA}:
            return "", last
        found = _LEGAL.match(self.text, self.words[last].end)
        end = found.end() if found else 0
        while last + 1 < len(self.words) and self.words[last + 1].start < end:
            last += 1
        return (found.group().rstrip(".") if found else ""), last

    def _of_school(self, first: int, length: int) -> bool:
        """Whether a school is named among the words: "Jurusan Teknik Las SMK Negeri 2 Batu"."""
        found = (forms().at(self.words, index) for index in range(first, first + length))
        return any(form is not None and form[1].kind is PartyKind.SEKOLAH for form in found)

    def _is_seat(self, form: Form, name: str, first: int, length: int) -> bool:
        """Whether a town after a university's short form only says where it is.

        It belongs to a name that several share: "Universitas Islam Negeri (UIN) Mataram".
        """
        if form.kind is not PartyKind.PERGURUAN_TINGGI or not length:
            return False
        own = name.split()[1:]
        shared = len(own) < 2 or not _SHARED.isdisjoint(word.lower() for word in own)
        return not shared and region_named(self._said(first, length)) is not None

    def _is_state_owned(self, index: int) -> bool:
        found = forms().at(self.words, index) if index < len(self.words) else None
        return found is not None and found[1].kind is PartyKind.BUMN_BUMD

    def _end(self, last: int) -> int:
        """Where word ``last`` ends, with the bracket that it may be in."""
        end = self.words[last].end
        opened = self.text.rfind("(", self.words[max(0, last - 3)].start, end)
        closed = self.text.find(")", opened, end + 2)
        return max(end, closed + 1) if opened >= 0 else end


def _is_alias(bracket: str) -> bool:
    return len(bracket.split()) <= 3 and any(letter.isupper() for letter in bracket)
