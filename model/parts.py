"""Addresses of the parts that an article is cut into, where the address alone tells them.

A list is cut into pages under the same signs, and its pages are not one: only what surely is the
address of an article counts here.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_PARAMETERS = frozenset("page halaman hal pg part showpage".split())
_NUMBER = re.compile(r"\d{1,2}")
#: ``/2`` behind a headline; greater numbers may be ids.
_LAST_NUMBER = re.compile(r"(?:/(?:page|halaman))?/(?:[2-9]|all)/?$", re.IGNORECASE)
#: Under which lists stand, whatever their names look like.
_LISTS = frozenset(
    """
    arsip archive archives author cari categories category galeri halaman indeks index kanal
    kategori label labels page penulis rubrik search section sections tag tags terbaru terkini
    terpopuler topic topics topik
    """.split()
)
#: With which the names of lists begin.
_LIST_WORDS = frozenset(
    """
    all archive arsip berita daftar indeks index info informasi kabar kategori kumpulan label
    liputan news rubrik seputar semua tag terbaru terkini topik update
    """.split()
)
_SEPARATORS = re.compile(r"[-_.+]+")
_PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml|cms)$")
_DATE = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/")
_ID = re.compile(r"\d{5}")
#: Words of a slug that make it a headline: beside a date or an id, before ``.html``, and alone.
_WITH_DATE, _WITH_ENDING, _ALONE = 3, 5, 7


def first_part(url: str) -> str:
    """Return the address of the article of which ``url`` is a part; else ``url`` as it is.

    Known are ``?page=2`` and the like, ``/2`` and ``/page/2`` on the address of an article, and
    WordPress's ``?p=123&page=2``. A page of a list is never one.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = _LAST_NUMBER.sub("", parts.path)
    if path == parts.path or not _is_article(path):
        path = parts.path
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not _is_part(pair)]
    if len(kept) < len(pairs) and not (_is_article(path) or _has_id(parts)):
        kept = pairs
    if path == parts.path and kept == pairs:
        return url
    return parts._replace(path=path, query="&".join(kept)).geturl()


def _is_part(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return name.lower() in _PARAMETERS and _NUMBER.fullmatch(value) is not None


def _has_id(parts: SplitResult) -> bool:
    """Say whether this is a post of WordPress by its number."""
    return parts.path in {"", "/"} and re.search(r"(?:^|&)p=\d+(?:&|$)", parts.query) is not None


def _is_article(path: str) -> bool:
    """Say whether ``path`` is surely an article's: a headline beside a date, an id, an ending."""
    segments = [segment for segment in path.lower().split("/") if segment]
    if not segments or not _LISTS.isdisjoint(segments):
        return False
    slug = segments[-1]
    words = [word for word in _SEPARATORS.split(_PAGE_ENDING.sub("", slug)) if word]
    above = "/".join(["", *segments[:-1], ""])
    if _DATE.search(above) or _ID.search(above):
        return len(words) >= _WITH_DATE
    if words and words[0] in _LIST_WORDS:
        return False
    if _ID.search(slug):
        return len(words) >= _WITH_DATE
    return len(words) >= (_WITH_ENDING if _PAGE_ENDING.search(slug) else _ALONE)
