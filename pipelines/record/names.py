"""Where a proper name ends: the words of it that follow a form such as "Universitas" or "Polres".

In running text a name ends with its capitals. A headline writes most words with a capital, so a
table of words that are no part of names ends it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from pipelines.record.tokens import Token
from pipelines.text.regions import region_named

#: Longest names, in words.
MOST_WORDS = 8
MOST_PLACE_WORDS = 4

_GAP = re.compile(r"[ \u00a0]{1,3}@?|[ ]?&[ ]?|/|[ ]?['’\"“”][ ]?|-")
_STOP_GAP = re.compile(r"\.[ ]?")
#: Longest word that a full stop shortens: "Kab.", "Muh."
_SHORT = 3
#: Shortest word of a field that is known with a wrong letter.
_LONG = 7
_SHORT_NAMES = frozenset({"moch", "much"})
_PLACE_MARKS = {"kota", "kabupaten", "kab", "provinsi", "prov", "kotamadya", "kecamatan", "daerah"}
_AFTER_PLACE = frozenset("barat timur utara selatan tengah kota hilir hulu ilir".split())
_INSIDE = frozenset("al el an as ar at for of the and bin de wa li".split())
#: Forms of address that names of bodies end with too: "Yayasan Pondok Kasih Ibu".
_ADDRESSES = frozenset({"ibu", "bapak", "bunda"})


#: A place and the name of its head: "Kepala Desa Tasikagung, Sukamto".
_PLACE_AND_HEAD = re.compile(
    r"[A-Z][\w'’]+(?: [A-Z][\w'’]+)?, (?!Camat|Lurah|Kepala|Kades|Sek|Ketua|Danr|Kapol|"
    r"Babin|Bhabin|Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Kabupaten|Kecamatan|Kota)[A-Z]"
)


@cache
def stopwords() -> frozenset[str]:
    """Words that end a name wherever they stand."""
    return _words("stopwords.txt")


@cache
def headline_stopwords() -> frozenset[str]:
    """Words that end a name in a headline, where capitals say little."""
    return _words("headline_stopwords.txt")


@cache
def _fields() -> frozenset[str]:
    return _words("fields.txt")


@cache
def _misspelt_fields() -> dict[str, str]:
    """Long words of fields by what each is without one of its letters."""
    return {
        letters: word for word in _fields() if len(word) >= _LONG for letters in _without_one(word)
    }


def _without_one(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(maxsize=4096)
def field_word(word: str) -> str | None:
    """The word of an office's field that ``word`` means, a letter of it wrong, lost or too many.

    None for a word of no field. Both are in lower case.
    """
    if word in _fields():
        return word
    known = _misspelt_fields()
    if word in known or len(word) < _LONG:
        return known.get(word)
    for letters in _without_one(word):
        if letters in _fields() or letters in known:
            return letters if letters in _fields() else known[letters]
    return None


def spelt(name: str) -> str:
    """The name of an office's field, each word as it is usually spelt."""
    return " ".join(map(_spelt, name.split()))


def _spelt(word: str) -> str:
    if not word.isalpha() or not word.istitle() or region_named(word) is not None:
        return word
    return (field_word(word.lower()) or word).capitalize()


def _words(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether nothing but a space, or what stands inside names, is between two words."""
    if _GAP.fullmatch(text, left.end, right.start):
        return True
    short = len(left.text) <= _SHORT or left.lower in _SHORT_NAMES
    return short and bool(_STOP_GAP.fullmatch(text, left.end, right.start))


def name_length(text: str, words: Sequence[Token], first: int, ends: frozenset[str]) -> int:
    """Count the words of the proper name that starts with word ``first``.

    ``ends`` are further words that end a name in this text.
    """
    length = 0
    for index in range(first, min(first + MOST_WORDS, len(words))):
        word = words[index]
        if index > first and not joined(text, words[index - 1], word):
            break
        addressed = word.lower in stopwords() or word.lower in ends
        addressed = addressed and not _is_independence_day(words, index)
        # "LBH Bina Warga" is a name, "Warga Binaan" none; a headline's capitals do not tell.
        addressed = addressed and (bool(ends) or not _are_citizens(words, index))
        if addressed and not (length and word.lower in _ADDRESSES and _is_last(text, words, index)):
            break
        if not word.capital and not (length and word.lower in _INSIDE):
            break
        if length and _numbers_next(text, word):
            break
        length += 1
    while length and words[first + length - 1].lower in _INSIDE:
        length -= 1
    return length


def _numbers_next(text: str, word: Token) -> bool:
    """Whether a number is that of the next thing in a list: "1. PKBM Bina 2. Yayasan Karya"."""
    if not word.text.isdigit() or not text.startswith(". ", word.end):
        return False
    before = text.rfind(f"{int(word.text) - 1}. ", 0, word.start)
    return before >= 0 and "\n" not in text[before : word.start]


def _are_citizens(words: Sequence[Token], index: int) -> bool:
    """Whether a name has "Warga" in it, which "Warga Binaan" begins elsewhere."""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    return words[index].text == "Warga" and after not in {"binaan", "negara", "masyarakat"}


def _is_independence_day(words: Sequence[Token], index: int) -> bool:
    """Whether a month is that of the day many bodies are named after: "17 Agustus 1945"."""
    return [word.lower for word in words[index - 1 : index + 2]] == ["17", "agustus", "1945"]


def _is_last(text: str, words: Sequence[Token], index: int) -> bool:
    """Whether a word with a capital addresses nobody: no name of a person follows it."""
    after = index + 1
    if not words[index].capital or after >= len(words):
        return words[index].capital
    follows = words[after].capital and joined(text, words[index], words[after])
    return not follows or region_named(words[after].text) is not None


def heads_place(text: str, start: int) -> bool:
    """Whether the name at ``start`` is a place's, for the name of its head stands behind it."""
    return _PLACE_AND_HEAD.match(text, start) is not None


def place_length(text: str, words: Sequence[Token], first: int, *, sure: bool) -> int:
    """Count the words of the place name that starts with word ``first``, its kind included.

    A known region ends the name; else, unless ``sure`` that the place alone follows (a person's
    name may), its capitals do.
    """
    marks = 0
    while (
        first + marks < len(words)
        and (words[first + marks].lower in _PLACE_MARKS or words[first + marks].text.isdigit())
        and words[first + marks].capital
        and marks < 2
    ):
        marks += 1
    start = first + marks
    length = min(name_length(text, words, start, frozenset()), MOST_PLACE_WORDS)
    if marks and length and not joined(text, words[start - 1], words[start]):
        return 0
    if not length:
        return 0
    known = _region_length(words, start, length)
    if known:
        return marks + known
    return marks + length if sure else 0


def _region_length(words: Sequence[Token], start: int, length: int) -> int:
    skip = 1 if words[start].lower == "metro" and length > 1 else 0
    for count in range(length, skip, -1):
        piece = " ".join(word.text for word in words[start + skip : start + count])
        if region_named(piece) is None:
            continue
        after = start + count
        if count < length and words[after].lower in _AFTER_PLACE:
            return count + 1
        return count
    return 0


def field_length(text: str, words: Sequence[Token], first: int) -> int:
    """Count the words that name an office's field: "Pemberdayaan Perempuan dan Anak"."""
    length = 0
    index = first
    while index < len(words) and words[index].capital and field_word(words[index].lower):
        length = index - first + 1
        after = index + 1
        if after >= len(words):
            break
        gap = text[words[index].end : words[after].start]
        if words[after].lower in {"dan", "serta"} and gap in {" ", ", "}:
            after += 1
        elif gap not in {" ", ", ", "/"}:
            break
        index = after
    return length
