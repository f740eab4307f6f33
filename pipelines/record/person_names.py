"""Names of people in running text: where one starts and ends, and what is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.record.forms import forms
from pipelines.record.names import joined, stopwords
from pipelines.record.tokens import Phrases, Token
from pipelines.text.lookout import watch

#: Most words of a person's name.
MOST_NAME_WORDS = 6
#: Letters of a name that begins with initials alone.
_INITIALS = 2
#: Longest acronym; longer words in capitals are names that are shouted.
_LONGEST_ACRONYM = 4

_TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("offices.yaml").read_text(encoding="utf-8")
)
TITLES = frozenset(_TABLE["titles"])
#: Titles that are never initials: a name begins after them wherever they stand.
SURE_TITLES = TITLES - frozenset(_TABLE["initials"])
OFFICES = Phrases(dict.fromkeys(_TABLE["offices"], True))
OFFICE_WORDS = frozenset(_TABLE["words"])
_DEGREES = frozenset(_TABLE["degrees"])
#: Short forms of inherited titles, which are part of the name.
_NOBLE = frozenset({"RM", "RR", "RA", "KRT", "KRMT", "BRM", "KPH", "GPH"})
_NEVER = frozenset(_TABLE["never"])
BALINESE = frozenset(_TABLE["balinese"])
_PARTICLES = frozenset(_TABLE["particles"])
#: Forms of bodies that people are called by too.
_NAMES_TOO = frozenset({"aji", "gabungan"})
#: Short forms of bodies that are no acronyms.
_SHORT_FORMS = frozenset({"desa", "bank", "toko"})
#: What stands before "didik" where no one is called so: "Kasi Anak Didik".
OF_PUPILS = frozenset({"anak", "bimbingan", "dan", "pembinaan"})
#: Words of offices that are surnames too.
_SURNAMES = frozenset({"utama", "mitra", "muda", "bina", "hakim", "karya", "data", "imam", "islam"})
#: Short forms at the end of names that are no degrees: "Muhammad Yusuf AR".
_ENDINGS = frozenset({"ar", "az", "as", "hs", "hr", "nz", "ys"})
#: Nouns of work, which no one is called by: "Direktur Kepesertaan", "Bidang Ketenagakerjaan".
_WORK = re.compile(r"(?:Ke|Pe)[a-z]{5,}an")
_POSSESSED = re.compile(r".{4,}nya")
_PARTICLE_FORM = re.compile(r"(?:al|ar|as|at|an|ad|asy|el)-[A-Z]\w+")

_SPEECH = r"kata|ujar|ucap|tutur|ungkap|jelas|tegas|terang|sebut|imbuh|tambah|pungkas|papar|lanjut"
_SPOKEN = watch(
    rf"(?:\b(?:{_SPEECH})\s(?P<after>[A-Z][\w'’]+)(?=[,.\s]))|"
    r"(?:(?<!\w)(?P<before>[A-Z][\w'’]+)\s(?:mengatakan|menuturkan|menjelaskan|menyampaikan|menegaskan|"
    r"menyebut|menambahkan|mengungkapkan|berharap|berujar|bilang|mengaku|menyambut|menerangkan|"
    r"menilai|mengapresiasi)\b)"
)


@lru_cache(maxsize=8)
def spoken_names(text: str) -> frozenset[str]:
    """Words by which people are called where they are told to speak: "ujar Yulia"."""
    return frozenset(match["after"] or match["before"] for match in _SPOKEN.finditer(text))


def name_at(text: str, words: Sequence[Token], index: int) -> tuple[int, int] | None:
    """First and last word of the name at word ``index``, titles before it skipped."""
    first = index = after_titles(words, index)
    while index < len(words) and index - first < MOST_NAME_WORDS:
        gap = text[words[index - 1].end : words[index].start]
        if index > first and ("&" in gap or not joined(text, words[index - 1], words[index])):
            break
        if _is_degree(text, words[index]) and (
            index > first or len(words[index].text) > 2 or _is_short_degree(text, words[index])
        ):
            break
        if not names(words, index) and not (index > first and _inside(words, index)):
            break
        index += 1
    while index > first and words[index - 1].text in _PARTICLES:
        index -= 1
    return (first, index - 1) if index > first else None


def after_titles(words: Sequence[Token], index: int) -> int:
    """The first word from ``index`` on that is no title."""
    while index < len(words) and words[index].lower in TITLES and not balinese(words, index):
        index += 1
    return index + 2 if _is_kyai(words, index) else index


def _is_kyai(words: Sequence[Token], index: int) -> bool:
    """Whether a title is written with stops: "K.H. Lukman Hakim"."""
    letters = words[index : index + 2]
    near = len(letters) > 1 and letters[1].start - letters[0].end == 1
    return near and [letter.text for letter in letters] == ["K", "H"]


def names(words: Sequence[Token], index: int) -> bool:
    """Whether the word at ``index`` may be part of a person's name."""
    word = words[index]
    if balinese(words, index) or (len(word.text) == _INITIALS and _initials(words, index)):
        return True
    return (
        word.text[0].isupper()
        and word.lower not in _NEVER
        and (word.lower not in stopwords() or word.lower in TITLES)
        and word.lower not in OFFICE_WORDS
        and not (word.lower == "didik" and index and words[index - 1].lower in OF_PUPILS)
        and _WORK.fullmatch(word.text) is None
        and OFFICES.at([word], 0) is None
        and (not acronym(word) or word.text in _NOBLE or shouted(words, index))
    )


