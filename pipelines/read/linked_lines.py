"""Lines in the story that only lead away from it, told by their links, in whatever words.

A line that is all headline of another page is a teaser, whatever stands before it: "Baca juga:",
"Masih hangat:", nothing. One that leads to the outlet's channels invites to follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipelines.read.links import site_host
from pipelines.read.outlet_voice import is_asking, is_told
from pipelines.read.teasers import drop_label_of
from pipelines.read.titles import bare
from pipelines.read.tree import Element, drop, text_of

_INLINE = frozenset("a b big em font i mark small span strong u".split())
_BLOCKS = frozenset("p div li blockquote center section aside h2 h3 h4 h5 h6 td".split())
#: Where outlets have channels for their readers, and shops where their apps are.
_CHANNELS = re.compile(
    r"(?:^|\.)(?:news\.google\.com|whatsapp\.com|t\.me|telegram\.(?:me|org)|play\.google\.com"
    r"|apps\.apple\.com|linktr\.ee|saweria\.co|trakteer\.id|karyakarsa\.com)$"
)
#: Where anybody has an account, and posts are shown from.
_ACCOUNTS = re.compile(
    r"(?:^|\.)(?:instagram\.com|facebook\.com|fb\.com|twitter\.com|x\.com|tiktok\.com|threads\.(?:net|com)"
    r"|youtube\.com|youtu\.be)$"
)
_POST = re.compile(r"/(?:status|p|reel|posts|video|watch)(?:/|\?|$)")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.…:;,][\"”’')\]]*\s*$")
_QUOTE = re.compile('[“”«»"]')
#: A headline has so many words, letters and digits; a label before it is no longer, in characters.
_WORDS, _LETTERS, _LABEL = 4, 18, 30
#: No such line is longer, in characters.
_LONGEST = 320
_SHORT, _SHORTEST_NAME = 120, 4


def drop_linked_lines(tree: Element, url: str, title: str, site_words: frozenset[str]) -> None:
    """Cut lines that lead away out of ``tree``, in place.

    ``url`` and ``title`` are the page's own; ``site_words`` are the outlet's names, as
    :func:`bare` gives them.
    """
    own = bare(title)
    seen: set[Element] = set()
    for link in list(tree.iter("a")):
        block = _block_of(link)
        if block is None or block in seen:
            continue
        seen.add(block)
        words = text_of(block)
        if not words or len(words) > _LONGEST or bare(words) == own:
            continue
        links = [each for each in block.iter("a") if text_of(each)]
        if _is_teaser(words, links, url):
            drop_label_of(block)
            drop(_row_of(block))
        elif _invites(words, block, links, site_words):
            drop(block)


def _block_of(link: Element) -> Element | None:
    block = link.getparent()
    while block is not None and block.tag in _INLINE:
        block = block.getparent()
    return block if block is not None and block.tag in _BLOCKS else None


def _row_of(block: Element) -> Element:
    """Give the row of a cell that has but a label beside it."""
    row = block.getparent()
    is_cell = block.tag == "td" and row is not None and row.tag in {"tr", "div"}
    return row if is_cell and len(text_of(row)) <= len(text_of(block)) + _LABEL else block


def _is_teaser(words: str, links: list[Element], url: str) -> bool:
    """Say whether a line is headlines of other pages of the site, but for a label before them."""
    if not links or _SENTENCE_END.search(words):
        return False
    headlines = [text_of(link) for link in links]
    label = words
    for headline in headlines:
        label = label.replace(headline, "", 1)
    are_headlines = all(
        len(headline.split()) >= _WORDS and len(bare(headline)) >= _LETTERS
        for headline in headlines
    )
    addresses = [link.get("href") or "" for link in links]
    if len(label) > _LABEL or not are_headlines or any(map(_FILE.search, addresses)):
        return False
    is_labelled = label.rstrip(" ,").endswith((":", "»", ">", "|"))
    return is_labelled or all(_leads_to_page(address, url) for address in addresses)


def _leads_to_page(address: str, url: str) -> bool:
    """Say whether an address is that of another page of the site."""
    try:
        parts, own = urlsplit(address), urlsplit(url)
    except ValueError:
        return False
    is_page = bool(parts.path.strip("/") or parts.query)
    if parts.scheme not in {"", "http", "https"} or not is_page:
        return False
    is_ours = parts.hostname is None or _is_same_site(parts.hostname, own.hostname or "")
    return is_ours and (parts.path, parts.query) != (own.path, own.query)


def _is_same_site(host: str, own: str) -> bool:
    ours, other = site_host(own), site_host(host)
    return ours == other or ours.endswith(f".{other}") or other.endswith(f".{ours}")


def _invites(words: str, block: Element, links: list[Element], site_words: frozenset[str]) -> bool:
    """Say whether a line leads to the outlet's channels, or shows a post of somebody's."""
    hosts = list(_hosts(links))
    if block.tag == "blockquote" and any(
        _ACCOUNTS.search(host) and _POST.search(path) for host, path in hosts
    ):
        return True
    is_channel = any(_CHANNELS.search(host) for host, _ in hosts)
    is_account = any(_ACCOUNTS.search(host) for host, _ in hosts)
    if not (is_channel or is_account) or _QUOTE.search(words) or is_told(words):
        return False
    if is_channel or (len(words) <= _SHORT and is_asking(words)):
        return True
    names = [bare(words), *(bare(path) for _, path in hosts)]
    return any(word in name for word in site_words if len(word) >= _SHORTEST_NAME for name in names)


def _hosts(links: list[Element]) -> Iterator[tuple[str, str]]:
    for link in links:
        try:
            parts = urlsplit(link.get("href") or "")
        except ValueError:
            continue
        if parts.hostname:
            yield parts.hostname, parts.path
