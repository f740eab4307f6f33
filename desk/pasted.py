"""Addresses in what people paste: messages of chat groups, mails, lists, with all their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from tldextract import TLDExtract

from model.exceptions import InputError
from model.urls import canonical, identity

#: Characters that are read at most; the rest of a longer text is not looked at.
LONGEST = 1_000_000

_WITH_SCHEME = re.compile(r"https?://[^\s<>\"“”«»`|\\]+", re.IGNORECASE)
#: ``koran.id/berita/1`` or ``www.koran.id``, as people write them; not what stands in a mail's
#: address, nor a part of another address.
_BARE = re.compile(
    r"(?<![\w@./:=&?%-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24})"
    r"(/(?:(?!https?://)[^\s<>\"“”«»`|\\])*)?(?![\w@])",
    re.IGNORECASE,
)
#: An address that begins within another one, unless it is a value there.
_GLUED = re.compile(r"(?<=[^/=?&:#%])(?=https?://)", re.IGNORECASE)
_LAST = ".,;:!?…*~'’‘"
_PAIRS = {")": "(", "]": "[", "}": "{"}
#: Pages that only lead elsewhere, with the parameter that says where.
_LEADS = {
    ("google.com", "/url"): ("url", "q"),
    ("google.co.id", "/url"): ("url", "q"),
    ("facebook.com", "/l.php"): ("u",),
    ("instagram.com", "/"): ("u",),
}
_SUFFIXES = TLDExtract(suffix_list_urls=())


def addresses_in(text: str) -> list[str]:
    """Return the web addresses of a text in their order, each page once.

    Marks that people and programs set around addresses are not part of them; an address without
    ``https://`` is one where it has a path or begins with ``www.``; one that only leads to another
    page (of a search engine or a network) stands for that page.
    """
    found: dict[str, str] = {}
    for url in map(_aim, _written(text[:LONGEST])):
        try:
            canonical(url)
        except InputError:
            continue
        found.setdefault(identity(url), url)
    return list(found.values())


def _written(text: str) -> Iterator[str]:
    end = 0
    for match in _WITH_SCHEME.finditer(text):
        yield from _bare(text[end : match.start()])
        for part in _GLUED.split(match[0]):
            yield _trimmed(part, text[match.start() - 1 : match.start()])
        end = match.end()
    yield from _bare(text[end:])


def _bare(text: str) -> Iterator[str]:
    for match in _BARE.finditer(text):
        host = match[1].lower()
        if (match[2] or host.startswith("www.")) and _SUFFIXES(host).suffix:
            yield "https://" + _trimmed(match[0], text[match.start() - 1 : match.start()])


def _trimmed(url: str, before: str) -> str:
    """Take off what stands behind an address; ``_`` only where one stands ``before`` it too."""
    while url:
        last = url[-1]
        opened = _PAIRS.get(last)
        unpaired = opened is not None and url.count(last) > url.count(opened)
        if not (last in _LAST or unpaired or (last == "_" == before)):
            break
        url = url[:-1]
    return url


def _aim(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("l.")
    except ValueError:
        return url
    amp = "/amp/s/"
    if host.startswith("google.") and parts.path.startswith(amp):
        return (
            "https://" + parts.path.removeprefix(amp) + (f"?{parts.query}" if parts.query else "")
        )
    for name in _LEADS.get((host, parts.path), ()):
        for value in parse_qs(parts.query).get(name, ()):
            if value.startswith(("http://", "https://")):
                return value
    return url
