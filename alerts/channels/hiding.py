"""What others say of a message, without the secrets of the address it was for."""

from __future__ import annotations

import re
from urllib.parse import unquote

from model.targets import MASK

_SEPARATORS = re.compile(r"[/?&=@:,;#+]+")
#: Shorter pieces of an address are hidden with what they stand in, or hide nothing.
_SHORTEST = 4


def hidden(text: str, target: str, *, shown: str | None = None) -> str:
    """Return ``text`` with a mask for each piece of ``target`` but its scheme and ``shown``.

    Services write an address, or parts of it, into what they say of a failure.
    """
    scheme, _, rest = target.partition(":")
    written = _SEPARATORS.split(rest)
    read = [unquote(piece) for piece in written]
    pieces = {rest.strip("/"), *written, *read, *_SEPARATORS.split(unquote(rest))}
    keep = {scheme.lower(), (shown or "").lower()}
    for piece in sorted(pieces, key=len, reverse=True):
        if len(piece) >= _SHORTEST and piece.lower() not in keep:
            text = re.sub(re.escape(piece), MASK, text, flags=re.IGNORECASE)
    return text
