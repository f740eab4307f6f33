"""Who wrote a story and how it is tagged, as the page's markup says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from pipelines.read.credits import names_of
from pipelines.read.head import Head
from pipelines.read.house_style import is_chrome
from pipelines.read.jsonld import Linked, names, string
from pipelines.read.people import authors_of, names_in
from pipelines.read.tree import Element, text_of

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|byline|by-line|penulis|reporter|wartawan|jurnalis|vcard|writer|user-name)(?:$|[\s_-]|name)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|komentar|avatar|bio|box|desc|related|widget|sidebar", re.IGNORECASE
)
_TAGS = re.compile(
    r"(?:^|[\s_-])(?:tags?|tag-links|tagcloud|tags-links|tag-list|tag-berita|topik(?!-)|detail__body-tag)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAG_PATH = re.compile(r"/(?:tags?|topik|topic|label|taxonomy/term)/|[?&]tag=", re.IGNORECASE)
#: Tags of the whole site, and sections that markup calls tags.
_NOT_THE_STORYS = re.compile(r"tag_cloud|taxonomy-category|trending|popul[ae]r", re.IGNORECASE)
#: "Kata kunci: <a>…": what stands before a row of tags, whatever the row is called.
_TAG_LABEL = re.compile(r"\W*(?:tags?|tagar|topik|kata\s+kunci|keywords?|label)\W*", re.IGNORECASE)
_SECTION_PATH = re.compile(r"/(?:categor(?:y|ies)|kategori|rubrik|kanal)/", re.IGNORECASE)
_ROLES = r"(?:rep|penulis|reporter|pewarta|wartawan|oleh|laporan)\s*:"
_LABEL = re.compile(rf"\b{_ROLES}", re.IGNORECASE)
#: The same in the text of a whole page, where blocks stand side by side without a space.
_ANY_LABEL = re.compile(_ROLES, re.IGNORECASE)
#: Sites made by a builder name the parts of a page for their own scripts and tests only.
_MARKED_BY = ("class", "rel", "itemprop", "data-hook", "data-testid", "data-qa", "data-qa-id")
_META = re.compile(r"(?:entry|post|article)-?(?:meta|info|footer)|^meta$", re.IGNORECASE)
_BY = re.compile(r"\b(?:oleh|by)\s*:?\s*$", re.IGNORECASE)
#: The name behind "Editor:" in a page's source; each may stand in an element of its own, and then
#: the colon may be missing.
_EDITOR_WORDS = ("editor", "redaktur", "penyunting", "penyelaras", "red:", "disunting")
_TAG = r"\s*</?\w[^<>]{0,80}>"
_EDITOR = re.compile(
    rf"(?<![a-z])(?:(?:editor|redaktur|penyunting|penyelaras(?:\s+naskah)?|red)(?:{_TAG}){{0,3}}\s*:"
    rf"|(?<=>)(?:editor|redaktur|penyunting)(?={_TAG})|(?<=[|/]\s)(?:editor|redaktur)(?=\s)"
    rf"|disunting(?:\s+oleh(?=\s)|(?=\s?<)))"
    rf"(?:{_TAG}){{0,3}}\s*([^<>{{}}();\n]{{2,60}})<",
    re.IGNORECASE,
)
#: "Sumber: Humas" in a row of its own, that is no caption's.
_SOURCE = re.compile(
    rf"(?<=>)sumber(?:\s+(?:berita|artikel|tulisan))?(?:(?:{_TAG}){{0,3}}\s*:(?:{_TAG}){{0,3}}|(?:{_TAG}){{2,4}})\s*([^<>{{}};:\n@]{{4,80}})<"
    r"(?!/(?:figcaption|em|i|small)>)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{1,2}[\s/.-](?:[A-Za-z]{3,9}|\d{1,2})[\s/.-](?:19|20)\d\d\b"
    r"|\b\d{1,2}\s(?:menit|jam|hari|minggu|pekan|bulan|tahun)\s(?:yang\s)?lalu\b"
)
_BETWEEN = re.compile(r"\s*[|•·\n]\s*|\s[–—-](?:\s|$)|^[–—-]\s")
_ICONS = re.compile(r"^[^\w(\"“]+|[\s,:;|–—-]+$")
#: How far from the headline its line may stand.
_LEVELS, _SIBLINGS = 3, 3
_PAGE = frozenset("html body main".split())
#: A name and the day, with a mark between them.
_DATED = re.compile(
    r"([A-Z][\w.'’]+(?:\s[A-Z][\w.'’]*){1,3})\s*[·•|–—-]\s*(?:[A-Z][a-z']{3,6},?\s+)?\d{1,2}\s\w{3,9}\s(?:19|20)\d\d"
)
#: "Menulis dari lereng Sindoro sejak 2017.": who somebody is, not what they are called.
_SENTENCE = re.compile(r"(?:\s\S+){5}\w\w\.$")
_MAX_CHILDREN = 12
_MAX_BYLINE = 120
_MAX_TAG = 50
_LABEL_LENGTH = 30
_MAX_TAGS = 30


def author_claims(
    tree: Element, head: Head, linked: Linked, below: Sequence[str], site_words: frozenset[str]
) -> list[str]:
    """Collect what the page says about its writers, the most reliable first.

    What it tells machines counts where that names people; a desk or the outlet, whose names
    ``site_words`` are, writes no story. ``below`` is what :func:`lines_below` found.
    """
    claims = [*names(linked.get("author")), *names(linked.get("creator"))]
    for name in ("author", "article:author", "dc.creator", "content_author", "parsely-author"):
        claims.extend(head.meta.get(name, ()))
    if authors_of(claims, site_words):
        return claims
    groups = (list(find(tree)) for find in (_bylines, _labelled, _signed, _dated))
    claims = next((group for group in groups if any(map(names_in, group))), [])
    return claims or list(islice((name for part in below for name in _full_names(part)), 1))


def _full_names(part: str) -> Iterator[str]:
    """Give the name that is all of a part, with a family name."""
    if not is_chrome(part):
        pieces = [piece.strip() for piece in part.split(",")]
        yield from (
            name for each in pieces for name in names_in(each) if name == each and " " in name
        )


def lines_below(headline: Element | None) -> list[str]:
    """Give the parts of the short line under a headline that tells the day.

    "Budi Santoso - <span>Kabar</span><br>Kamis, 2 Juli 2026" are three.
    """
    place = headline
    for _ in range(_LEVELS):
        if place is None or place.tag in _PAGE:
            break
        for block in islice(place.itersiblings(), _SIBLINGS):
            if len(words := text_of(block)) > _MAX_BYLINE:
                break
            if _DAY.search(words):
                pieces = (each for text in block.itertext() for each in _BETWEEN.split(text))
                return [part for piece in pieces if (part := _ICONS.sub("", piece).strip())]
        place = place.getparent()
    return []


def tags_of(tree: Element, head: Head, linked: Linked) -> tuple[str, ...]:
    """Collect the story's tags: those it shows, else those it tells machines."""
    shown = list(_shown_tags(tree)) or head.meta.get("article:tag", [])
    told = shown or _keywords(head, linked)
    found: dict[str, str] = {}
    for tag in told:
        name = " ".join(tag.split()).strip("# ,")
        if 1 < len(name) <= _MAX_TAG:
            found.setdefault(name.lower(), name)
    return tuple(found.values())[:_MAX_TAGS]


