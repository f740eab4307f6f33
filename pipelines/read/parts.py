"""The further parts of an article that is cut into several pages, found on one of them.

A pager is believed when its links are the page's own address with a number, when they say what
pagers say, and when the text nearest to it is the story, not a list of other stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from model.exceptions import PageError
from pipelines.read.charset import decode
from pipelines.read.part_links import ALL, Place, places
from pipelines.read.prose import own_text_length
from pipelines.read.tree import Element, elements_of, parse, text_of

#: Parts of one article at most; what counts more is no article.
MOST_PARTS = 20

_EDGE = r"[\W_]*"
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:halaman|page|hal\.?|bagian|part)\s*)?(\d{1,2})\W{0,3}", re.IGNORECASE
)
_NEXT = re.compile(
    rf"{_EDGE}(?:(?:baca\s+|ke\s+|lanjut(?:kan)?\s+(?:ke\s+|membaca\s*)?)?(?:(?:di\s+)?(?:halaman|laman|hal)\s*)?"
    r"(?:selanjutnya|berikutnya|selengkapnya|\d{1,2})?(?:\s*:?\s*(?:di\s+)?(?:halaman|hal|page)\s*\d{1,2})?"
    rf"|next(?:\s+page)?|continue(?:\s+reading)?|lanjut(?:kan)?(?:\s+membaca)?){_EDGE}",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"{_EDGE}(?:(?:tampilkan|lihat|baca|buka|show|view|read|klik)?\s*(?:semua|semuanya|all|seluruhnya|seluruh|full)"
    r"(?:\s+(?:halaman|artikel|berita|isi|page|pages|article))?|(?:baca\s+)?(?:dalam\s+|in\s+)?"
    rf"(?:satu\s+halaman|single\s+page|one\s+page)|(?:baca\s+)?(?:selengkapnya|lengkap|full)){_EDGE}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|sidebar|widget|related|terkait|terbaru|terkini|popular|populer|terpopuler"
    r"|archive|recent|latest|indeks|rekomendasi|recommended)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Names of pagers that belong to an article.
_ARTICLE_PAGER = re.compile(
    r"page-?links|link-pages|post-?page|multi-?page|next-?page|split-?page"
    r"|(?:article|artikel|detail|read|post|content)[\w-]*pag(?:ing|ination|er)",
    re.IGNORECASE,
)
#: Characters of running text that make a block a story's, and linked headlines that make it a list.
_STORY, _TEASERS = 200, 3
_MIN_PIECE = 40
_HEADLINE_WORDS = 5
_LONGEST_LABEL = 60
#: Links of pagers, and blocks before one, that are looked at: no news page has more.
_MOST_LINKS, _MOST_BLOCKS = 300, 100


class _Part(NamedTuple):
    number: int
    url: str
    place: Place


def further_parts(body: bytes | str, url: str, charset: str | None = None) -> tuple[str, ...]:
    """Return the addresses of the parts that follow the one at ``url``, in order.

    One page that holds all parts is preferred: then it is the only one. A pager that only leads to
    the next part gives that one; ask again on it. Most pages have none. ``charset`` is what the
    header named. A pure function; what cannot be read has no parts.
    """
    try:
        kind = f"text/html; charset={charset}" if charset else None
        tree = parse(decode(body, kind))
        elements_of(tree)
    except PageError:
        return ()
    own = {place.base: place.number for place in places(url) if _can_be_own(place)}
    if ALL in own.values():
        return ()
    found = list(_parts(tree, url, own))
    whole = [part.url for part in found if part.number == ALL]
    return tuple(whole[:1] or _in_order(found, fill=max(own.values(), default=1) == 1))


def _can_be_own(place: Place) -> bool:
    """Say whether a page may be that part: ``/baca/57`` is an article, and not part 57."""
    path = place.base.partition("://")[2].partition("/")[2]
    return bool(path) and (place.number in {ALL, 1} or len(re.split(r"[-_.]", path)) >= 3)


def _parts(tree: Element, url: str, own: dict[str, int]) -> Iterator[_Part]:
    blocks = _Blocks()
    for link, label, is_next in islice(_pager_links(tree), _MOST_LINKS):
        address = _absolute(url, link.get("href") or "")
        for place in places(address) if address else ():
            number = _numbered(place, label, own.get(place.base), is_next=is_next)
            if number is not None and (link.tag == "link" or blocks.are_near_story(link)):
                yield _Part(number, address, place)
                break


def _pager_links(tree: Element) -> Iterator[tuple[Element, str, bool]]:
    """Yield links that say what those of pagers say, with that, and whether they lead on."""
    for link in tree.iter("a", "link"):
        is_next = "next" in (link.get("rel") or "").lower().split()
        if link.tag == "link":
            if is_next:
                yield link, "", True
            continue
        label = text_of(link) or link.get("title") or ""
        if len(label) > _LONGEST_LABEL:
            continue
        if is_next or any(says.fullmatch(label) for says in (_NUMBER, _NEXT, _ALL)):
            yield link, label, is_next


def _numbered(place: Place, label: str, own: int | None, *, is_next: bool) -> int | None:
    """Return which part a link leads to; None where it is none that follows."""
    if own is None or not place.form:
        return None
    if place.number == ALL:
        return ALL if _ALL.fullmatch(label) else None
    shown = _NUMBER.fullmatch(label)
    if shown is not None and own == 1:
        # Some count from 0 or by lines in their addresses.
        return int(shown[1]) if int(shown[1]) > 1 else None
    if place.number <= own:
        return None
    return place.number if shown or is_next or _NEXT.fullmatch(label) else None


def _in_order(found: Iterable[_Part], *, fill: bool) -> list[str]:
    """Return the addresses of parts, each once; ``fill`` in what the pager leaves out (1 2 … 7)."""
    parts: dict[int, _Part] = {}
    for part in found:
        parts.setdefault(part.number, part)
    if not parts:
        return []
    last = parts[max(parts)]
    addresses = {number: part.url for number, part in parts.items()}
    if fill and all(part.place.number == part.number for part in parts.values()):
        for number in range(min(parts), last.number):
            addresses.setdefault(number, last.place.form.replace("{}", str(number)))
    return [addresses[number] for number in sorted(addresses)][: MOST_PARTS - 1]


class _Blocks:
    """What stands around the links of a page, measured once a block."""

    def __init__(self) -> None:
        self._measured: dict[Element, tuple[int, int]] = {}

    def are_near_story(self, link: Element) -> bool:
        """Say whether, going up from ``link``, the story is met before a list of stories."""
        inner = link
        is_named = False
        for block in link.iterancestors():
            if block.tag in {"aside", "footer"} or _is_elsewhere(block):
                return False
            is_named = is_named or bool(_ARTICLE_PAGER.search(block.get("class") or ""))
            prose, teasers = self._measure(block)
            if prose >= _STORY or teasers >= _TEASERS:
                return prose >= _STORY and (
                    is_named or teasers < _TEASERS or self._follows_story(inner)
                )
            inner = block
        return False

    def _follows_story(self, block: Element) -> bool:
        """Say whether the story stands between ``block`` and the list of stories before it."""
        prose = teasers = 0
        for before in islice(block.itersiblings(preceding=True), _MOST_BLOCKS):
            more, others = self._measure(before)
            prose, teasers = prose + more, teasers + others
            if prose >= _STORY or teasers >= _TEASERS:
                return teasers < _TEASERS
        return False

    def _measure(self, block: Element) -> tuple[int, int]:
        if block not in self._measured:
            self._measured[block] = _prose_in(block), _teasers_in(block)
        return self._measured[block]


def _is_elsewhere(block: Element) -> bool:
    if block.tag in {"body", "html", "main", "article"}:
        return False
    return bool(_ELSEWHERE.search(f"{block.get('class') or ''} {block.get('id') or ''}"))


def _prose_in(block: Element) -> int:
    lengths = (own_text_length(part) for part in block.iter("p", "div", "span", "td", "article"))
    return sum(length for length in lengths if length >= _MIN_PIECE)


def _teasers_in(block: Element) -> int:
    return sum(len(text_of(link).split()) >= _HEADLINE_WORDS for link in block.iter("a"))


def _absolute(url: str, address: str) -> str:
    try:
        return urldefrag(urljoin(url, address.strip())).url if address.strip() else ""
    except ValueError:
        return ""
