"""Names of writers: in a page's metadata and in the credits under a story."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.read.phrases import words

_CREDIT_WORDS = words("credit_words") | words("not_places")
_SPLIT = re.compile(r"\s*(?:[/|,;&•·]|\bdan\b|\band\b|\s[-–—]\s)\s*")
_LABEL = re.compile(
    r"^\W*(?:penulis|reporter|pewarta|wartawan|oleh|by|author|editor|laporan|jurnalis|teks|naskah)\b\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"(?:[A-Z][\w'’.-]*|bin|binti|al|el|de|van)$")
_NO_NAME = re.compile(r"[@\d*<>{}()\[\]=]|https?:|www\.|\.(?:com|id|net|org|co)\b", re.IGNORECASE)
#: A date or a number behind a name: "Budi On Jun 24, 2026", "Budi 12 Mei 2026 402 kali dibaca".
_NUMBERS = re.compile(r"\s+(?:(?:on|pada)\s+)?(?:[A-Za-z']{3,9}[.,:]?\s+)??\d.*$", re.IGNORECASE)
#: What somebody is, behind the name: "Budi Santoso (Mahasiswa)".
_BRACKETED = re.compile(r"(?<=\w)\s*\([^()]*\)")
#: "Tanggal :" is no name.
_LABELLING = re.compile(r":\s*$")
_INITIAL = re.compile(r"\s[A-Z]\.$")
_MAX_WORDS = 5
_MIN_LENGTH = 3
#: Degrees follow a comma, as a second name would.
_DEGREE = re.compile(
    r"^(?:S|M|Dr|Drs|Ir|SH|MH|SE|MM|ST|MT|SP|Ph|Amd|A\.Md)[A-Za-z]{0,3}(?:\.[A-Za-z]{1,4}){0,3}\.?$"
)


def authors_of(claims: Iterable[str], site_words: frozenset[str]) -> tuple[str, ...]:
    """Give the people among ``claims``, each once; not the desk, an account or the outlet."""
    found: dict[str, str] = {}
    for claim in claims:
        for name in names_in(claim):
            if re.sub(r"\W+", "", name).lower() not in site_words:
                found.setdefault(name.lower(), name)
    return tuple(name for key, name in found.items() if not _is_part_of_another(key, found))


def sources_of(claims: Iterable[str], site_words: frozenset[str]) -> tuple[str, ...]:
    """Give who sent a story or told it first, each once; not the outlet itself."""
    found: dict[str, str] = {}
    for claim in claims:
        key = re.sub(r"\W+", "", claim).lower()
        if key not in site_words:
            found.setdefault(key, claim)
    return tuple(found.values())


def _is_part_of_another(name: str, others: Iterable[str]) -> bool:
    """Say whether the same person is named in full: "Rudi" beside "Rudi Hartono"."""
    return any(other.startswith(f"{name} ") or other.endswith(f" {name}") for other in others)


def names_in(credit: str) -> list[str]:
    """Give the names of people in a credit such as "Budi Santoso/Sari"."""
    words = _BRACKETED.sub("", _NUMBERS.sub("", credit[:200]))
    pieces = (_bare_name(piece) for piece in _SPLIT.split(words) if not _LABELLING.search(piece))
    return [piece for piece in pieces if _is_name(piece)]


def _bare_name(piece: str) -> str:
    name = _LABEL.sub("", piece).strip(" :-–—\"'“”()[]*")
    return name if _INITIAL.search(name) else name.strip(" .:-–—\"'“”()[]*")


def _is_name(piece: str) -> bool:
    parts = piece.split()
    if not parts or len(parts) > _MAX_WORDS or len(piece) < _MIN_LENGTH or _NO_NAME.search(piece):
        return False
    if any(part.lower().strip(".") in _CREDIT_WORDS for part in parts) or _DEGREE.match(piece):
        return False
    if len(parts) == 1 and (len(piece) <= _MIN_LENGTH or (piece.isupper() and len(piece) <= 4)):
        return False
    return parts[0][0].isupper() and all(_NAME_WORD.match(part) for part in parts)
