"""Spreadsheets that are brought in: one after the other, while their pages tell how far that is."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from desk.importing import read_file
from desk.importing.applying import Applied, Said, apply
from desk.importing.planning import plan
from desk.sheets import Book
from store import Store
from web.context import Context
from web.errands import Errand, Errands
from web.following import follow
from web.uploads import Upload

_ERRANDS: WeakKeyDictionary[Store, Errands[Applied]] = WeakKeyDictionary()


def bring_in_soon(context: Context, name: str, by: str) -> None:
    """Bring in a file that somebody sent, unless that was begun before.

    Raises:
        NotFoundError: it is not there any more, or somebody else sent it.
        InputError: too much waits.
    """
    upload = context.uploads.get(name, by, context.clock())
    if upload.book is None:
        return
    book = upload.book
    _errands(context).start(name, lambda: _bring_in(context, name, upload, book))
    context.uploads.take(name, by)


def errand_of(context: Context, name: str) -> Errand[Applied] | None:
    """Return how far a file is; null where it was not begun since the start."""
    return _errands(context).of(name)


def _errands(context: Context) -> Errands[Applied]:
    return _ERRANDS.setdefault(context.store, Errands(context.clock))


def _bring_in(context: Context, name: str, upload: Upload, book: Book) -> Applied:
    store, uploads = context.store, context.uploads
    planned = plan(read_file(book, upload.said), store)
    total = len(planned.rows)
    uploads.progress(name, 0, total)
    said = Said(upload.name, upload.by, context.clock())
    applied = apply(planned, store, said, lambda done: uploads.progress(name, done, total))
    follow(context)
    uploads.done(name, upload.by, applied)
    return applied
