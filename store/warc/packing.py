"""Pages as records of a WARC file, each a gzip member of its own, and back.

A page with the answer it came in is a ``response``; one that was given without is a ``resource``.
What else is known of it (a feed's headline, that it is plain text) stands in one more field of the
record's head, so that it is read again exactly as it was. Further parts of an article follow it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from model.exceptions import ArchiveError
from model.records import Page

#: The field of a record's head that holds what WARC has no field for, as JSON.
NOTE = "Pantau-Page"
_NOTED = frozenset("url plain content_type fetched_at title published published_basis".split())
#: What told how the answer travelled, and not what it says; and what may name a visitor.
_LEFT_OUT = frozenset(
    "connection content-encoding content-length keep-alive set-cookie transfer-encoding".split()
)
_MAKER = RecordBuilder(warc_version="1.1")
_KEPT_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Packed:
    """A page with its parts, as the bytes of its records.

    ``digest`` is of all their bodies, ``body_hash`` what the page's state says of the first.
    """

    content: bytes
    page: Page
    digest: str
    body_hash: str


def pack(page: Page, body_hash: str) -> Packed:
    """Make records of a page and its parts."""
    digest = _digest(page)
    note = {"body_hash": body_hash, "digest": digest, "parts": len(page.parts)}
    written = [_member(_record(page, note))]
    for place, part in enumerate(page.parts, start=1):
        written.append(_member(_record(part, {"part": place})))
    return Packed(b"".join(written), page, digest, body_hash)


def unpack(content: bytes) -> Packed:
    """Make a page with its parts of the bytes of its records.

    Raises:
        ArchiveError: they are none, or damaged.
    """
    try:
        # Not left to warcio, which prints what is damaged and goes on.
        (page, note), *parts = list(_pages(gzip.decompress(content)))
        page = page.model_copy(update={"parts": tuple(part for part, _ in parts)})
        packed = Packed(content, page, _digest(page), note["body_hash"])
        is_whole = packed.digest == note["digest"]
    except (ArchiveLoadFailed, OSError, zlib.error, EOFError, KeyError, ValueError) as error:
        raise ArchiveError(f"no archived page is there: {type(error).__name__}") from error
    if not is_whole:
        raise ArchiveError("the archived page is damaged")
    return packed


def note_of(record: ArcWarcRecord) -> dict[str, Any] | None:
    """What we noted of the page in ``record``; None where it holds no page."""
    note = record.rec_headers.get_header(NOTE)
    return None if note is None else json.loads(note)


def head_of_volume(name: str) -> bytes:
    """The record with which a file begins: who wrote it, and how."""
    info = {"software": "pantau", "format": "WARC File Format 1.1"}
    return _member(_MAKER.create_warcinfo_record(name, info))


def _member(record: ArcWarcRecord) -> bytes:
    written = BytesIO()
    WARCWriter(written, gzip=False).write_record(record)
    # warcio itself packs at level 9: twice the time for a hundredth less.
    return zlib.compress(written.getvalue(), wbits=zlib.MAX_WBITS | 16)


def _record(page: Page, note: Mapping[str, object]) -> ArcWarcRecord:
    body = _bytes(page)
    known = page.model_dump(mode="json", include=set(_NOTED)) | {"text": isinstance(page.body, str)}
    head = {
        "WARC-Date": _moment(page.fetched_at),
        NOTE: json.dumps({**known, **note}),
    }
    has_answer = page.status is not None
    return _MAKER.create_warc_record(
        quote(page.url, safe=_KEPT_IN_ADDRESSES, errors="replace"),
        "response" if has_answer else "resource",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="" if has_answer else _type(page),
        warc_headers_dict=head,
        http_headers=_answer(page, len(body)) if has_answer else None,
    )


def _answer(page: Page, length: int) -> StatusAndHeaders:
    """The head of the answer, for a body that is neither packed nor cut into chunks any more."""
    kept = [(name, value) for name, value in page.headers if name.lower() not in _LEFT_OUT]
    try:
        status = HTTPStatus(page.status or 0)
        line = f"{status.value} {status.phrase}"
    except ValueError:
        line = f"{page.status} "
    return StatusAndHeaders(line, [*kept, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _pages(content: bytes) -> Iterator[tuple[Page, dict[str, Any]]]:
    for record in ArchiveIterator(BytesIO(content)):
        note = note_of(record)
        if note is not None:
            yield _page(record, note), note


def _page(record: ArcWarcRecord, note: dict[str, Any]) -> Page:
    body: bytes = record.raw_stream.read()
    known = {name: value for name, value in note.items() if name in _NOTED}
    answer = record.http_headers
    if answer is not None:
        known["status"] = int(answer.get_statuscode())
        known["headers"] = tuple(answer.headers)
    given = body.decode("utf-8", "surrogatepass") if note["text"] else body
    return Page.model_validate({**known, "body": given})


def _bytes(page: Page) -> bytes:
    body = page.body
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body


def _type(page: Page) -> str:
    kind = "text/plain" if page.plain else "text/html"
    return f"{kind}; charset=utf-8" if isinstance(page.body, str) else page.content_type or kind


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _digest(page: Page) -> str:
    return _of_all(_bytes(one) for one in (page, *page.parts))


def _of_all(bodies: Iterable[bytes]) -> str:
    return sha256(b"".join(sha256(body).digest() for body in bodies)).hexdigest()
