"""What the columns of an office's register are, told by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("fields.yaml")
_WORD = re.compile(r"[^\W_]+")
#: "s.d." is a word of its own.
_UNTIL = re.compile(r"\bs\s?[./]\s?d\b\.?", re.IGNORECASE)
_PARTY = frozenset({"pihak", "instansi", "mitra", "lembaga"})
_OURS, _THEIRS = "ours", "theirs"
#: A head that says which side signed, and may name either the body or its head.
_BODY = {_OURS: "units", _THEIRS: "partners"}
#: What stands under the name of a side: the name of who signs, where an office stands beside it.
_NAME = "nama"

#: Fields that a column may be mapped to by hand.
SKIP = "skip"


@cache
def fields() -> tuple[str, ...]:
    """Return all fields that a column may hold."""
    return (*(name for name in _table()["fields"] if name != "computed"), "computed")


def plain(head: str) -> str:
    """Bring a head to the form in which two spellings are equal."""
    same: Mapping[str, str] = _table()["same"]
    words = _WORD.findall(_UNTIL.sub(" sd ", head.lower()))
    return " ".join(" ".join(same.get(word, word) for word in words).split())


def recognise(path: tuple[str, ...]) -> str | None:
    """Say which field a column holds, by the texts above it; nothing where no words tell."""
    return _recognised(tuple(plain(text) for text in path))


@lru_cache(maxsize=4_096)
def _recognised(path: tuple[str, ...]) -> str | None:
    whole = " ".join(filter(None, path))
    if not whole:
        return None
    found = _heads().get(whole)
    if found is not None:
        return found
    words = frozenset(whole.split())
    side = _side(words)
    if side is not None and (sided := _of_side(words, side)):
        return sided
    if len(path) > 1 and (below := _recognised(path[-1:])) and below not in _WEAK:
        return below
    return _by_words(words) or (_recognised(path[:1]) if len(path) > 1 else None)


#: Heads that say little where another one stands above them.
_WEAK = frozenset({"no", "signers", "roles", "numbers", "signed_on", "units", "partners", "kind"})


def _side(words: frozenset[str]) -> str | None:
    ours, theirs = (words & frozenset(_table()[side]) for side in (_OURS, _THEIRS))
    if bool(ours) == bool(theirs):
        return None
    return _OURS if ours else _THEIRS


def _of_side(words: frozenset[str], side: str) -> str | None:
    """Say what a head tells of one side: its number, who signed for it, its name."""
    if "jabatan" in words and not words & {_NAME, "penanda"}:
        return f"roles_{side}"
    if "jumlah" in words or "jenis" in words or "kategori" in words:
        return None
    if {"penanda", "tangan"} <= words or words & {"pejabat", "menandatangani"}:
        is_role = "jabatan" in words and _NAME not in words
        return f"roles_{side}" if is_role else f"signers_{side}"
    if "nomor" in words:
        return "number_ours" if side == _OURS else "number_theirs"
    return _BODY[side] if words & _PARTY else None


def _by_words(words: frozenset[str]) -> str | None:
    for field, needed in _word_sets():
        if needed <= words:
            return field
    return None


def settled(
    found: Mapping[int, str | None], paths: Mapping[int, tuple[str, ...]]
) -> dict[int, str | None]:
    """Settle what a head tells only beside others: "Jabatan" after a signatory is that one's.

    A field that is found twice and cannot be is that of the first column.
    """
    told: dict[int, str | None] = dict(found)
    _settle_number(told, paths)
    _settle_names(told, paths)
    signer = None
    for column in sorted(told):
        field = told[column]
        if field and field.startswith("signers"):
            signer = field.removeprefix("signers")
        elif field == "roles" and signer:
            told[column] = f"roles{signer}"
    return told


def _settle_number(told: dict[int, str | None], paths: Mapping[int, tuple[str, ...]]) -> None:
    """Take "Nomor" for the count of rows in the first column, and for that of the paper later."""
    first = min(told, default=0)
    for column, path in paths.items():
        if told.get(column) == "no" and column != first:
            told[column] = "numbers" if plain(path[-1]) == "nomor" else told[column]


def _settle_names(told: dict[int, str | None], paths: Mapping[int, tuple[str, ...]]) -> None:
    """Take "Nama" under a side for a person where "Jabatan" stands under it too."""
    for column, path in paths.items():
        if len(path) < 2 or plain(path[-1]) != _NAME:
            continue
        beside = [
            other for other, own in paths.items() if own[:-1] == path[:-1] and other != column
        ]
        if any(str(told.get(other)).startswith("roles") for other in beside):
            side = _side(frozenset(plain(" ".join(path)).split()))
            told[column] = f"signers_{side}" if side else "signers"


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


@cache
def _heads() -> dict[str, str]:
    return {plain(head): name for name, one in _table()["fields"].items() for head in one["heads"]}


@cache
def _word_sets() -> tuple[tuple[str, frozenset[str]], ...]:
    """Sets of words and the field that each means, those of most words first."""
    found = [
        (name, frozenset(plain(" ".join(words)).split()))
        for name, one in _table()["fields"].items()
        for words in one.get("words", ())
    ]
    return tuple(sorted(found, key=lambda one: -len(one[1])))
