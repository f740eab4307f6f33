"""Names of offices and partners, brought to a form in which two spellings are equal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from pipelines.stories.spelling import by_ear
from pipelines.text.regions import region_named

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_CLASS = re.compile(r"\b(?:kelas|klas|kls)\b\s*(?:[ivx1-3]{1,3}\s*[-/]?\s*[ab]?\b)?", re.IGNORECASE)
#: Long and short forms that mean the same office; read from left to right, longest first.
_LONG_FORMS = (
    (re.compile(r"\blembaga pemasyarakatan\b"), "lapas"),
    (re.compile(r"\brumah tahanan(?: negara)?\b"), "rutan"),
    (re.compile(r"\blembaga pembinaan khusus anak\b"), "lpka"),
    (re.compile(r"\bbalai pemasyarakatan\b"), "bapas"),
    (re.compile(r"\brumah penyimpanan benda sitaan(?: negara)?\b"), "rupbasan"),
    (re.compile(r"\bkantor wilayah\b"), "kanwil"),
    (re.compile(r"\bdirektorat jenderal pemasyarakatan\b"), "ditjenpas"),
    (re.compile(r"\bkementerian agama\b"), "kemenag"),
    (re.compile(r"\bpemerintah (kota|kabupaten|provinsi)\b"), r"pemerintah \1"),
    (re.compile(r"\bpemkot\b"), "pemerintah kota"),
    (re.compile(r"\bpemkab\b"), "pemerintah kabupaten"),
    (re.compile(r"\bpemprov\b"), "pemerintah provinsi"),
    (re.compile(r"\bkejaksaan negeri\b"), "kejari"),
    (re.compile(r"\bkejaksaan tinggi\b"), "kejati"),
    (re.compile(r"\bkepolisian daerah\b"), "polda"),
    (re.compile(r"\bkepolisian resor\b"), "polres"),
    (re.compile(r"\bkepolisian sektor\b"), "polsek"),
    (re.compile(r"\bkomando distrik militer\b"), "kodim"),
    (re.compile(r"\bpengadilan negeri\b"), "pn"),
    (re.compile(r"\bbadan narkotika nasional\b"), "bnn"),
    (re.compile(r"\buniversitas\b"), "univ"),
    (re.compile(r"\blembaga bantuan hukum\b"), "lbh"),
    (re.compile(r"\brumah sakit umum daerah\b"), "rsud"),
    (re.compile(r"\brumah sakit jiwa\b"), "rsj"),
    (re.compile(r"\bsm(a|k|p)n\b"), r"sm\1 negeri"),
    (re.compile(r"\bbnnk\b"), "bnn kabupaten"),
    (re.compile(r"\bbnnp\b"), "bnn provinsi"),
    (re.compile(r"\bkanwil (\w+) provinsi\b"), r"kanwil \1"),
    # Before the name of the person that a hospital or a school is named after.
    (re.compile(r"\b(?:prof|dr|drs|dra|ir|kh|h|hj)\b\.?(?: ?\b[a-z]\b\.?)*"), " "),
)
#: Words of bare names that no text has in this form, or that any body of the sort has.
GENERIC = frozenset(
    """
    lapas rutan lpka bapas rupbasan kanwil ditjenpas kemenag pemerintah kota kabupaten provinsi
    kejari kejati polda polres polsek kodim pn bnn univ lbh rsud rsj dinas negeri rumah sakit balai
    """.split()
)
#: Words that two spellings of one name may differ in.
_EMPTY_WORDS = frozenset("pt cv tbk yayasan ud uptd upt kantor dan di kementerian negara".split())
#: Words that a name may end in or not.
_NATIONAL = frozenset({"indonesia", "republik", "ri"})
#: Words that make another body of a name: towns and their halves, levels of government, numbers.
_TELLING_WORDS = frozenset(
    """
    selatan utara timur barat tengah tenggara pusat raya baru besar kecil hulu hilir kepulauan kota
    kabupaten provinsi perempuan narkotika anak pemuda terbuka khusus muda wanita ditjenpas i ii iii
    iv v
    """.split()
)
#: What begins the place in a name, which another spelling leaves out.
_PLACES = frozenset({"kota", "kabupaten", "provinsi"})
_OF_PLACE = re.compile(rf"(.) (?:{'|'.join(sorted(_PLACES))}) (?=.)")
#: Bodies that are nothing without their place.
_PLACED = frozenset({"pemerintah", "bnn", "polres", "polda", "kejari", "kejati", "pn"})
#: Letters of a contraction, and words that it is made of, at most.
_LONGEST, _MOST_PARTS = 16, 6
#: Letters of a word that may be misspelt, and how many in a hundred two spellings share.
_LONG = 6
_SPELLING = 85


def unit_key(name: str) -> str:
    """Return the bare name of a Ditjenpas office: short form, without class, in lower case."""
    bare = _CLASS.sub(" ", _BRACKETS.sub(" ", name)).lower()
    return " ".join(_WORD.findall(_shortened(bare)))


def partner_key(name: str) -> str:
    """Return the bare name of a partner: lower case, common long forms shortened."""
    bare = _shortened(_BRACKETS.sub(" ", name).lower())
    words = _WORD.findall(bare)
    telling = [word for word in words if word not in _EMPTY_WORDS]
    return " ".join(telling or words)


def share(left: Iterable[str], right: Iterable[str]) -> bool:
    """Say whether a name of ``left`` is one of ``right``, in another spelling perhaps."""
    others = set(right)
    return any(name in others or any(alike(name, other) for other in others) for name in left)


def agree(left: Iterable[str], right: Iterable[str]) -> bool:
    """Say whether every name of either side is one of the other."""
    ours, theirs = list(left), list(right)
    return all(share([name], theirs) for name in ours) and all(
        share([name], ours) for name in theirs
    )


@lru_cache(maxsize=16_384)
def alike(left: str, right: str) -> bool:
    """Say whether two bare names are one: equal, one a shortening of the other, or misspelt."""
    if left == right or left.replace(" ", "") == right.replace(" ", ""):
        return True
    left = _respelt(left, right)
    right = _respelt(right, left)
    ours, theirs = set(left.split()), set(right.split())
    difference = (ours ^ theirs) - _NATIONAL
    if not difference or _leaves_out_place(left, right) or _leaves_out_place(right, left):
        return True
    if difference & _TELLING_WORDS or any(word.isdigit() for word in difference):
        return False
    if (ours < theirs or theirs < ours) and _are_telling(ours & theirs):
        return True
    return abbreviates(left, right) or abbreviates(right, left)


def bare_of_place(name: str) -> str:
    """Return a bare name without the kota, kabupaten or provinsi that the body is of."""
    return _OF_PLACE.sub(r"\1\n", name).partition("\n")[0]


def _leaves_out_place(short: str, full: str) -> bool:
    """Say whether ``short`` is ``full`` without the kota or kabupaten that the body is of."""
    if _leaves_out_level(short, full):
        return True
    body, _, place = _OF_PLACE.sub(r"\1\n", full).partition("\n")
    if not place or body in _PLACED or _OF_PLACE.search(short):
        return False
    return alike(short, body)


def _leaves_out_level(short: str, full: str) -> bool:
    """Say whether ``short`` is ``full`` without a word for the level of the place that follows.

    Only that: a body of the town Cianjur Kota is not one of Cianjur.
    """
    words = full.split()
    return any(
        word in _PLACES and words[:place] + words[place + 1 :] == short.split()
        for place, word in enumerate(words[:-1])
    )


def _respelt(name: str, other: str) -> str:
    """Return ``name`` with the words of ``other`` that it spells otherwise or writes together."""
    known = other.split()
    joined = {ours + theirs: f"{ours} {theirs}" for ours, theirs in pairwise(known)}
    return " ".join(joined.get(word) or _as_in(known, word) for word in name.split())


def _as_in(known: list[str], word: str) -> str:
    if word in known:
        return word
    return next((other for other in known if _sounds_alike(word, other)), word)


def _sounds_alike(word: str, other: str) -> bool:
    """Say whether two words sound alike, or differ a little and are long (Siak is not Sikka).

    Words that make another body of a name do not: SMP 1 is not SMP 11, Polsek I not Polsek II.
    """
    if any(one in _TELLING_WORDS or any(map(str.isdigit, one)) for one in (word, other)):
        return False
    if by_ear(word) == by_ear(other):
        return True
    return min(len(word), len(other)) >= _LONG and fuzz.ratio(word, other) >= _SPELLING


def _are_telling(words: set[str]) -> bool:
    """Say whether ``words`` name a body though others of its name are left out."""
    (word, *others) = words or {""}
    if others:
        return True
    return len(word) >= _LONG and word not in GENERIC and region_named(word) is None


def abbreviates(short: str, full: str) -> bool:
    """Say whether ``short`` is ``full`` but for one word made of others' beginnings (BLK, Apindo).

    What is left of ``full`` may be the place that the body is of.
    """
    rest, own = full.split(), short.split()
    for place, word in enumerate(own):
        after = len(own) - place - 1
        if rest[:place] != own[:place] or rest[len(rest) - after :] != own[place + 1 :]:
            continue
        spelt = rest[place : len(rest) - after]
        if len(spelt) > 1 and _is_contraction(word, spelt):
            return True
        if after == 0 and len(word) >= _LONG and _begins_contraction(word, spelt):
            return True
    return False


def _is_contraction(word: str, spelt: list[str]) -> bool:
    """Say whether ``word`` is made of first letters, or if it is long, of first syllables."""
    if len(word) < _LONG:
        return word == "".join(part[0] for part in spelt)
    return len(word) <= _LONGEST and len(spelt) <= _MOST_PARTS and _spells(word, spelt)


def _begins_contraction(word: str, spelt: list[str]) -> bool:
    return any(_is_contraction(word, spelt[:count]) for count in range(2, len(spelt)))


def _spells(word: str, spelt: list[str]) -> bool:
    """Say whether beginnings of all words of ``spelt``, in order, make ``word``."""
    if not spelt or not word:
        return not spelt and not word
    return any(
        _spells(word[length:], spelt[1:])
        for length in range(1, len(word) + 1)
        if spelt[0].startswith(word[:length])
    )


@lru_cache(maxsize=4_096)
def _province(word: str) -> str:
    """Write the short name of a province out (NTB); leave other words as they are."""
    region = region_named(word)
    if region is None or region.level != "province" or word in region.name.lower().split():
        return word
    return region.name.lower()


def _shortened(name: str) -> str:
    name = _WORD.sub(lambda word: _province(word.group()), name)
    for long_form, short in _LONG_FORMS:
        name = long_form.sub(short, name)
    return name
