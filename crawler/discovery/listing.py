"""A page that lists articles: a front page, a section, a topic, what a search found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import lxml.html
from lxml import etree

from crawler.discovery import addresses, links
from crawler.discovery.found import Found, Source
from crawler.discovery.links import Link
from model.exceptions import PageError
from model.urls import site_of
from pipelines.text.prison_words import mentions_prison

_MAX_FEEDS = 5
_MAX_SECTIONS = 40
_MAX_TOPICS = 10
_MAX_ARCHIVES = 2
#: Names of lists that hold all articles of a site.
_ARCHIVES = re.compile(
    r"(?:archives?|arsip|indeks|index|semua|all)(?:-(?:berita|artikel|posts|news))?(?:\.html?|\.php)?"
)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/rss"}
#: What a page says of its software, in "generator" or by the paths of its files.
_SOFTWARE = {
    "wordpress": re.compile(rb"/wp-(?:content|includes)/|api\.w\.org"),
    "blogger": re.compile(rb"blogger\.com/static|blogspot\.com/feeds|/feeds/posts/default"),
    "drupal": re.compile(rb"drupal-settings-json|/sites/default/files/"),
    "joomla": re.compile(rb"/media/system/js/|com_content"),
}
_GENERATORS = ("wordpress", "blogger", "drupal", "joomla", "pelican", "nikola", "hugo", "jekyll")
#: Names of the field that a search form has for words.
_QUERY_NAMES = {"s", "q", "query", "search", "keyword", "keywords", "cari", "kata", "term", "key"}
_QUERY_NAMES |= {"search_api_fulltext", "searchword", "kata_kunci", "katakunci"}
_NEXT = re.compile(
    r"(?:next|selanjutnya|berikut(?:nya)?|older(?: posts)?|lama|»|›|→|>>?|load more"
    r"|(?:muat|lihat) (?:lebih|lainnya)|pos-pos lama|postingan lama|laman berikutnya)\W*",
    re.IGNORECASE,
)
_PAGE_KEYS = {"page", "paged", "hal", "halaman", "laman", "pg", "start", "offset"}
_PAGE_PATH = re.compile(r"/(?:page|hal|halaman|laman|index)[/-]?(\d{1,5})(?:\.html?)?/?$")
_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list tells.

    ``articles`` in the order of the page; ``feeds`` and ``api`` as it names them; ``search`` is the
    address of its search form, with ``{query}`` for the words; ``sections`` are lists of other
    articles, ``topics`` those whose name is a word of prisons, ``archives`` those of everything;
    ``next`` is the list's next page.
    """

    articles: tuple[Found, ...]
    feeds: tuple[str, ...] = ()
    api: str | None = None
    software: str | None = None
    search: str | None = None
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    next: str | None = None


def read(
    body: bytes,
    *,
    url: str,
    hosts: frozenset[str],
    charset: str | None,
    source: Source = Source.FRONT_PAGE,
) -> Listing:
    """Read a list, however broken.

    ``hosts`` are the site's own (as :func:`model.urls.site_of` gives them); links to any other are
    passed over.

    Raises:
        PageError: ``not_html`` where there is no page.
    """
    root = _parse(body, charset)
    base = _base(root, url)
    all_links = links.links_of(root, base, hosts)
    articles = links.articles_of(all_links, source)
    lists = list(links.lists_of(all_links, articles))
    return Listing(
        articles=tuple(articles),
        feeds=tuple(_feeds(root, base, hosts)),
        api=_api(root, base, hosts),
        software=_software(root, body),
        search=next(_search_forms(root, base, hosts), None),
        sections=tuple(_sections(lists, url)),
        topics=tuple(link.url for link in lists if _is_topic(link))[:_MAX_TOPICS],
        archives=tuple(link.url for link in lists if _is_archive(link))[:_MAX_ARCHIVES],
        next=_next_page(root, lists, base, url),
    )


def _parse(body: bytes, charset: str | None) -> Any:
    try:
        parser = lxml.html.HTMLParser(encoding=charset, huge_tree=False)
    except LookupError:
        parser = lxml.html.HTMLParser(huge_tree=False)
    try:
        root = lxml.html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise PageError("not_html", str(error)[:200]) from error
    return root


def _base(root: Any, url: str) -> str:
    for element in root.iter("base"):
        if element.get("href"):
            return addresses.join(url, element.get("href"))
    return url


def _named_links(root: Any) -> Iterator[tuple[set[str], Any]]:
    for link in root.iter("link"):
        yield set((link.get("rel") or "").lower().split()), link


