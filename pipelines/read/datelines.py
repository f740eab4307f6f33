"""The place and outlet in front of a story's first sentence."""

from __future__ import annotations

import re

from pipelines.read.phrases import words
from pipelines.read.titles import bare

_NOT_PLACES = words("not_places")

_TLD = r"(?:com|co\.id|id|net|org|info|news|co|tv|my\.id|or\.id|go\.id|web\.id|online|asia|press)"
_DOMAIN = rf"(?:www\.)?[A-Za-z][\w-]{{1,40}}(?:\.[\w-]{{2,30}}){{0,2}}\.{_TLD}\b"
_DASH = r"(?:\s*_+\s+|\s*(?:–|—|--+|―|‒|−)\s*|\s+-+\s*|\s*-\s+|\s*:{2}\s*|\s*>+\s*|\s*\|\s+)"
_OPENS = r"(?=[\W_]{0,3}[A-Z0-9“\"‘'(])"

#: A whole prefix in front of a dash is looked at word by word; it is no longer than this.
_MAX_PREFIX = 90
_DASHED = re.compile(rf"^(.{{2,{_MAX_PREFIX}}}?){_DASH}{_OPENS}", re.DOTALL)
#: "KBRN, Kota : Kantor": a colon only where an outlet is named.
_COLON = re.compile(rf"^([^:]{{2,{_MAX_PREFIX}}}?)\s*:\s+{_OPENS}")
#: "KOTA, HUMAS. Kantor".
_STOPPED = re.compile(rf"^([^:.,]{{2,40}},[^:.]{{2,40}})\.\s+{_OPENS}")
#: "OUTLET.COM-Kantor", "Outlet.id: Kantor": the domain alone says what it is.
_LEADING_DOMAIN = re.compile(
    rf"^[\W_]{{0,3}}{_DOMAIN}[\])*_]{{0,3}}\s*(?:[-–—:|;]+|,)?\s*", re.IGNORECASE
)
#: "KOTA (OUTLET) Direktorat", "[KOTA, OUTLET] Direktorat".
_BRACKETED = re.compile(
    r"^([^()\[\]]{0,50}?)\s*[(\[]([^()\[\]]{2,50})[)\]]\s*(?:[-–—:|,.]+\s*)?" + _OPENS
)
_PARTS = re.compile(r"\s*[,|/()\[\];•·]\s*|\s+(?:-|–|—)\s+")
_DATE_PART = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s*)?[\d/.\s-]{0,12}"
    r"(?:\d{1,2}\s*(?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|nop|des)\w{0,8}\s*(?:\d{4})?)?",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z.'’&-]*(?:\s+[A-Z][A-Z.'’&-]*){0,4}$")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|of|dan|di)(?:\s+(?:[A-Z][\w.'’-]*|\d{1,3}|dan)){0,3}$")
_DOMAIN_PART = re.compile(rf"{_DOMAIN}(?:\s+(?:network|group))?$", re.IGNORECASE)
_AGENCIES = frozenset(
    "antara antaranews infopublik kbrn kbrnrri rri mc diskominfo humas cnnindonesia".split()
)
_MARKS = "*_ \t\u00a0"
_MIN_REST = 12
#: Letters of an outlet's name that may stand for all of it: "bonar" of tabloidbonar.
_MIN_NAME = 5
_MAX_ROUNDS = 3


def without_dateline(line: str, site_words: frozenset[str]) -> str:
    """Cut place, outlet and day off the front of a story's first line.

    Takes "KOTA, Outlet.id – …", "OUTLET.COM-…", "KOTA (OUTLET) …", "KOTA | OUTLET – …" and
    "Kota – …"; leaves a dash that belongs to the sentence. ``site_words`` are names of the outlet
    in letters and digits only.
    """
    for _ in range(_MAX_ROUNDS):
        shorter = _shorter(line, site_words)
        if shorter is None or len(shorter) < _MIN_REST:
            break
        line = shorter
    return line


def _shorter(line: str, site_words: frozenset[str]) -> str | None:
    for match, is_dateline in (
        (_DASHED.match(line), _is_dateline),
        (_COLON.match(line), _names_outlet),
        (_STOPPED.match(line), _names_outlet),
        (_BRACKETED.match(line), _is_bracketed),
    ):
        if match is not None and is_dateline(match, site_words):
            return line[match.end() :].lstrip(_MARKS)
    domain = _LEADING_DOMAIN.match(line)
    if domain is not None and (
        domain.group().rstrip()[-1] in "-–—:|;,)]" or _names(domain.group(), site_words)
    ):
        return _without_place(line[domain.end() :], had_comma=domain.group().rstrip().endswith(","))
    return None


def _is_dateline(match: re.Match[str], site_words: frozenset[str]) -> bool:
    parts = _parts_of(match)
    return bool(parts) and all(_is_part(part, site_words) for part in parts)


def _names_outlet(match: re.Match[str], site_words: frozenset[str]) -> bool:
    outlets = (
        _DOMAIN_PART.fullmatch(part) or _names(part, site_words) for part in _parts_of(match)
    )
    return _is_dateline(match, site_words) and any(outlets)


def _parts_of(match: re.Match[str]) -> list[str]:
    parts = (part.strip(_MARKS + ".:") for part in _PARTS.split(match.group(1).strip(_MARKS)))
    return [part for part in parts if part]


def _is_bracketed(match: re.Match[str], site_words: frozenset[str]) -> bool:
    place, outlet = match.group(1).strip(_MARKS + ","), match.group(2).strip()
    if place and not _is_part(place, site_words):
        return False
    parts = [piece.strip() for piece in _PARTS.split(outlet)]
    if not place and match.group().startswith("[") and len(parts) > 1:
        # "[Mataram, Humas Rutan]": no story begins with such a bracket of its own.
        return all(
            _is_part(part, site_words) or part.lower().startswith("humas ") for part in parts
        )
    return any(_DOMAIN_PART.fullmatch(part) or _names(part, site_words) for part in parts)


def _is_part(part: str, site_words: frozenset[str]) -> bool:
    if _DOMAIN_PART.fullmatch(part) or _names(part, site_words) or _DATE_PART.fullmatch(part):
        return True
    lowered = {word.strip(".,").lower() for word in part.split()}
    if lowered & _NOT_PLACES:
        return False
    return bool(_CAPITALS.match(part) or _NAME.match(part))


def _names(text: str, site_words: frozenset[str]) -> bool:
    name = bare(text)
    if name in site_words or name in _AGENCIES:
        return True
    return len(name) >= _MIN_NAME and any(word.endswith(name) for word in site_words)


def _without_place(rest: str, *, had_comma: bool) -> str:
    """Cut the place after "Outlet.com, ": the words in capitals, or else one word."""
    if not had_comma:
        return rest
    capitals = re.match(r"(?:[A-Z]{2,}[.,]?\s+){1,4}(?=[A-Z“\"][a-z“\"]?)", rest)
    if capitals:
        return rest[capitals.end() :]
    word = re.match(r"[A-Z][a-z]+\s+(?=[A-Z“\"])", rest)
    if word and word.group().strip().lower() not in _NOT_PLACES:
        return rest[word.end() :]
    return rest