def _bylines(tree: Element) -> Iterator[str]:
    for element in tree.iter("a", "span", "div", "p", "li", "address", "strong", "b"):
        if not element.keys():
            continue
        marks = " ".join(filter(None, map(element.get, _MARKED_BY)))
        if not _BYLINE.search(marks) or _ELSEWHERE.search(marks):
            continue
        # "By" and the name may stand side by side without a space.
        line = " ".join(" ".join(element.itertext()).split())
        if line and len(line) <= _MAX_BYLINE and not _SENTENCE.search(line):
            yield from names_of(line).writers or ((line,) if not _LABEL.search(line) else ())


def editor_claims(source: str, head: Head, linked: Linked) -> list[str]:
    """Collect what a page says about its editors; ``source`` is its markup."""
    claims = list(names(linked.get("editor")))
    for name in ("editor", "content_editor", "article:editor"):
        claims.extend(head.meta.get(name, ()))
    if claims:
        return claims
    named = (_EDITOR.match(source, place) for place in _places(source.lower()))
    return [unescape(match.group(1)) for match in named if match is not None]


def source_claims(source: str, below: Sequence[str]) -> list[str]:
    """Collect offices in the line below the headline, and whom a row of its own calls the source.

    ``source`` is the page's markup, ``below`` what :func:`lines_below` found.
    """
    offices = [name for part in below for name in names_of(part).sources]
    named = (_SOURCE.match(source, place) for place in _places(source.lower(), ("sumber",)))
    rows = (f"Sumber: {unescape(match.group(1))}" for match in named if match is not None)
    return [*offices, *islice((name for row in rows for name in names_of(row).sources), 1)]


