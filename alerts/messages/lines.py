"""What a message says of one entry, line by line, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alerts.messages.wording import Wording
from alerts.sending import Change, Entry
from desk.leaving import excerpt
from model.records import SignedOnBasis

#: Names of one side of an agreement that are written out; the others are counted.
_MOST_NAMES = 4
#: How a day is known that needs no word of how.
_AS_WRITTEN = {SignedOnBasis.STATED, SignedOnBasis.NONE}
_MARKED = re.compile(r"«([^«»]*)»")


def lines(entry: Entry, wording: Wording, words: int) -> Iterator[tuple[str, str]]:
    """Yield what each line says of, and what it says; ``words`` of the text are quoted at most."""
    for change in entry.changes:
        yield "changes", _change(change, wording)
    if entry.withdrawn and not any(change.field == "withdrawn" for change in entry.changes):
        yield "changes", wording("withdrawn")
    if what := _what(entry, wording):
        yield "what", what
    yield from _signing(entry, wording)
    if entry.signatories:
        yield "who", "; ".join(entry.signatories)
    if expiry := _expiry(entry, wording):
        yield "expiry", expiry
    if source := _source(entry, wording):
        yield "source", source
    if why := _why(entry, words):
        yield "why", why


def _what(entry: Entry, wording: Wording) -> str | None:
    if not entry.kinds:
        return None
    kind = " / ".join(wording.value("kind", kind) for kind in entry.kinds)
    ours, theirs = _names(entry.units, None, wording), _partners(entry, wording)
    if ours and theirs:
        return wording("with", kind=kind, ours=ours, theirs=theirs)
    return wording("only", kind=kind, who=ours or theirs) if ours or theirs else kind


def _partners(entry: Entry, wording: Wording) -> str:
    if not entry.partners and entry.partner_count:
        return wording.counted("counted.partners", entry.partner_count)
    kinds = [wording.value("party", kind) for kind in entry.partner_kinds]
    return _names(entry.partners or tuple(kinds), entry.partner_count, wording)


def _names(names: Sequence[str], count: int | None, wording: Wording) -> str:
    written = list(names[:_MOST_NAMES])
    others = max(len(names), count or 0) - len(written)
    return wording.listed(
        [*written, wording.counted("counted.partner", others)] if others > 0 else written
    )


def _signing(entry: Entry, wording: Wording) -> Iterator[tuple[str, str]]:
    places = [entry.place, entry.regency]
    if entry.place and entry.regency and entry.regency in entry.place:
        places = [entry.place]
    place = ", ".join(name for name in places if name)
    if entry.signed_on is None:
        if place:
            yield "place", place
        return
    day = wording.day(entry.signed_on)
    if entry.signed_on_basis not in _AS_WRITTEN:
        basis = wording.value("signed_on_basis", entry.signed_on_basis)
        day = wording("reckoned", day=day, basis=basis[:1].lower() + basis[1:])
    yield "signed", wording("at_place", day=day, place=place) if place else day


def _expiry(entry: Entry, wording: Wording) -> str | None:
    if entry.valid_until is None:
        return None
    day = wording.day(entry.valid_until)
    if entry.days_left is None:
        return day
    left = (
        wording.counted("days_left", entry.days_left) if entry.days_left else wording("ends_today")
    )
    return wording("expiry", day=day, left=left)


def _source(entry: Entry, wording: Wording) -> str | None:
    if not entry.outlet:
        return None
    outlet = entry.outlet
    if entry.others:
        others = wording.counted("counted.outlet", entry.others)
        outlet = wording("and_others", outlet=outlet, others=others)
    if entry.published is None:
        return outlet
    return wording("source", outlet=outlet, when=wording.moment(entry.published))


def _why(entry: Entry, words: int) -> str | None:
    """Say what matched: pieces of the text, or the words that did where only the title matched."""
    if entry.text:
        return None
    pieces = [piece for piece in entry.highlights if _MARKED.sub(r"\1", piece) != entry.title]
    if pieces:
        return excerpt(" … ".join(pieces), words)
    marked = [word for piece in entry.highlights for word in _MARKED.findall(piece)]
    return ", ".join(dict.fromkeys(marked)) or None


def _change(change: Change, wording: Wording) -> str:
    said = wording(f"changed.{change.field}")
    if not (change.before or change.after):
        return said
    before, after = (_values(change.field, side, wording) for side in (change.before, change.after))
    return wording("change", field=said, before=before, after=after)


def _values(field: str, values: Sequence[str], wording: Wording) -> str:
    if not values:
        return wording("nothing")
    if field == "kind":
        values = [wording.value("kind", value) for value in values]
    elif field == "signed_on":
        values = [wording.iso_day(value) for value in values]
    return "; ".join(values)
