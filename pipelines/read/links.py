"""The address under which a story wants to be known, and where the links of its text lead."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urljoin, urlsplit

from model.records import Page
from pipelines.read.charset import decode
from pipelines.read.head import Head
from pipelines.read.tree import Element, parse, text_of

#: Hosts that are the same site in another dress.
#: Links of a page that are looked at.
_MOST_LINKS = 2_000
_INLINE = frozenset("b em font i mark small span strong u".split())
_DRESSES = ("www.", "m.", "amp.", "mobile.", "wap.")


def canonical_of(url: str, head: Head) -> str | None:
    """Give the page's canonical address, absolute; None where it names none on its own site.

    The front page as canonical address of a story is a mistake of its software.
    """
    for stated in (head.link("canonical"), head.first("og:url")):
        address = _absolute(url, stated)
        if address is not None and _same_story(url, address):
            return address
    return None


def links_in(page: Page, text: str) -> list[str]:
    """Return where the links lead that stand in lines of ``text``, which was read from ``page``.

    Links around the story, and whole lines such as "Baca juga", are left out.

    Raises:
        PageError: the page has no element.
    """
    lines = frozenset(" ".join(line.split()) for line in text.splitlines())
    tree = parse(decode(page.body, page.content_type))
    read: dict[Element, list[str]] = {}
    found = {
        address: None
        for link in islice(tree.iter("a"), _MOST_LINKS)
        if (address := _absolute(page.url, link.get("href"))) and _stands_in(link, lines, read)
    }
    return list(found)


def _stands_in(link: Element, lines: frozenset[str], read: dict[Element, list[str]]) -> bool:
    """Say whether the block around ``link`` was read as a line of the story, or as several.

    ``read`` remembers the lines of each block.
    """
    block = next((part for part in link.iterancestors() if part.tag not in _INLINE), None)
    if block is None:
        return False
    if block not in read:
        around = text_of(block)
        read[block] = [line for line in lines if line in around]
    label = text_of(link)
    return any(label in line for line in read[block])


def _absolute(url: str, stated: str | None) -> str | None:
    if not stated:
        return None
    try:
        address = urljoin(url, stated.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def _same_story(url: str, address: str) -> bool:
    try:
        ours, other = urlsplit(url), urlsplit(address)
    except ValueError:
        return False
    if not ours.hostname:
        return True
    if site_host(ours.hostname) != site_host(other.hostname or ""):
        return False
    is_front = other.path in {"", "/"} and not other.query
    return not is_front or (ours.path in {"", "/"} and not ours.query)


def site_host(host: str) -> str:
    """Reduce a host name to the site's: without "www.", "m.", "amp."."""
    host = host.lower()
    for dress in _DRESSES:
        if host.startswith(dress) and host.count(".") > 1:
            return host.removeprefix(dress)
    return host
