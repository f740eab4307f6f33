"""What somebody changes of a kliping, however they ask for it: by a form, or by the API."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import Field

from model.exceptions import InputError
from model.kliping import Content, Section
from model.records import Record, Tone
from papers.kliping import editing

Key = Annotated[str, Field(min_length=1, max_length=2_000)]
#: Entries of a section at most.
_MOST = 2_000

_T = TypeVar("_T")


class Change(Record):
    """One change of a kliping: ``revision`` is that of the kliping they saw.

    ``move`` puts the entry ``key`` at ``place``, from 1, in its section; ``up`` and ``down`` move
    it by one; ``order`` puts the entries of ``section`` in the order of ``keys``. ``remove`` leaves
    an entry out, ``restore`` brings it back. ``note`` writes ``text`` beside an entry, with a
    ``tone``; ``advice`` writes ``text`` as Catatan/Saran.
    """

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    action: Literal["move", "up", "down", "order", "remove", "restore", "note", "advice"]
    key: Key | None = None
    place: Annotated[int | None, Field(ge=1, le=_MOST)] = None
    section: Section | None = None
    keys: Annotated[tuple[Key, ...], Field(max_length=_MOST)] = ()
    text: Annotated[str, Field(max_length=4_000)] = ""
    tone: Tone | None = None

    def __call__(self, content: Content) -> Content:
        """Return the content so changed.

        Raises:
            InputError: the change does not say all that it must.
            NotFoundError: the kliping has no such entry.
        """
        if self.action == "advice":
            return editing.advised(content, self.text)
        if self.action == "order":
            return editing.reordered(content, _told(self.section, "section"), self.keys)
        key = _told(self.key, "key")
        if self.action == "move":
            return editing.moved(content, key, _told(self.place, "place"))
        if self.action in {"up", "down"}:
            return editing.shifted(content, key, -1 if self.action == "up" else 1)
        if self.action == "note":
            return editing.noted(content, key, self.text, self.tone)
        return editing.removed(content, key, is_removed=self.action == "remove")


def _told(value: _T | None, name: str) -> _T:
    if value is None:
        raise InputError(f"say which: {name}")
    return value
