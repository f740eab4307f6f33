"""A kliping as it is pasted into a WhatsApp group.

Bold is one asterisk and italic one underscore, which text from news cannot make; a bare address
stands on a line of its own, so that WhatsApp shows it as a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from alerts.messages.harmless import for_chat
from alerts.messages.rendering import paper
from alerts.messages.splitting import parts
from alerts.messages.trimming import shortened, web_address
from model.kliping import Clip, Content, Entry, Kliping, Origin, Section
from papers.kliping import wording
from papers.kliping.counts import outlets_of, totals

#: Characters of a message: more are hard to read, and WhatsApp folds them away.
LONGEST: Final = 3_500
#: Characters of a piece that is not taken apart: well below, so that messages are filled.
_LONGEST_PIECE = 1_200
_LONGEST_TITLE = 300
_LONGEST_ADDRESS = 900
#: Signs of an address that WhatsApp would format by.
_FORMATS = str.maketrans({"*": "%2A", "~": "%7E"})


def messages(kliping: Kliping, others: int) -> list[str]:
    """Return the messages to paste, numbered where they are several.

    Of other news at most ``others`` headlines are told.
    """
    return parts(paper(wording.TITLE, pieces(kliping, others)), LONGEST)


def pieces(kliping: Kliping, others: int) -> tuple[str, ...]:
    """Return the text in pieces between which it may be divided."""
    content = kliping.content
    blocks = [
        _head(kliping),
        f"Ringkasan: {wording.summary(totals(content))}",
        *_sections(content, others),
        f"Catatan/Saran: {_plain(wording.advice(content))}\n_{_plain(wording.made_by(kliping))}_",
    ]
    return tuple(piece for block in blocks for piece in _divided(block))


def _head(kliping: Kliping) -> str:
    content = kliping.content
    return "\n".join(
        [
            f"*{wording.TITLE}*",
            f"*{_plain(content.office)}*",
            f"{wording.day(kliping.day)} | {wording.hour(content.end, content.zone)}",
            f"Periode: {wording.period(content)}",
        ]
    )


def _sections(content: Content, others: int) -> Iterator[str]:
    """Yield the sections; those that hold nothing stand together."""
    empty: list[str] = []
    for section in Section:
        lines = list(_section(content, section, others))
        if len(lines) == 1:
            empty += lines
            continue
        if empty:
            yield "\n".join(empty)
            empty = []
        head, first, *further = lines
        yield f"{head}\n{first}"
        yield from further
    if empty:
        yield "\n".join(empty)


def _section(content: Content, section: Section, others: int) -> Iterator[str]:
    """Yield the heading of a section, then its entries."""
    entries = content.shown(section)
    yield f"*{wording.heading(section)}*{_count(content, section, len(entries))}"
    if section is Section.OTHER:
        shown = [_other(one, content.zone) for one in entries[:others]]
        if len(entries) > others > 0:
            shown.append(f"dan {len(entries) - others} judul lain")
        yield from shown
        return
    for number, one in enumerate(entries, start=1):
        lines = [f"*{number}. {_title(one)}*{_late(one.late)}", *_lines(one)]
        yield "\n".join([*lines, *([f"Catatan: {_plain(one.note)}"] if one.note else [])])


def _count(content: Content, section: Section, count: int) -> str:
    if section is Section.OTHER and count:
        return f": {count} judul"
    known = f" ({wording.known_ends(content)})" if section is Section.EXPIRING else ""
    return known if count else f": {wording.NIL}{known}"


def _title(entry: Entry) -> str:
    told = wording.doubt_title(entry) if entry.doubt else wording.name_of(entry)
    return _plain(shortened(told, _LONGEST_TITLE))


def _lines(entry: Entry) -> Iterator[str]:
    if entry.section is Section.NEW:
        yield from _new(entry)
    elif entry.section is Section.FOLLOW_UP:
        if entry.kind is not None:
            yield _plain(shortened(entry.clips[0].title, _LONGEST_TITLE))
        yield from _outlets(entry.clips)
    elif entry.section is Section.EXPIRING:
        yield f"Berlaku s.d. {wording.ends(entry)}"
    else:
        yield from _statements(entry)


def _new(entry: Entry) -> Iterator[str]:
    if entry.kind is not None:
        yield f"Tanggal: {wording.signed(entry)} | Tempat: {_plain(wording.place(entry))}"
        yield f"Mitra disebut: {_plain(wording.named_partners(entry))}"
    yield from _outlets(entry.clips)


def _outlets(clips: tuple[Clip, ...]) -> Iterator[str]:
    first, *others = clips
    copies = sum(clip.origin is Origin.RELEASE for clip in clips)
    told = f" ({copies} salinan rilis)" if copies > 1 else ""
    yield f"Dimuat {outlets_of(clips)} media{told}, pertama: {_outlet(first)}"
    yield _address(first.url)
    if others:
        yield "Media lain:"
        yield from (f"- {_outlet(clip)}: {_address(clip.url)}" for clip in others)


def _statements(entry: Entry) -> Iterator[str]:
    for one in entry.doubt.statements if entry.doubt else ():
        outlet = f" ({_plain(one.outlet)})" if one.outlet else ""
        quoted = f": “{_plain(one.sentence)}”" if one.sentence else ""
        yield f"- {_plain(wording.value_of(one))}{outlet}{quoted}"
        if one.url:
            yield _address(one.url)


def _other(entry: Entry, zone: str) -> str:
    clip = entry.clips[0]
    told = f"{_outlet(clip)}, {wording.published(clip, zone)}"
    note = f"\nCatatan: {_plain(entry.note)}" if entry.note else ""
    title = _plain(shortened(entry.title, _LONGEST_TITLE))
    return f"- {title} ({told})\n{_address(clip.url)}{note}"


def _outlet(clip: Clip) -> str:
    return _plain(clip.outlet) + _late(clip.late)


def _late(is_late: bool) -> str:
    return " (susulan)" if is_late else ""


def _plain(text: str) -> str:
    return for_chat(text)


def _address(url: str) -> str:
    address = web_address(url)
    if address is None or len(address) > _LONGEST_ADDRESS:
        return "(tautan tidak dapat ditampilkan)"
    return address.translate(_FORMATS)


def _divided(block: str) -> Iterator[str]:
    """Yield a block in pieces of whole lines, none of which is long."""
    piece = ""
    for line in block.split("\n"):
        longer = f"{piece}\n{line}" if piece else line
        if piece and len(longer) > _LONGEST_PIECE:
            yield piece
            piece = line
        else:
            piece = longer
    yield piece