def _feeds(root: Any, base: str, hosts: frozenset[str]) -> Iterator[str]:
    seen: set[str] = set()
    for relations, link in _named_links(root):
        kind = (link.get("type") or "").lower().strip()
        if "alternate" not in relations or kind not in _FEED_TYPES:
            continue
        address = addresses.join(base, link.get("href") or "")
        is_ours = site_of(address) in hosts and "comment" not in address.lower()
        if is_ours and address not in seen and len(seen) < _MAX_FEEDS:
            seen.add(address)
            yield address


def _api(root: Any, base: str, hosts: frozenset[str]) -> str | None:
    """Where WordPress says that its API is."""
    for relations, link in _named_links(root):
        if "https://api.w.org/" in relations:
            address = addresses.join(base, link.get("href") or "")
            return address if site_of(address) in hosts else None
    return None


def _software(root: Any, body: bytes) -> str | None:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == "generator":
            told = (element.get("content") or "").lower()
            for name in _GENERATORS:
                if name in told:
                    return name
    return next((name for name, sign in _SOFTWARE.items() if sign.search(body)), None)


def _search_forms(root: Any, base: str, hosts: frozenset[str]) -> Iterator[str]:
    """The addresses of forms that look for words, with ``{query}`` for the words."""
    for form in root.iter("form"):
        if (form.get("method") or "get").lower() != "get":
            continue
        action = addresses.join(base, form.get("action") or "")
        name = next(_query_fields(form), None)
        if name is None or site_of(action) not in hosts:
            continue
        hidden = {
            field.get("name"): field.get("value") or ""
            for field in form.iter("input")
            if (field.get("type") or "").lower() == "hidden" and field.get("name")
        }
        bare = action.partition("#")[0].partition("?")[0]
        given = dict(parse_qsl(urlsplit(action).query)) | hidden
        given.pop(name, None)
        query = f"{quote(name)}={{query}}" + "".join(
            f"&{urlencode([pair])}" for pair in given.items()
        )
        yield f"{bare}?{query}"


def _query_fields(form: Any) -> Iterator[str]:
    for field in form.iter("input"):
        kind = (field.get("type") or "text").lower()
        name = field.get("name") or ""
        if kind == "search" or (kind == "text" and name.lower() in _QUERY_NAMES):
            yield name


def _is_topic(link: Link) -> bool:
    """Say whether a list is of what concerns prisons, by its name."""
    path = urlsplit(link.url).path.rstrip("/")
    name = path.rpartition("/")[2].replace("-", " ")
    return mentions_prison(name.encode()) and not _NUMBER.fullmatch(name)


def _is_archive(link: Link) -> bool:
    path = urlsplit(link.url).path.rstrip("/").lower()
    return path.count("/") <= 2 and _ARCHIVES.fullmatch(path.rpartition("/")[2]) is not None


def _sections(lists: Sequence[Link], url: str) -> list[str]:
    """Addresses of lists with a name of their own: short paths, without a query."""
    found = []
    for link in lists:
        parts = urlsplit(link.url)
        depth = len([part for part in parts.path.split("/") if part])
        is_list = 0 < depth <= 3 and not _page_number(link.url)
        if is_list and not addresses.is_door(link.url) and link.url != url:
            found.append(link.url)
    return found[:_MAX_SECTIONS]


def _next_page(root: Any, lists: Sequence[Link], base: str, url: str) -> str | None:
    """The next page of a list: as the page says, else the one with the next number."""
    own = {link.url for link in lists}
    for element in [*root.iter("link"), *root.iter("a")]:
        if "next" in (element.get("rel") or "").lower().split():
            address = addresses.join(base, element.get("href") or "").partition("#")[0]
            if address in own or element.tag == "link":
                return address if address != url else None
    number = _page_number(url) or 1
    for link in lists:
        if _page_number(link.url) == number + 1 and _is_same_list(link.url, url):
            return link.url
    return next((link.url for link in lists if _says_next(link, url)), None)


def _says_next(link: Link, url: str) -> bool:
    return _NEXT.fullmatch(link.text) is not None and _page_number(link.url) > (
        _page_number(url) or 1
    )


def _page_number(url: str) -> int:
    """The number that an address of a list's page carries; 0 for none."""
    parts = urlsplit(url)
    match = _PAGE_PATH.search(parts.path)
    if match:
        return int(match[1])
    for key, value in parse_qsl(parts.query):
        if key.lower() in _PAGE_KEYS and _NUMBER.fullmatch(value):
            return int(value)
    return 0


def _is_same_list(other: str, url: str) -> bool:
    return _without_page(other) == _without_page(url)


def _without_page(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    path = _PAGE_PATH.sub("", parts.path).rstrip("/")
    kept = [pair for pair in parse_qsl(parts.query) if pair[0].lower() not in _PAGE_KEYS]
    return path, tuple(sorted(kept))
