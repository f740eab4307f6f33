"""The bodies that a text names: what sort each is, and its name in full.

Units of Ditjenpas are among them, with the kind ``pemasyarakatan``. The forms that bodies are named
by ("Polres", "Dinkes", "Universitas") are in ``organisations.tsv``, the offices of those who speak
for them ("Bupati") in ``heads.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.records import PartyKind
from pipelines.record.boards import with_boards
from pipelines.record.forms import BRANCHES, Form, Organisation, forms, full_name
from pipelines.record.heads import with_heads
from pipelines.record.names import (
    field_length,
    field_word,
    heads_place,
    joined,
    name_length,
    place_length,
)
from pipelines.record.person_names import BALINESE, SURE_TITLES, name_at
from pipelines.record.short_forms import defined_bodies, with_short_forms
from pipelines.record.tokens import Token, tokens
from pipelines.record.unlisted import unlisted_bodies
from pipelines.text.regions import region_named
from pipelines.text.units import UnitMention, find_units

_ACRONYM = re.compile(r"\s?\(([^()\n]{2,40})\)")
#: The legal form of a state company, which belongs to its name.
_LEGAL = re.compile(r"(?:\s\(Persero\))?(?:\s(?:Tbk|TBK)\b\.?)?")
#: Things with an acronym that are no bodies.
_NO_BODY = re.compile(
    r"\b(?:Warga Binaan|Perjanjian|Nota|Memorandum|Undang|Kitab|Unit Pelaksana|Tata Usaha|"
    r"Implementation|Surat|Hak Asasi|Pembimbing|Anak|Standar|Aparat|Sumber Daya|Usaha|Klien|"
    r"Narapidana|Hari|Program|Focus|Restorative|Kartu|Nomor|Kelompok|Kuliah|Bantuan|Wilayah)\b"
)
_ROMAN = re.compile(r"[IVX]{1,4}")
#: Forms that are often words of another body's name.
_INNER = frozenset(
    """
    yayasan institut madrasah gereja universitas pesantren kota desa daerah akademi rs badan forum
    pusat sanggar toko hotel ikatan persatuan harian radio bank balai
    """.split()
)
#: Letters of a university's short form.
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 1, 7
#: Forms of so few letters are acronyms, but for these words.
_SHORT_FORM = 4
_SHORT_WORDS = frozenset("desa bank toko prodi".split())
#: Forms that are written small where the story has named the body before.
_SMALL = frozenset("pemkab pemkot pemprov pemda polres kejari dinkes disdik pemko".split())
_HONOURS = frozenset("dr prof h hj kh ir r drs".split())
#: Words that begin the second half of a faculty's name.
_STUDIES = frozenset(
    """
    bisnis ilmu keguruan pendidikan komunikasi politik sosial kesehatan teknologi hukum ekonomi
    perikanan kelautan peternakan seni sastra budaya humaniora syariah dakwah tarbiyah adab
    akuntansi manajemen informatika desain konseling kemasyarakatan pemikiran studi sains
    """.split()
)
#: Words of names that universities of several towns have.
_SHARED = frozenset(
    """
    islam negeri muhammadiyah aisyiyah nahdlatul pgri katolik kristen terbuka bhayangkara ilmu
    kesehatan agama tinggi
    """.split()
)
_VILLAGES = frozenset({"Pemerintah Desa", "Kelurahan"})
#: Governments of which every one is in the table of regions.
_GOVERNMENTS = frozenset({"Pemerintah Kota", "Pemerintah Kabupaten", "Pemerintah Provinsi"})
_COLLEGES = frozenset("universitas uin iain iai institut sekolah politeknik stai stain".split())


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


@dataclass(frozen=True)
class _Reader:
    """Finds bodies by their forms among the words of a text."""

    text: str
    words: list[Token]
    ends: frozenset[str]

    def bodies(self, taken: Sequence[tuple[int, int]]) -> Iterator[Organisation]:
        """Bodies whose form stands outside the places ``taken``."""
        index = 0
        first_words = forms().first_words
        while index < len(self.words):
            start, lower = self.words[index].start, self.words[index].lower
            found = forms().at(self.words, index) if lower in first_words else None
            if found is None or any(left <= start < right for left, right in taken):
                index += 1
                continue
            length, form = found
            body, used = self._body(index, length, form)
            if body is not None and self._is_written(index, length, form, body):
                yield body
            index += max(used, length)

    def _is_written(self, index: int, length: int, form: Form, body: Organisation) -> bool:
        """Whether the form is written as one: acronyms in capitals ("AJI", not "Aji")."""
        word = self.words[index]
        if length == 1 and len(word.text) <= _SHORT_FORM and word.lower not in _SHORT_WORDS:
            return word.text.isupper() or word.lower.startswith("un")
        if word.capital:
            return True
        return form.via_head or word.lower in _SMALL or (form.tail == "name" and body.named)

    def _body(self, index: int, length: int, form: Form) -> tuple[Organisation | None, int]:
        """The body whose form is ``length`` words from ``index``, and how many words name it."""
        last = index + length - 1
        legal, last = self._legal(last, form)
        alias, first = self._bracket(last)
        tail = self._tail(first, form, by_head=form.via_head or self._of_head(index))
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
        if after and tail and _is_alias(after):
            alias, last = after, first - 1
            end = self._end(last)
        branch = self._branch(first) if named and form.tail in {"name", "free", "topic"} else 0
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

    def _bracket(self, last: int) -> tuple[str | None, int]:
        """The short form in brackets after word ``last``, and the first word after it."""
        bracket = _ACRONYM.match(self.text, self.words[last].end)
        first = last + 1
        if bracket is None or _is_person(bracket.group(1)):
            return None, first
        while first < len(self.words) and self.words[first].start < bracket.end():
            first += 1
        return bracket.group(1).strip(), first

    def _end(self, last: int) -> int:
        """Where word ``last`` ends, with the bracket that it may be in."""
        end = self.words[last].end
        opened = self.text.rfind("(", self.words[max(0, last - 3)].start, end)
        closed = self.text.find(")", opened, end + 2)
        return max(end, closed + 1) if opened >= 0 else end

    def _said(self, first: int, length: int) -> str:
        """The words as a name: without what stands in brackets."""
        if not length:
            return ""
        said = self.text[self.words[first].start : self.words[first + length - 1].end]
        return " ".join(_ACRONYM.sub("", said).split())

    def _form_at(self, index: int) -> bool:
        return index < len(self.words) and forms().at(self.words, index) is not None

    def _tail(self, first: int, form: Form, *, by_head: bool) -> int:
        """Count the words after the form that belong to the name."""
        if first >= len(self.words) or form.tail == "alone":
            return 0
        if form.tail == "free":
            return self._branch(first)
        if form.tail == "place":
            begin = self.words[first].start
            village = form.canonical in _VILLAGES and heads_place(self.text, begin)
            sure = village or not (by_head or (self.ends and form.canonical in _GOVERNMENTS))
            return self._until_form(first, place_length(self.text, self.words, first, sure=sure))
        if form.tail == "topic":
            return self._topic(first, form)
        if form.tail == "part":
            return self._part(first)
        honours = self._honours(first) if self._has_honours(first, form) else 0
        owned = form.kind is PartyKind.LAYANAN_KESEHATAN and self._is_college(first)
        length = self._name(first + honours)
        name = length if owned else self._until_form(first + honours, length)
        return honours + name if name else 0

    def _is_college(self, index: int) -> bool:
        """Whether the word at ``index`` is a university's short form: "RSU UMM"."""
        found = forms().at(self.words, index) if index < len(self.words) else None
        return found is not None and found[1][::2] == (PartyKind.PERGURUAN_TINGGI, "alone")

    def _of_head(self, index: int) -> bool:
        """Whether the head of the body at word ``index`` is named, whose name may follow."""
        return index > 0 and self.words[index - 1].lower == "kepala"

    def _has_honours(self, first: int, form: Form) -> bool:
        """Whether a person's titles may begin a name: "RSUD dr. X", not "dari puskesmas dr. X"."""
        named = {PartyKind.LAYANAN_KESEHATAN, PartyKind.PERGURUAN_TINGGI}
        return form.kind in named and self.words[first - 1].capital

    def _honours(self, first: int) -> int:
        """Count the titles of the person that a hospital is named after."""
        count = 0
        while first + count < len(self.words) and self.words[first + count].lower in _HONOURS:
            count += 1
        return count

    def _name(self, first: int) -> int:
        """Count the words of the proper name that follows."""
        if first >= len(self.words):
            return 0
        before = self.words[first - 1]
        if not self._follows(first) and not joined(self.text, before, self.words[first]):
            return 0
        return name_length(self.text, self.words, first, self.ends)

    def _branch(self, first: int) -> int:
        """Count the words of a branch: "Cabang Yogyakarta", "Kota Malang", "Serang"."""
        if first >= len(self.words) or not first or not self._follows(first):
            return 0
        if self.words[first].text == "Indonesia":
            return 1
        kind_of_place = self.words[first].lower in {"kota", "kabupaten", "kab", "provinsi"}
        start = first if kind_of_place else self._after_branch(first)
        marked = start > first
        length = place_length(self.text, self.words, start, sure=True)
        if not length or (start > first and not self._follows(start)):
            return self._number(first)
        place = self._said(start, length)
        if not marked and region_named(place) is None:
            return 0
        return start - first + self._until_form(start, length)

    def _number(self, first: int) -> int:
        """Count the words of a branch that has a number and no place: "Regional I"."""
        numbered = first + 1 < len(self.words) and (
            self.words[first + 1].text.isdigit() or _ROMAN.fullmatch(self.words[first + 1].text)
        )
        return 2 if numbered and self.words[first].lower in BRANCHES else 0

    def _after_branch(self, first: int) -> int:
        """The first word after those for a branch: "Kantor Cabang Utama", "Daop 1"."""
        index = first
        while index + 1 < len(self.words) and self._follows(index + 1):
            word = self.words[index]
            office = word.lower == "kantor" and self.words[index + 1].lower in BRANCHES
            numbered = index > first and (word.text.isdigit() or _ROMAN.fullmatch(word.text))
            further = index > first and word.lower in {"utama", "pembantu", "area"}
            if not word.capital or not (office or numbered or further or word.lower in BRANCHES):
                break
            index += 1
        return index

    def _follows(self, index: int) -> bool:
        gap = self.text[self.words[index - 1].end : self.words[index].start]
        return gap in {" ", ") ", "-"}

    def _topic(self, first: int, form: Form) -> int:
        field = field_length(self.text, self.words, first)
        if not field:
            if form.canonical in {"Balai", "Badan"} or (form.via_head and self._is_head(first)):
                return 0
            return self._until_form(first, self._name(first))
        after = first + field
        if form.via_head or after >= len(self.words) or not self._follows(after):
            sure = False
        else:
            sure = True
        if after >= len(self.words) or not self._follows(after):
            return field
        place = place_length(self.text, self.words, after, sure=sure)
        other = self._form_at(after) and not self._is_place(self.words[after])
        return field + (0 if other else place)

    def _is_head(self, first: int) -> bool:
        """Whether the words after "Kepala Dinas" are the head's name, and no office in short."""
        name = self.words[first : first + self._name(first)]
        if not name or name[0].text.isupper() or f"dis{name[0].lower}" in forms().first_words:
            return False
        if any(field_word(word.lower) or self._is_place(word) for word in name):
            return False
        return name_at(self.text, self.words, first) is not None

    def _is_place(self, word: Token) -> bool:
        return word.lower in {"kota", "kabupaten", "provinsi", "desa", "daerah"}

    def _part(self, first: int) -> int:
        """Count the words of a faculty's name, that of its university included."""
        listed = False
        for offset in range(min(10, len(self.words) - first)):
            word = self.words[first + offset]
            if word.lower in _COLLEGES and word.capital:
                found = forms().at(self.words, first + offset)
                length = found[0] if found else 1
                after = first + offset + length
                _, after = self._bracket(after - 1)
                return after - first + self._name(after)
            known = forms().at(self.words, first + offset)
            if known and known[1].tail == "alone" and known[1].kind is PartyKind.PERGURUAN_TINGGI:
                return offset + known[0]
            if listed and _is_short(word):
                return offset + 1
            if not word.capital and word.lower != "dan":
                break
            gap = self.text[self.words[first + offset - 1].end : word.start]
            if offset and gap not in {" ", " (", ") ", ", "}:
                break
            listed = listed or (offset > 0 and gap == ", ")
        return self._subject(first)

    def _subject(self, first: int) -> int:
        """Count the words of a faculty's name alone: "Keguruan dan Ilmu Pendidikan"."""
        length = self._name(first)
        after = first + length
        if not length or after + 1 >= len(self.words) or self.words[after].lower != "dan":
            return length
        more = self._name(after + 1) if self.words[after + 1].lower in _STUDIES else 0
        return length + 1 + more if more else length

    def _until_form(self, first: int, length: int) -> int:
        """The name's length without another body's form that stands in it."""
        for offset in range(length):
            found = forms().at(self.words, first + offset)
            word = self.words[first + offset].lower
            if found is None or found[1].tail == "free" or word in _INNER:
                continue
            if offset == 0 and found[1].tail not in {"place", "alone"}:
                continue
            return offset
        return length


def _is_short(word: Token) -> bool:
    """Whether a word is a university's short form, at the end of its faculty's name."""
    return word.text.isupper() and _SHORTEST_ACRONYM < len(word.text) <= _LONGEST_ACRONYM


def _is_person(bracket: str) -> bool:
    """Whether a title begins what stands in brackets: "Kepala Puskesmas (dr. Yesi Amelia)"."""
    title, _, name = bracket.partition(" ")
    return bool(name) and title.rstrip(".").lower() in SURE_TITLES


def _is_alias(bracket: str) -> bool:
    return len(bracket.split()) <= 3 and any(letter.isupper() for letter in bracket)
