"""A message for a chat in as few parts as its limit allows, cut between entries and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alerts.messages.rendering import Chat, Markup

_BETWEEN = "\n\n"
#: Room for the number of a part: "\n(12/34)".
_NUMBER = 9
#: Below this a service is for short messages (SMS), which get the number of entries and a link.
_SHORT_MESSAGES = 500


def parts(message: Chat, longest: int) -> list[str]:
    """Return the texts to send, each of at most ``longest`` characters.

    An entry that is longer than a part is told in short, and cut where that is too long as well.
    """
    whole = _BETWEEN.join(filter(None, (message.head, *message.entries, message.foot)))
    if len(whole) <= longest:
        return [whole]
    if longest < _SHORT_MESSAGES and message.brief and len(message.brief) <= longest:
        return [message.brief]
    room = longest - _NUMBER
    pieces = [message.head, *_fitting(message, room), message.foot]
    cut = [_cut(piece, room, message.markup) for piece in pieces if piece]
    texts = list(_packed(cut, room))
    if len(texts) == 1:
        return texts
    return [f"{text}\n({number}/{len(texts)})" for number, text in enumerate(texts, start=1)]


def _fitting(message: Chat, room: int) -> Iterator[str]:
    for entry, short in zip(message.entries, message.short, strict=True):
        yield entry if len(entry) <= room else short


def _packed(pieces: Sequence[str], room: int) -> Iterator[str]:
    text = ""
    for piece in pieces:
        longer = f"{text}{_BETWEEN}{piece}" if text else piece
        if len(longer) <= room:
            text = longer
            continue
        yield text
        text = piece
    yield text


def _cut(piece: str, room: int, markup: Markup) -> str:
    """Cut whole lines off the end, each of which is whole in its format.

    A line that is too long by itself is cut where it is plain text, and left out where it is not.
    """
    while len(piece) > room and "\n" in piece:
        piece = piece[: piece.rindex("\n")]
    if len(piece) <= room:
        return piece
    return piece[: room - 1] + "…" if markup is Markup.TEXT else "…"