def _initials(words: Sequence[Token], index: int) -> bool:
    """Whether two letters begin a name: "SF Hariyanto", no body's form nor a title."""
    word = words[index]
    if not word.text.isupper() or index + 1 >= len(words):
        return False
    if word.lower in TITLES | _DEGREES | OFFICE_WORDS or forms().at([word], 0) is not None:
        return False
    after = words[index + 1]
    return after.text.istitle() and after.start - word.end == 1 and names(words, index + 1)


def shouted(words: Sequence[Token], index: int) -> bool:
    """Whether a word in capitals is part of a name in capitals: "Kalapas ANDI AKBAR"."""
    after = words[index + 1] if index + 1 < len(words) else words[index]
    near = after.start - words[index].end == 1
    return near and after.text.isupper() and len(after.text) > _LONGEST_ACRONYM


def balinese(words: Sequence[Token], index: int) -> bool:
    """Whether the word is the "I" or "Ni" that Balinese names begin with."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if (words[index].text, following) in {("Anak", "agung"), ("Ida", "bagus")}:
        return True
    return (
        words[index].text in {"I", "Ni", "Gst"}
        and index + 1 < len(words)
        and words[index + 1].lower in BALINESE
    )


def acronym(word: Token) -> bool:
    """Whether a word in capitals is a short form, of a body or a degree."""
    return word.text.isupper() and 1 < len(word.text) <= _LONGEST_ACRONYM


def plausible(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether no word of a name says that it is a body's or a thing's."""
    head = words[first].lower
    short = words[first].text.istitle() and len(head) <= _LONGEST_ACRONYM
    # "Idi" is no "IDI".
    named = head in _NAMES_TOO or (short and head not in _SHORT_FORMS)
    if not named and forms().at([words[first]], 0) is not None:
        return False
    if _POSSESSED.fullmatch(head):
        return False
    return not any(word.lower in _NEVER for word in words[first : last + 1])


def _inside(words: Sequence[Token], index: int) -> bool:
    """Whether a word that begins no name may go on with one: "bin", "al-Bantani", "Hakim"."""
    word = words[index]
    if _PARTICLE_FORM.fullmatch(word.text) or (word.capital and word.lower in _SURNAMES | _ENDINGS):
        return True
    follows = index + 1 < len(words) and words[index + 1].text[0].isupper()
    return word.lower in _PARTICLES and follows


def _is_short_degree(text: str, word: Token) -> bool:
    """Whether a word that a stop follows is no initial: "Sp.PD", not "St. Hasnah"."""
    initial = text.startswith(". ", word.end) and text[word.end + 2 : word.end + 3].isupper()
    return len(word.text) > 1 and word.lower in _DEGREES and not initial


def is_degree(name: str) -> bool:
    """Whether a name is no more than a degree with a stop: "M.Si"."""
    first, stop, last = name.rpartition(".")
    return bool(stop) and len(first) < 3 and last.lower() in _DEGREES


def _is_degree(text: str, word: Token) -> bool:
    dotted = text[word.end : word.end + 1] == "." and text[word.end + 1 : word.end + 2].isalpha()
    initials = dotted and len(word.text) == 1 and text[word.end + 2 : word.end + 4] == ". "
    return (dotted and not initials) or (word.lower in _DEGREES and len(word.text) > 1)
