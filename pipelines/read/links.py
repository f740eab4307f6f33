"""The address under which a story wants to be known."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from pipelines.read.head import Head

#: Hosts that are the same site in another dress.
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
