"""A digest as its readers see it: what each line says, in their words, not yet in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.messages.harmless import line
from alerts.messages.lines import lines
from alerts.messages.trimming import shortened, web_address
from alerts.messages.wording import Wording
from alerts.sending import Digest, Entry
from model.alerts import EventSort, Rhythm

#: Provinces that a subject names; beyond, it names none.
_MOST_PROVINCES = 3
_LONGEST_SUBJECT = 150
_LONGEST_TITLE = 300
_LONGEST_NAME = 80
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
    edit: str | None
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
        edit=web_address(digest.edit),
        manage=wording("manage", id=digest.subscription),
    )


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
            for key, value in lines(entry, wording, words)
        ),
        page=web_address(entry.page),
        url=web_address(entry.url),
    )
