"""How many words after a form belong to a body's name: a place, a field, a name, a branch."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.records import PartyKind
from pipelines.record.forms import BRANCHES, Form, forms
from pipelines.record.names import (
    field_length,
    field_word,
    heads_place,
    joined,
    name_length,
    place_length,
)
from pipelines.record.person_names import SURE_TITLES, name_at
from pipelines.record.tokens import Token
from pipelines.text.regions import region_named

_ACRONYM = re.compile(r"\s?\(([^()\n]{2,40})\)")
_ROMAN = re.compile(r"[IVX]{1,4}")
#: Forms that are often words of another body's name.
_INNER = frozenset(
    """
    yayasan institut madrasah gereja universitas pesantren kota desa daerah akademi rs badan forum
    pusat distrik sanggar toko hotel ikatan persatuan harian radio bank balai
    """.split()
)
#: Letters of a university's short form.
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 1, 7
#: Most words of the place that a branch is named after.
_MOST_BRANCH = 3
_HONOURS = frozenset("dr prof h hj kh ir r drs".split())
#: Words that begin the second half of a faculty's name.
_STUDIES = frozenset(
    """
    bisnis ilmu keguruan pendidikan komunikasi politik sosial kesehatan teknologi hukum ekonomi
    perikanan kelautan peternakan seni sastra budaya humaniora syariah dakwah tarbiyah adab
    akuntansi manajemen informatika desain konseling kemasyarakatan pemikiran studi sains
    """.split()
)
_PLACE_WORDS = frozenset(
    {"kota", "kabupaten", "provinsi", "desa", "daerah", "kecamatan", "distrik"}
)
_VILLAGES = frozenset({"Pemerintah Desa", "Kelurahan", "Kecamatan", "Distrik"})
#: Governments of which every one is in the table of regions.
_GOVERNMENTS = frozenset({"Pemerintah Kota", "Pemerintah Kabupaten", "Pemerintah Provinsi"})
_COLLEGES = frozenset("universitas uin iain iai institut sekolah politeknik stai stain".split())


@dataclass(frozen=True)
class Tails:
    """Counts the words of names in a text; ``ends`` are words that end a proper name in it."""

    text: str
    words: list[Token]
    ends: frozenset[str]

    def _bracket(self, last: int) -> tuple[str | None, int]:
        """The short form in brackets after word ``last``, and the first word after it."""
        bracket = _ACRONYM.match(self.text, self.words[last].end)
        first = last + 1
        if bracket is None or _is_person(bracket.group(1)):
            return None, first
        while first < len(self.words) and self.words[first].start < bracket.end():
            first += 1
        return bracket.group(1).strip(), first

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
            return self._seat(first, form) or self._branch(first, by_head=by_head)
        if form.tail == "place":
            begin = self.words[first].start
            village = form.canonical in _VILLAGES and heads_place(self.text, begin)
            sure = village or not (by_head or (self.ends and form.canonical in _GOVERNMENTS))
            length = place_length(self.text, self.words, first, sure=sure)
            # "KUA Kecamatan X" is no kecamatan.
            marked = length > 1 and self._is_place(self.words[first])
            return length if marked else self._until_form(first, length)
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

    def _branch(self, first: int, *, by_head: bool = True) -> int:
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
        if marked and not by_head:
            # "Kantor Cabang Malang Martadinata": the street is of the branch's name.
            length = max(length, min(self._name(start), _MOST_BRANCH))
        return start - first + self._until_form(start, length)

    def _number(self, first: int) -> int:
        """Count the words of a branch that has a number and no place: "Kedeputian Wilayah I"."""
        last = first
        while last < len(self.words) and self.words[last].lower in BRANCHES:
            last += 1
        if not first < last < len(self.words):
            return 0
        number = self.words[last].text
        return last + 1 - first if number.isdigit() or _ROMAN.fullmatch(number) else 0

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
        return word.lower in _PLACE_WORDS

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

    def _seat(self, first: int, form: Form) -> int:
        """Count the words that name where an office is: "BPOM di Semarang" is how it is called."""
        if not form.canonical.endswith("POM") or self.words[first].lower != "di":
            return 0
        place = place_length(self.text, self.words, first + 1, sure=False)
        return place + 1 if place else 0

    def _is_rank(self, index: int) -> bool:
        """Whether a hospital's rank follows "TK": "RS Bhayangkara TK III"."""
        return index < len(self.words) and _ROMAN.fullmatch(self.words[index].text) is not None

    def _until_form(self, first: int, length: int) -> int:
        """The name's length without another body's form that stands in it."""
        for offset in range(length):
            found = forms().at(self.words, first + offset)
            word = self.words[first + offset].lower
            if found is None or found[1].tail == "free" or word in _INNER:
                continue
            if word == "tk" and self._is_rank(first + offset + 1):
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
