"""Whether a page is a story at all, or a list of stories, a login, an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlsplit

from model.exceptions import PageError
from pipelines.read.head import Head
from pipelines.read.jsonld import ARTICLE_TYPES, LISTING_TYPES, Linked, types_of
from pipelines.read.prose import Prose
from pipelines.read.titles import bare
from pipelines.read.tree import Element, text_of

_LISTING_CLASSES = frozenset(
    "blog archive category tag search search-results search-no-results author paged error404 "
    "date post-type-archive".split()
)
_SINGLE_CLASSES = frozenset("single single-post single-format-standard".split())
_LISTING_PATH = re.compile(
    r"^/(?:(?:tags?|topik|topic|kategori|category|rubrik|kanal|author|penulis|search|cari|indeks?|page|label"
    r"|search/label)(?:/.*)?|index\.(?:html?|php))?$",
    re.IGNORECASE,
)
_ARCHIVE_PATH = re.compile(r"/page/\d{1,5}/?$|^/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$", re.IGNORECASE)
_LISTING_TITLE = re.compile(
    r"^\W*(?:(?:tags?|label|kategori|category|topik|arsip|archives?|author|penulis|day|month|bulan|hari)\s*:"
    r"|(?:kumpulan|indeks|arsip|daftar)\s+(?:berita|artikel|tulisan|pos)\b|posts?\s+(?:by|tagged)\b"
    r"|(?:hasil\s+(?:pencarian|untuk)|search\s+results?|anda\s+mencari|showing\s+posts|menampilkan\s+postingan)\b"
    r"|(?:berita|kabar|info(?:rmasi)?)\s+(?:\S+\s+){0,6}(?:terkini|terbaru|terpopuler|hari\s+ini)\W*$)",
    re.IGNORECASE,
)
_SECTIONS = ("/kategori/", "/category/", "/rubrik/", "/kanal/")
_SEARCH_KEYS = frozenset("s q search keyword cari".split())
#: Parameters whose numbers are those of a list's pages, or of a section.
_LIST_KEYS = frozenset(
    "page hal halaman paged start limitstart offset kat cat kategori category k tanggal".split()
)
_NOTHING = re.compile(
    r"^\W*404\b|\berror\s+404\b|(?:halaman|page|artikel|berita|post|konten)\s+(?:yang\s+(?:anda|kamu)\s+(?:cari|tuju|minta)\s+)?"
    r"(?:ini\s+)?(?:tidak|tak|not|belum)\s*(?:dapat\s+)?(?:ditemukan|found|tersedia|ada)|not\s+found"
    r"|account\s+suspended|access\s+denied|akses\s+ditolak|just\s+a\s+moment|attention\s+required"
    r"|domain\s+(?:ini\s+)?(?:is\s+for\s+sale|dijual|parking|parked|telah\s+kedaluwarsa|has\s+expired)|under\s+construction"
    r"|(?:situs|website|server|sistem|laman)\s+(?:\w+\s+){0,3}(?:pemeliharaan|perbaikan|maintenance)|^\W*maintenance"
    r"|for\s+sale|index\s+of\s+/|^\W*(?:log\s?in|masuk|sign\s+in)(?:\s+(?:(?:ke|to|dengan)\s+)?(?:akun|account|your|situs|‹|-|–|—|\|).*)?$",
    re.IGNORECASE,
)
#: One weak sign of a list is not enough: a story that is refused is lost.
_DOUBT = 1
#: Pages about the outlet itself.
_ABOUT = re.compile(
    r"\W*(?:kebijakan\s+privasi|privacy\s+policy|disclaimer|sanggahan|pedoman(?:\s+(?:media|pemberitaan)\s+siber)?"
    r"|tentang(?:\s+kami)?|about(?:\s+us)?|(?:hubungi|kontak)(?:\s+kami)?|contact(?:\s+us)?|(?:susunan\s+|box\s+)?redaksi"
    r"|kode\s+etik(?:\s+jurnalistik)?|(?:info|pasang)\s+iklan|media\s+kit|karir|terms\s+of\s+(?:use|service)"
    r"|(?:syarat\s+(?:dan|&)\s+)?ketentuan(?:\s+layanan)?)\W*",
    re.IGNORECASE,
)
_MIN_TEXT = 120
_SHORT_TEXT = 600
#: The end of a sentence, which the stops of addresses and titles are not ("Jl. Merdeka No. 2").
_SENTENCE = re.compile(
    r"[a-z0-9”\"’')\]](?<!\bJl)(?<!\bNo)(?<!\bKec)(?<!\bKab)(?<!\bKel)(?<!\bTelp)"
    r"[.!?]+[\"”’')\]]*(?:\s|$)"
)
_MANY_ARTICLES = 4
#: So many linked headings, and less running text than this outside of their blocks, make a list.
_MANY_TEASERS = 5
_OWN_TEXT = 300
#: A headline has so many words at least; names of sections and topics have fewer.
_HEADLINE_WORDS = 6


class Signs(NamedTuple):
    """What a page's markup says for and against it being a story."""

    story: int
    listing: int
    nothing: bool
    about: bool

    def check_text(self, lines: Sequence[str]) -> None:
        """Raise PageError ``not_article`` unless ``lines`` and the markup make a story.

        A short story of two or three sentences is one where the markup does not say otherwise.
        """
        length = sum(map(len, lines))
        stops = sum(len(_SENTENCE.findall(line)) for line in lines)
        told = sum(len(line) for line in lines if _SENTENCE.search(line))
        is_list = self.listing > max(self.story, _DOUBT)
        if length < _MIN_TEXT or not stops:
            # The teasers of a list are cut before.
            raise PageError("not_article", "a list of stories" if is_list else "no story on it")
        if self.nothing and length < _SHORT_TEXT:
            raise PageError("not_article", "an error, a login or an empty site")
        if self.about:
            raise PageError("not_article", "about the site itself")
        if told * 2 < length:
            raise PageError("not_article", "headlines more than sentences")
        if is_list:
            raise PageError("not_article", "a list of stories")


