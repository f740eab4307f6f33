"""The language of a story, and the second look that langdetect needs in the Malay world."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

UNDETERMINED = "und"
INDONESIAN = "id"

_FILE = Path(__file__).with_name("language.yaml")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

#: Fewer words than this say nothing about a language.
_MIN_WORDS = 5
#: langdetect sees no more, in characters: its answer is settled by then, its time is not.
_ENOUGH = 500
_ENOUGH_WORDS = 600
_SEED = 0

#: What langdetect may call a text of the Malay world; Tagalog and the rest only by mistake.
_MALAY_WORLD = frozenset("id tl so sw et hr sl sq fi af ro cy lt".split())
#: Share of a text's words that must belong to another language than Indonesian: its function
#: words alone make up more; quotations in a press story less.
_MIN_SHARE = {"ms": 0.02, "jv": 0.08, "su": 0.08, "min": 0.08}
_MIN_KINDS = 3
_CODES = ("id", *_MIN_SHARE)
#: Words of ``shared`` that a text in Indonesian or Malay has at least: kinds, and share of all.
_MIN_SHARED_KINDS = 3
_MIN_SHARED = 0.05
#: Up to so many words, two of another language and none of Indonesian are enough.
_SHORT = 80


def language_of(text: str) -> str:
    """Give the ISO 639 code of the language of ``text``; ``und`` where it is too short to tell.

    The same text always gets the same answer. Texts that langdetect calls Indonesian are looked at
    again for the words of Malay (ms), Javanese (jv), Sundanese (su) and Minangkabau (min); a story
    in Indonesian that quotes them stays Indonesian.
    """
    words = [match.group().lower() for match in _WORD.finditer(text[: _ENOUGH_WORDS * 12])]
    if len(words) < _MIN_WORDS:
        return UNDETERMINED
    detected = INDONESIAN if _is_plain(words) else _detected(text)
    if detected not in _MALAY_WORLD and detected != UNDETERMINED:
        return detected
    return _malay_world(words[:_ENOUGH_WORDS], detected)


def _is_plain(words: list[str]) -> bool:
    """Say whether function words alone show Indonesian or Malay.

    They do for nearly every story on an Indonesian site, at a fiftieth of langdetect's price,
    which is as much as a third of reading a small page.
    """
    known = _table()["shared"]
    shared = [word for word in words if word in known]
    return len(set(shared)) >= _MIN_SHARED_KINDS and len(shared) >= _MIN_SHARED * len(words)


def _malay_world(words: list[str], detected: str) -> str:
    """Tell the languages of the Malay world apart by their own words."""
    total = len(words)
    table = _table()
    marks = {code: [word for word in words if word in table[code]] for code in _CODES}
    own = len(marks.pop(INDONESIAN))
    best = max(marks, key=lambda code: len(marks[code]))
    count = len(marks[best])
    kinds = _MIN_KINDS if total > _SHORT or own else _MIN_KINDS - 1
    if len(set(marks[best])) >= kinds and count > 2 * own and count >= _MIN_SHARE[best] * total:
        return best
    if own or detected == INDONESIAN:
        return INDONESIAN
    return detected


def _detected(text: str) -> str:
    detector = _profiles().create()
    detector.append(text[:_ENOUGH].lower())
    try:
        return str(detector.detect()).partition("-")[0]
    except LangDetectException:
        return UNDETERMINED


@cache
def _profiles() -> DetectorFactory:
    """Load langdetect's profiles, once, with a seed of our own: its answers are drawn by lot."""
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(_SEED)
    return factory


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, str] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in table.items()}
