"""A digest as its readers see it: what each line says, in their words, not yet in any format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from alerts.messages.harmless import line
from alerts.messages.wording import Wording
from alerts.sending import Change, Digest, Entry
from model.alerts import EventSort, Rhythm
from model.records import SignedOnBasis

#: Names of one side of an agreement that are written out; the others are counted.
_MOST_NAMES = 4
#: Provinces that a subject names; beyond, it names none.
_MOST_PROVINCES = 3
_LONGEST_SUBJECT = 150
_LONGEST_TITLE = 300
_LONGEST_NAME = 80
#: Signs that stay as they are in a web address; all others could end it, or format.
_ADDRESS_SIGNS = "%/:?#!$&*+,;=~-._"
_MARKED = re.compile(r"«([^«»]*)»")
#: What is counted first in a subject.
_ORDER = (
    EventSort.AGREEMENT,
    EventSort.STORY,
    EventSort.CANDIDATE,
    EventSort.CORRECTION,
    EventSort.EXPIRING,
    EventSort.HEALTH,
    EventSort.NOTICE,
)
#: How a day is known that needs no word of how.
_AS_WRITTEN = {SignedOnBasis.STATED, SignedOnBasis.NONE}
_OF_OPERATORS = {EventSort.HEALTH, EventSort.NOTICE}


@dataclass(frozen=True, slots=True)
class Row:
    """One line on an entry: ``key`` says of what, ``label`` says it to people."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One event; ``page`` is its page in our web page, ``url`` the original.

    ``text`` is what operators are told, line by line.
    """

    number: int
    title: str
    text: tuple[str, ...]
    rows: tuple[Row, ...]
    page: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one province; ``name`` is null where one heading would say nothing."""

    name: str | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message: ``subject`` says what and how many, ``period`` from when to when."""

    language: str
    subject: str
    period: str
    test: str | None
    groups: tuple[Group, ...]
    left_out: str | None
    see_all: str | None
    because: str
    query: str | None
    unsubscribe: str | None
    manage: str


def view(digest: Digest, wording: Wording, *, excerpt_words: int) -> MessageView:
    """Put a digest into words; of each story's text at most ``excerpt_words`` are quoted."""
    left_out = wording.counted("left_out", digest.left_out) if digest.left_out else None
    return MessageView(
        language=digest.language.value,
        subject=_subject(digest, wording),
        period=_period(digest, wording),
        test=wording("test") if digest.is_test else None,
        groups=tuple(_groups(digest.entries, wording, excerpt_words)),
        left_out=left_out,
        see_all=web_address(digest.see_all),
        because=wording("because", name=shortened(line(digest.name), _LONGEST_NAME)),
        query=wording("query", query=digest.query) if digest.query else None,
        unsubscribe=web_address(digest.unsubscribe),
        manage=wording("manage", id=digest.subscription),
    )


def web_address(url: str | None) -> str | None:
    """Return a web address in which nothing can end a link or format; null for any other one."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    return quote(url, safe=_ADDRESS_SIGNS)


def shortened(text: str, longest: int) -> str:
    """Cut ``text`` to ``longest`` characters, with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def excerpt(text: str, words: int) -> str:
    """Return the first ``words`` of ``text``, with an ellipsis where there are more."""
    found = text.split()
    return text if len(found) <= words else " ".join(found[:words]) + "…"


def _period(digest: Digest, wording: Wording) -> str:
    end = wording.moment(digest.end)
    if digest.rhythm is Rhythm.NOW:
        return end
    return wording("period", start=wording.moment(digest.start), end=end)


def _subject(digest: Digest, wording: Wording) -> str:
    if len(digest.entries) + digest.left_out == 1:
        [entry] = digest.entries
        subject = wording(f"single.{entry.sort.value}", what=_in_short(entry))
    else:
        subject = _counts(digest, wording)
    if digest.is_test:
        subject = wording("test_subject", subject=subject)
    return shortened(line(subject), _LONGEST_SUBJECT)


def _in_short(entry: Entry) -> str:
    if entry.sort in {EventSort.AGREEMENT, EventSort.EXPIRING} and entry.units and entry.partners:
        where = f" ({entry.province})" if entry.province else ""
        return f"{entry.units[0]} – {entry.partners[0]}{where}"
    return entry.title


def _counts(digest: Digest, wording: Wording) -> str:
    numbers = Counter(entry.sort for entry in digest.entries)
    order = [sort for sort in _ORDER if sort in numbers]
    if digest.left_out and order:
        # What is beyond the maximum has no sort here; a count of one sort alone can be whole.
        numbers[order[0]] += digest.left_out if len(order) == 1 else 0
    counts = wording.listed([wording.counted(f"counted.{s.value}", numbers[s]) for s in order])
    provinces = sorted({entry.province for entry in digest.entries if entry.province})
    if not provinces or len(provinces) > _MOST_PROVINCES:
        return counts
    return wording("in_provinces", counts=counts, provinces=wording.listed(provinces))


def _groups(entries: Sequence[Entry], wording: Wording, words: int) -> Iterator[Group]:
    """Yield entries by province, in the order of letters; last those of none, and operators'."""
    by_name: dict[tuple[int, str], list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(_heading(entry, wording), []).append(entry)
    number = 0
    for place, name in sorted(by_name):
        views = []
        for entry in by_name[place, name]:
            number += 1
            views.append(_entry(entry, number, wording, words))
        yield Group(name if len(entries) > 1 else None, tuple(views))


def _heading(entry: Entry, wording: Wording) -> tuple[int, str]:
    if entry.sort in _OF_OPERATORS:
        return 2, wording("operators")
    return (0, line(entry.province)) if entry.province else (1, wording("province_unknown"))


def _entry(entry: Entry, number: int, wording: Wording, words: int) -> EntryView:
    return EntryView(
        number=number,
        title=shortened(line(entry.title), _LONGEST_TITLE),
        text=tuple(filter(None, map(line, (entry.text or "").splitlines()))),
        rows=tuple(
            Row(key, wording(f"labels.{key}"), line(value))
            for key, value in _rows(entry, wording, words)
        ),
        page=web_address(entry.page),
        url=web_address(entry.url),
    )


def _rows(entry: Entry, wording: Wording, words: int) -> Iterator[tuple[str, str]]:
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
