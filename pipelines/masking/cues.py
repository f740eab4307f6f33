"""Words around a name that say whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

#: Characters before a name that are looked at.
_ROOM = 90
#: The same, before a name that nothing but a name may follow.
_NEAR = 40
#: Texts in which the places of words are remembered.
_TEXTS = 8
#: Names before which it is remembered what stands there: a story is read twice.
_NAMES = 1 << 9
_WORD = re.compile(r"[a-z]{3,}")


@cache
def _table() -> Any:
    path = Path(__file__).with_name("cues.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def any_of(*sorts: str) -> str:
    """Return a pattern for all words of some sorts of ``cues.yaml``."""
    return f"(?:{'|'.join(line for sort in sorts for line in _table()[sort].splitlines())})"


def words_in(*sorts: str) -> frozenset[str]:
    """Return the words of three letters and more that patterns of some sorts are made of."""
    text = " ".join(_table()[sort] for sort in sorts)
    return frozenset(_WORD.findall(text.lower()))


class Before:
    """Words that stand right before a name, tried only where one of them begins.

    Args:
        words: a pattern for them, which looks at nothing around them.
        rest: a pattern for what stands between them and the name.
        room: characters before the name in which they may begin.
    """

    def __init__(self, words: str, rest: str, room: int = _ROOM) -> None:
        self._begin = re.compile(rf"(?<![\w.])(?={words})", re.IGNORECASE)
        self._whole = re.compile(rf"{words}(?:(?<=\W)|(?!\w)){rest}$", re.IGNORECASE)
        self._room = room
        self._places = lru_cache(_TEXTS)(self._find_places)
        #: Where words begin that end where a name starts in a text; null where there are none.
        self.at = lru_cache(_NAMES)(self._at)

    def _at(self, text: str, start: int) -> int | None:
        places = self._places(text)
        first, last = bisect_left(places, start - self._room), bisect_right(places, start)
        for place in places[first:last]:
            if self._whole.match(text, place, start):
                return place
        return None

    def _find_places(self, text: str) -> list[int]:
        return [found.start() for found in self._begin.finditer(text)]


ROLE = any_of("role")
_OPENS = r"""[\s,:;–—-]{0,3}["“”'‘’«(\[]?\s?(?:(?-i:[a-z])\.\s)?"""
_CLOSES = r"""["”’']?"""
_ONE_OF = (
    r"(?:(?:yang\s)?(?:seorang|salah (?:satu|seorang)|satu dari|(?:eks|mantan|bekas)[ -])\s?)?"
)
_COUNTED = r"(?:(?:ke)?(?:dua|tiga|empat|lima|enam)(?:nya)?(?:\sorang)?\s)"
_NAME_NEXT = re.compile(r",\s[A-Z]")
_YEARS = r"\d{1,2}\s?(?:tahun|thn|th)"
_CALLING = any_of("calling")
_THEN = rf"(?:{_OPENS}|\s{_CALLING}\.?\s)"
_ROLE_BEFORE = Before(ROLE, rf"(?:\s{any_of('between')})?{_THEN}")
_CALLED = Before(any_of("called"), _THEN)
#: Asked for at few words: to look for the places of all is dearer.
_SURELY_CALLED = re.compile(
    rf"(?<![\w.]){any_of('surely_called')}(?:\s(?:si|sang))?{_OPENS}$", re.IGNORECASE
)
_DONE_TO = Before(any_of("done_to"), r"\s")
_ONLY_CALLED = Before(_CALLING, r"\.?\s")
_OF_CHILDREN = r"(?<!psikolog )(?<!dokter )(?<!pemerhati )(?<!spesialis )(?<!lembaga )"
_KIN_RANKED = re.compile(
    rf"(?<![\w.]){_OF_CHILDREN}{any_of('kin')}(?:nya|ku)?"
    r"(?:\s(?:perempuan|laki-laki|sulung|bungsu|kandung|mendiang|almarhum(?:ah)?|korban|terdakwa|"
    r"tersangka|pelaku|(?-i:[A-Z])[\w'’]+)){0,4},\s$",
    re.IGNORECASE,
)
_KIN_CALLED = Before(
    rf"{_OF_CHILDREN}{any_of('kin')}(?:nya|ku)?",
    rf"(?:\s(?-i:[A-Z])[\w'’]+){{0,4}},?\s(?:{_CALLING}\.?\s)",
)
_SPOKEN_FOR = re.compile(rf"(?<!\w){any_of('spokesman')}(?:\spara)?\s$", re.IGNORECASE)
_THEIR_SPOKESMAN = Before(f"{any_of('spokesman')}nya", r",?\s")
_OF_THING = Before(any_of("of_thing"), r"\s[\"“”'‘’]?")
_IN_PLACE = Before("(?:di|asal|warga|wilayah|daerah|kawasan|blok|wisma|kamar)", r"\s")
_CLIENT = Before(any_of("spokesman"), r"\s")
_SPOKESMAN = Before(
    any_of("spokesman"), rf"(?:\s(?:para|keluarga))?\s{ROLE}(?:\s[a-z]+){{0,2}},?\s"
)
_WEAK = Before(f"(?:{any_of('kin')}(?:nya|ku)?|{any_of('person', 'spoke')})", _OPENS)
_AFTER = re.compile(
    rf"{_CLOSES}(?:\s?\(\s?(?:L|P|[A-Z]{{2,3}}|usia|umur)?[\s,/]{{0,2}}\d{{1,2}}\s?(?:tahun|thn|th)?\s?[),]|"
    rf",?\s(?:usia|umur|berusia|berumur)?\s?{_YEARS}\b|,\s\d\d,|,?\s(?:alias|als|bin|binti|a\.?k\.?a)\b|"
    rf"\s?[,(–—-]\s?{_ONE_OF}(?:para\s|perwakilan\s)?{ROLE}\b|"
    rf",\s{_COUNTED}{ROLE}\s(?:asal|kasus|perkara|yang|dengan|di)\b|"
    rf"\s(?:selaku|sebagai|adalah|ialah|merupakan)\s(?:perwakilan\s|wakil\s)?{_ONE_OF}{ROLE}\b)",
    re.IGNORECASE,
)
_AFTER_WEAK = re.compile(
    rf"{_CLOSES}(?:,?\s{any_of('does')}\b|"
    rf",\s(?:seorang|salah|asal|yang|{any_of('kin', 'person')})(?:nya)?\b)"
)
_DOES = re.compile(
    r"\s(?:(?:masih|juga|pun|lalu|kini|akan|sudah|telah)\s)?(?:(?:me|ber|di|ter)[a-z]{4,}|tak|tidak|belum)\b"
)
_KIN_AFTER = re.compile(rf",\s{any_of('kin')}(?:nya)?\b")
_HURT = Before(
    any_of("hurt"),
    rf"(?:\s[a-z]+){{0,3}},\s(?:{any_of('short_rank')}\.?|{any_of('rank')})\s",
)


def is_called(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a name follows: "bernama", "alias", "Sdr."."""
    place = _CALLED.at(text, start)
    if place is None:
        return False
    # "H." may be the initial of the last name of a line.
    before = text[place:start]
    return not ("." in before and "\n" in before)


def is_surely_called(text: str, start: int) -> bool:
    """Whether a name follows whatever word it is: "alias Opung"."""
    return _SURELY_CALLED.search(text, max(0, start - _NEAR), start) is not None


def is_of_role(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a prisoner, a suspect or a victim follows.

    Those are words of the same line.
    """
    place = _ROLE_BEFORE.at(text, start)
    return place is not None and "\n" not in text[place:start] and not speaks_for(text, start)


def is_done_to(text: str, start: int) -> bool:
    """Whether the words before ``start`` say to whom it was done.

    That is "Polisi Ringkus …", and "korban jambret, Bidan …".
    """
    if _DONE_TO.at(text, start) is not None:
        return True
    hurt = _HURT.at(text, start)
    return hurt is not None and not _SPOKEN_FOR.search(text, max(0, hurt - _ROOM), hurt)


def is_only_called(text: str, start: int) -> bool:
    """Whether the word before ``start`` is one that prisoners are called by too: "Guru"."""
    return _ONLY_CALLED.at(text, start) is not None


def is_kin_called(text: str, start: int) -> bool:
    """Whether who is called so is somebody's relative: "Ayah korban, Kiai …"."""
    return _KIN_CALLED.at(text, start) is not None


def is_verb_after(text: str, end: int) -> bool:
    """Whether a word with the shape of a verb follows ``end``."""
    return _DOES.match(text, end) is not None


def is_kin_ranked(text: str, start: int) -> bool:
    """Whether the words before a rank say whose relative follows: "anak almarhum, Suster …"."""
    return _KIN_RANKED.search(text, max(0, start - _ROOM), start) is not None


def is_kin_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say whose relative the one named before is."""
    return _KIN_AFTER.match(text, end) is not None


def is_of_thing(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a place or a thing follows."""
    return _OF_THING.at(text, start) is not None


def is_in_place(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a place follows."""
    return _IN_PLACE.at(text, start) is not None


def is_client(text: str, start: int, end: int) -> bool:
    """Whether a name is that of one who is spoken for: "kuasa hukum Budi, Rina"."""
    return _NAME_NEXT.match(text, end) is not None and _CLIENT.at(text, start) is not None


def speaks_for(text: str, start: int) -> bool:
    """Whether who follows ``start`` speaks for a prisoner: "kuasa hukum terdakwa, …"."""
    spoken_for = _SPOKESMAN.at(text, start), _THEIR_SPOKESMAN.at(text, start)
    return spoken_for != (None, None)


def is_person_before(text: str, start: int) -> bool:
    """Whether the words before ``start`` say that a person is spoken of."""
    return _WEAK.at(text, start) is not None


def is_named_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that the name before was such a one's."""
    return _AFTER.match(text, end) is not None


def is_person_after(text: str, end: int) -> bool:
    """Whether the words after ``end`` say that a person was spoken of."""
    return _AFTER_WEAK.match(text, end) is not None