def check_article(
    url: str, tree: Element, prose: Prose, head: Head, objects: list[Linked], title: str
) -> Signs:
    """Weigh the signs of ``url``, ``title``, metadata and the tree before it is pruned.

    ``prose`` is what :func:`prose_of` measured in the tree. The weights are such that software
    which calls every page an article is overruled by two signs of a list, or an address of one.
    """
    classes = _body_classes(tree)
    types = frozenset(name for item in objects for name in types_of(item))
    og_type = (head.first("og:type") or "").lower()
    single = bool(classes & _SINGLE_CLASSES)
    names_list = bool(_LISTING_TITLE.search(title))
    story = 2 * single + (og_type == "article") + 2 * bool(types & ARTICLE_TYPES)
    story += bool(head.first("article:published_time"))
    listing = 3 * (bool(classes & _LISTING_CLASSES) and not single)
    listing += 3 * _is_listing_address(url) + 2 * bool(types & LISTING_TYPES)
    listing += bool(og_type) and og_type in {"website", "blog"} and story == 0
    listing += 2 * names_list + _short_articles(tree) + 2 * _is_list_of_teasers(tree, prose)
    if not names_list and len(title.split()) >= _HEADLINE_WORDS:
        story += 4 if _shows_own(tree, title) else 2
    return Signs(story, listing, _says_nothing(tree), bool(_ABOUT.fullmatch(title)))


def _shows_own(tree: Element, title: str) -> bool:
    """Say whether the headline is shown in a heading that leads nowhere."""
    name = bare(title)
    headings = (heading for heading in tree.iter("h1", "h2", "h3") if not _is_linked(heading))
    return any(bare(text_of(heading)) == name for heading in headings)


def _body_classes(tree: Element) -> frozenset[str]:
    body = tree.find("body")
    return frozenset((body.get("class") or "").lower().split()) if body is not None else frozenset()


def _is_listing_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if _SEARCH_KEYS & set(parse_qs(parts.query)):
        return True
    has_id = any(key in parts.query for key in ("p=", "id=", "berita", "read", "news"))
    has_id = has_id or any(
        value.isdigit() and key not in _LIST_KEYS for key, value in parse_qsl(parts.query)
    )
    path = parts.path or "/"
    is_listing = (_LISTING_PATH.match(path) and not _is_in_section(path)) or _ARCHIVE_PATH.search(
        path
    )
    return bool(parts.hostname) and bool(is_listing) and not has_id


def _is_in_section(path: str) -> bool:
    """Say whether the address is a headline's, under that of its section."""
    words = path.rstrip("/").rpartition("/")[2].split("-")
    return path.startswith(_SECTIONS) and len(words) >= _HEADLINE_WORDS - 1


def _short_articles(tree: Element) -> bool:
    """Say whether there are many ``article`` elements, and all of them are short."""
    lengths = [len(text_of(article)) for article in tree.iter("article")]
    return len(lengths) >= _MANY_ARTICLES and max(lengths) < 2 * _SHORT_TEXT


def _is_list_of_teasers(tree: Element, prose: Prose) -> bool:
    """Say whether there is hardly any running text but beside headings that lead elsewhere."""
    headings = [heading for heading in tree.iter("h2", "h3", "h4") if _is_linked(heading)]
    if len(headings) < _MANY_TEASERS:
        return False
    crowded = {ancestor: 0 for heading in headings for ancestor in heading.iterancestors()}
    for heading in headings:
        for ancestor in heading.iterancestors():
            crowded[ancestor] += 1
    teasers = {_teaser(heading, crowded) for heading in headings}
    return prose[None] - sum(prose.get(teaser, 0) for teaser in teasers) < _OWN_TEXT


def _teaser(heading: Element, crowded: dict[Element, int]) -> Element:
    """Climb to the largest block with no other such heading in it."""
    block = heading
    while (parent := block.getparent()) is not None and crowded[parent] == 1:
        block = parent
    return block


def _is_linked(heading: Element) -> bool:
    parent = heading.getparent()
    link = parent if parent is not None and parent.tag == "a" else next(heading.iter("a"), None)
    address = (link.get("href") or "") if link is not None else ""
    return bool(address) and not address.startswith("#")


def _says_nothing(tree: Element) -> bool:
    titles = [text_of(element) for element in tree.iter("title", "h1")]
    return any(_NOTHING.search(title) for title in titles[:3])
