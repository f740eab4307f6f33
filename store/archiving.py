"""Which pages are in the archive, and where: the account of its files in the database.

A page is written onto the disk within the transaction that saves its reading, before that ends. So
what is listed is there; what a kill left unlisted stands at the end of its file, where whoever
takes that file next finds it and lists it, or takes it away.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from model.exceptions import ArchiveError
from model.records import Page
from store import pages, tombstones
from store.records import ArchiveSize, Capture
from store.tables import archived
from store.warc import Packed, Shelf, Volume, unpack
from store.warc.survey import survey

_END = archived.c.start + archived.c.length


def put(connection: Connection, shelf: Shelf, packed: Packed, when: datetime) -> None:
    """Archive a page, unless it is there just as it is, or it was forgotten."""
    number = pages.page_number(connection, packed.page.url)
    if number is None or _is_there(connection, number, packed):
        return
    _take_volume(connection, shelf, f"{when.astimezone(UTC):%Y-%m}")
    # The file just taken may hold this very page, unlisted since a kill and listed only now.
    if _is_there(connection, number, packed):
        return
    volume, start = shelf.append(packed.content)
    _list(connection, number, packed, volume, start)


def mend_all(connection: Connection, shelf: Shelf) -> None:
    """List what the files hold and the database does not know of, but for files being written."""
    for volume in shelf.idle():
        mend(connection, shelf, volume)


def mend(connection: Connection, shelf: Shelf, volume: Volume) -> bool:
    """Bring the account of a file in line with it; what is torn at its end is cut off.

    Pages of stories that were deleted are removed. Returns False where the file holds pages that
    the database does not know at all, which stay unlisted.
    """
    own = archived.c.volume == volume.name
    connection.execute(delete(archived).where(own, volume.end < _END))
    listed = connection.execute(select(func.max(_END)).where(own)).scalar_one() or 0
    if listed == volume.end:
        return True
    seen = survey(shelf.read(volume.name, listed))
    if listed + seen.end < volume.end:
        volume.cut(listed + seen.end)
    told = [
        _adopt(connection, shelf, found.packed, volume.name, listed + found.start)
        for found in seen.found
    ]
    return all(told)


def read(shelf: Shelf, capture: Capture) -> Page:
    """Read a page out of the archive.

    Raises:
        ArchiveError: it is gone or damaged, or another page stands there.
    """
    packed = unpack(shelf.read(capture.volume, capture.start, capture.length))
    if packed.digest != capture.digest or pages.key_of(packed.page.url) != pages.key_of(
        capture.url
    ):
        raise ArchiveError(f"another page stands in {capture.volume} at byte {capture.start}")
    return packed.page


def remove(connection: Connection, shelf: Shelf, numbers: Collection[int]) -> None:
    """Take all that was archived of pages off the disk, and forget it.

    They go before the transaction ends: one that is cut off leaves a page listed that is gone, and
    never one that is there and not listed.
    """
    mend_all(connection, shelf)
    own = archived.c.page.in_(numbers)
    for row in connection.execute(select(archived).where(own)).all():
        shelf.remove(row.volume, row.start, row.length)
    connection.execute(delete(archived).where(own))


def size(connection: Connection, shelf: Shelf) -> ArchiveSize:
    """Count what is archived."""
    count = select(func.count(archived.c.page.distinct()), func.count())
    number, captures = connection.execute(count.select_from(archived)).one()
    return ArchiveSize(pages=number, captures=captures, bytes=shelf.size())


def _take_volume(connection: Connection, shelf: Shelf, month: str) -> None:
    if shelf.is_open_for(month):
        return
    shelf.close()
    for volume in shelf.free(month):
        if mend(connection, shelf, volume):
            shelf.current = volume
            return
        volume.close()


def _adopt(connection: Connection, shelf: Shelf, packed: Packed, volume: str, start: int) -> bool:
    key = pages.key_of(packed.page.url)
    found = pages.find_page(connection, packed.page.url)
    if found is None and not tombstones.of_keys(connection, [key]):
        return False
    number = None if found is None else found[0]
    if number is None or _is_there(connection, number, packed):
        shelf.remove(volume, start, len(packed.content))
    else:
        _list(connection, number, packed, volume, start)
    return True


def _is_there(connection: Connection, number: int, packed: Packed) -> bool:
    query = select(archived.c.id).where(
        archived.c.page == number, archived.c.digest == packed.digest
    )
    return connection.execute(query).first() is not None


def _list(connection: Connection, number: int, packed: Packed, volume: str, start: int) -> None:
    connection.execute(
        insert(archived).values(
            page=number,
            volume=volume,
            start=start,
            length=len(packed.content),
            fetched_at=packed.page.fetched_at,
            body_hash=packed.body_hash,
            digest=packed.digest,
        )
    )
