"""What stands in a WARC file where a page was removed."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from warcio.warcwriter import WARCWriter

#: First bytes of a gzip member with a comment: deflate, FCOMMENT, no time, an unknown system.
_HEAD = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"


def blank(length: int) -> bytes:
    """Return a gzip member of exactly ``length`` bytes that holds an empty WARC record.

    What is left over is a comment of spaces in the member's head, which every reader passes over;
    so a page is removed in its place, and nothing that follows it moves.
    """
    content = _empty_record()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(content), len(content))
    room = length - len(_HEAD) - 1 - len(packed) - len(tail)
    if room < 0:
        raise ValueError(f"no record has {length} bytes")
    return _HEAD + b" " * room + b"\0" + packed + tail


def _empty_record() -> bytes:
    written = BytesIO()
    writer = WARCWriter(written, gzip=False, warc_version="1.1")
    writer.write_record(writer.create_warc_record("", "metadata", payload=BytesIO(b""), length=0))
    return written.getvalue()
