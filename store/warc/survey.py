"""What a WARC file holds from one place on, and where it is torn."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator

from model.exceptions import ArchiveError
from store.warc.packing import Packed, note_of, unpack

_MAGIC = b"\x1f\x8b\x08"
_GZIP = zlib.MAX_WBITS | 16
_STEP = 1 << 16


class Found(NamedTuple):
    """A page with its parts, and where it begins."""

    start: int
    packed: Packed


class Survey(NamedTuple):
    """The pages found, and where the last whole record ends: what follows is torn."""

    found: list[Found]
    end: int


class _Member(NamedTuple):
    start: int
    end: int
    note: dict[str, Any] | None


def survey(content: bytes) -> Survey:
    """Look through ``content``, which begins with a record.

    A damaged piece is stepped over where whole records follow it. A page whose parts are not all
    there was being written: it counts as torn.
    """
    found: list[Found] = []
    begun = end = waiting = 0
    for member in _members(content):
        is_part = member.note is not None and "part" in member.note
        waiting = waiting - 1 if is_part else int((member.note or {}).get("parts", 0))
        begun = begun if is_part else member.start
        if waiting > 0:
            continue
        end = member.end
        if member.note is not None:
            found += _unpacked(content, begun, end)
    return Survey(found, end)


def _unpacked(content: bytes, start: int, end: int) -> list[Found]:
    try:
        return [Found(start, unpack(content[start:end]))]
    except ArchiveError:
        return []


def _members(content: bytes) -> Iterator[_Member]:
    start = 0
    while start < len(content):
        member = _member(content, start)
        if member is None:
            start = content.find(_MAGIC, start + 1)
            if start < 0:
                return
        else:
            yield member
            start = member.end


def _member(content: bytes, start: int) -> _Member | None:
    """The gzip member that begins at ``start``; None where it is not whole."""
    unpacker = zlib.decompressobj(_GZIP)
    held, place = bytearray(), start
    try:
        while not unpacker.eof:
            step = content[place : place + _STEP]
            if not step:
                return None
            held += unpacker.decompress(step)
            place += len(step)
    except zlib.error:
        return None
    end = place - len(unpacker.unused_data)
    record = next(iter(ArchiveIterator(BytesIO(held))), None)
    return _Member(start, end, None if record is None else note_of(record))
