"""Text cut to a length in characters, and addresses to what cannot do harm."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

#: Signs that stay as they are in a web address; all others could end it, or format.
_ADDRESS_SIGNS = "%/:?#!$&*+,;=~-._"


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