def _places(source: str, words: Sequence[str] = _EDITOR_WORDS) -> Iterator[int]:
    """Find the words of a role; by searching for the pattern it would take ten times as long."""
    for word in words:
        place = source.find(word)
        while place >= 0:
            yield place
            place = source.find(word, place + 1)


def _labelled(tree: Element) -> Iterator[str]:
    """Give the names behind "Penulis:" in short lines of pages that name nothing in markup."""
    if _ANY_LABEL.search(tree.text_content()) is None:
        return
    for element in tree.iter("td", "font", "div", "span", "p", "small", "li"):
        if len(element) > _MAX_CHILDREN:
            continue
        line = _row(element)
        if len(line) <= _MAX_BYLINE and _LABEL.search(line):
            yield from names_of(line).writers


def _row(element: Element) -> str:
    """Give the text of an element in one line, with a mark where the page breaks it."""
    if next(element.iter("br"), None) is None:
        return text_of(element)
    return " | ".join(" ".join(text.split()) for text in element.itertext() if text.strip())


def _signed(tree: Element) -> Iterator[str]:
    """Give the linked names behind "oleh" in lines about the post."""
    for link in tree.iter("a"):
        parent, before = link.getparent(), link.getprevious()
        if parent is None or not _META.search(parent.get("class") or ""):
            continue
        if _BY.search((parent.text if before is None else before.tail) or ""):
            yield text_of(link)


def _dated(tree: Element) -> Iterator[str]:
    """Give the names before the date in lines such as "Budi Santoso · Kamis, 2 Juli 2026"."""
    for element in tree.iter("p", "div", "span", "small"):
        line = (element.text or "").strip()
        if len(line) <= _MAX_BYLINE and (dated := _DATED.match(line)) is not None:
            yield dated.group(1)


def _shown_tags(tree: Element) -> Iterator[str]:
    for link in tree.iter("a"):
        address = link.get("href") or ""
        relations = (link.get("rel") or "").lower().split()
        is_tag = "tag" in relations and "category" not in relations
        is_tag = is_tag and not _SECTION_PATH.search(address)
        is_tag = is_tag or bool(_TAG_PATH.search(address) and _stands_in(link, _TAGS))
        is_tag = is_tag or _stands_in_labelled_row(link)
        if is_tag and not _stands_in(link, _NOT_THE_STORYS):
            yield text_of(link)


def _stands_in_labelled_row(link: Element) -> bool:
    """Say whether several links stand behind a label; one alone may be the story's section."""
    row = link.getparent()
    label = row.text
    is_short = bool(label) and len(label) <= _LABEL_LENGTH
    return is_short and bool(_TAG_LABEL.fullmatch(label)) and len(row.findall("a")) > 1


def _stands_in(link: Element, names: re.Pattern[str]) -> bool:
    above = islice(link.iterancestors(), _LEVELS)
    return any(names.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in above)


def _keywords(head: Head, linked: Linked) -> list[str]:
    keywords = linked.get("keywords")
    if isinstance(keywords, list):
        return [text for item in keywords if (text := string(item))]
    value = string(keywords) or head.first("news_keywords", "keywords") or ""
    return value.split(",")
