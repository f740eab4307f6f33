"""The headline of a page, and the name of its outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from pipelines.read.columns import cell_headline
from pipelines.read.head import Head
from pipelines.read.jsonld import Linked, string, types_of
from pipelines.read.tree import Element, text_of

#: What outlets put between a headline and their name.
_SEPARATOR = re.compile(r"\s+[-|–—:»•~.*]{1,4}\s+|\s*[|»•]\s*|:\s+(?=\S+$)")
#: "Outlet: headline", as Blogger writes.
_COLON = re.compile(r"(?<=\w):\s+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NOT_ALNUM = re.compile(r"[\W_]+")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,4}(?:com|id|net|org|info|news|tv|co)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\s*[-–|]\s*(?:halaman|page|hal\.?)\s*\d{1,3}(?:\s*(?:dari|of)\s*\d{1,3})?$", re.IGNORECASE
)
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|news|single|detail)-?title|judul\w{0,12}|headline)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: What software puts into ``title`` on every page alike.
_SAME_ON_ALL = re.compile(
    r"\W*(?:(?:selamat\s+datang|welcome)\b|(?:official\s+)?(?:web(?:site)?|situs|portal|laman)\s+(?:resmi|official|berita|informasi)\b"
    r"|(?:detail|baca|lihat|halaman)\s+(?:berita|artikel|konten|post)\W*$|(?:beranda|home|berita|artikel|news|untitled)\W*$)",
    re.IGNORECASE,
)
#: Software and sections that stand where the outlet's name should.
_NO_OUTLETS = frozenset(
    "blogger blogspot wordpress joomla drupal wix googlesites mysite berita beritaterkini news"
    " artikel beranda home blog website detail detailberita detailartikel".split()
)
_NAMED_TAGS = ("h2", "h3", "div", "span", "td", "p", "font", "strong", "b")
_MIN_TITLE = 8
_MAX_NAMED = 5
_HEADLINE_WORDS = 5
_MIN_HELD = 20
_MAX_SITE_NAME = 60
#: Longer than any headline, in characters: what is longer is a text, and is cut.
LONGEST_TITLE = 400


def cut_short(title: str) -> str:
    """Return a headline, or the first words of what is far too long for one."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]


def title_of(
    tree: Element,
    head: Head,
    linked: Linked,
    site_words: frozenset[str],
    shown: Sequence[Element],
) -> str:
    """Choose the headline: the page's own ``h1`` where another source agrees with it.

    ``site_words`` are names of the outlet, in letters and digits only (:func:`bare`); they are cut
    off both ends. ``shown`` is what :func:`headings_of` found.
    """
    told = [
        string(linked.get("headline")),
        head.first("og:title"),
        head.first("twitter:title"),
        _title_element(tree),
    ]
    site_words |= _beside_section(tree)
    titles = [stripped(title, site_words) for title in told if title]
    titles = [title for title in titles if title and bare(title) not in site_words]
    headings = [text_of(element) for element in shown]
    headings = [
        text for text in headings if len(text) >= _MIN_TITLE and bare(text) not in site_words
    ]
    if headings:
        titles = [title for title in titles if not _SAME_ON_ALL.match(title)]
    for heading in headings:
        if any(_agree(heading, title) for title in titles):
            return _own_headline(shown, heading)
    is_alone = bool(headings) and not any(told[:-1])
    if is_alone and (declared := _declared(shown)):
        return declared
    if titles and not (is_alone and _is_unshown(tree, titles[0])):
        return titles[0]
    return headings[0] if headings else _unnamed_heading(tree)


def _declared(shown: Sequence[Element]) -> str | None:
    """Take what markup calls the headline, where the page tells none to others."""
    marked = (text_of(each) for each in shown if each.get("itemprop") == "headline")
    return next((words for words in marked if len(words.split()) >= _HEADLINE_WORDS), None)


def _beside_section(tree: Element) -> frozenset[str]:
    """Give what stands beside a section of the site in ``title``: "Kanwil X | Detail Berita"."""
    parts = _SEPARATOR.split(_title_element(tree) or "")
    others = {bare(part) for part in parts if not _SAME_ON_ALL.fullmatch(part)}
    return frozenset(others) if len(others) < len(parts) else frozenset()


def _is_unshown(tree: Element, title: str) -> bool:
    """Say whether no line of the page shows a title, which is then that of the whole site."""
    name = bare(title)
    return all(name not in bare(text_of(body)) for body in tree.iter("body"))


def _own_headline(shown: Sequence[Element], heading: str) -> str:
    """Take what markup names a headline over a heading of few words: the site's, or a section's."""
    if len(heading.split()) >= _HEADLINE_WORDS:
        return heading
    named = (element for element in shown if element.tag != "h1" and _is_named(element))
    own = (text_of(element) for element in named if not _is_linked(element))
    return next((words for words in own if len(words.split()) >= _HEADLINE_WORDS), heading)


def _is_linked(element: Element) -> bool:
    parent = element.getparent()
    return (parent is not None and parent.tag == "a") or next(element.iter("a"), None) is not None


def _unnamed_heading(tree: Element) -> str:
    """Take the first heading that has the words of a headline and leads nowhere."""
    for heading in tree.iter("h2", "h3", "h4"):
        words = text_of(heading)
        is_link = next(heading.iter("a"), None) is not None
        if len(words.split()) >= _HEADLINE_WORDS and not is_link:
            return words
    return ""


def headings_of(tree: Element) -> list[Element]:
    """List what may be the page's headline: every ``h1``, then what markup names so.

    Last come headings whose words the page's ``title`` element holds.
    """
    named = (element for element in tree.iter(*_NAMED_TAGS) if _is_named(element))
    title = bare(_title_element(tree) or "")
    held = [heading for heading in tree.iter("h2", "h3") if _is_held(heading, title)]
    longest = sorted(held, key=lambda heading: len(text_of(heading)))[-1:]
    found = [*tree.iter("h1"), *islice(named, _MAX_NAMED), *longest]
    if not found and title and (line := cell_headline(tree)) is not None:
        return [line]
    return found


def _is_held(heading: Element, title: str) -> bool:
    name = bare(text_of(heading))
    return len(name) >= _MIN_HELD and name in title


def _is_named(element: Element) -> bool:
    marks = element.get("class")
    is_marked = marks is not None and _HEADLINE.search(marks) is not None
    return is_marked or element.get("itemprop") == "headline"


def headline_of(headings: Sequence[Element], title: str) -> Element | None:
    """Find the element that shows the headline, which is not always an ``h1``.

    ``headings`` is what :func:`headings_of` found.
    """
    shown = shown_headline(headings, title)
    return shown if shown is not None else next(iter(headings), None)


def shown_headline(headings: Sequence[Element], title: str) -> Element | None:
    """Find the element among ``headings`` that shows just the headline."""
    name = bare(title)
    return next((each for each in headings if name and bare(text_of(each)) == name), None)


def site_name_of(
    tree: Element,
    head: Head,
    objects: list[Linked],
    linked: Linked,
    headings: Sequence[Element],
) -> str | None:
    """Find what the outlet calls itself; ``headings`` is what :func:`headings_of` found."""
    candidates = _site_names(tree, head, objects, linked, headings)
    names = (name for name in candidates if name and len(name) <= _MAX_SITE_NAME)
    return next((name for name in names if bare(name) not in _NO_OUTLETS), None)


def _site_names(
    tree: Element,
    head: Head,
    objects: list[Linked],
    linked: Linked,
    headings: Sequence[Element],
) -> Iterator[str | None]:
    """Give what may be the outlet's name, the surest first; the page itself is searched last."""
    yield head.first("og:site_name")
    publisher = linked.get("publisher")
    yield string(publisher.get("name")) if isinstance(publisher, dict) else None
    yield head.first("application-name")
    for item in objects:
        if types_of(item) & {"newsmediaorganization", "organization", "website"}:
            yield string(item.get("name"))
    yield _beside_headline(tree, headings)
    own = head.first("og:title")
    yield own if own and bare(own) in _beside_section(tree) else None
    yield _in_same_title(tree)


def site_words_of(url: str, site_name: str | None) -> frozenset[str]:
    """Give the forms under which the outlet names itself in titles, in letters and digits only."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    words = {bare(host), bare(labels[0])}
    if len(labels) > 2:
        words.add(bare(".".join(labels[1:])))
        words.add(bare(labels[1]))
    if site_name:
        words.add(bare(site_name))
        words.add(bare(site_name.partition(".")[0]))
    return frozenset(word for word in words if len(word) > 2)


def stripped(title: str, site_words: frozenset[str]) -> str:
    """Cut the outlet's name, a section and a page number off a title."""
    title = _PAGE_NUMBER.sub("", " ".join(title.split()))
    cuts = list(_SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        if _names_site(title[cut.end() :], site_words) and len(title[: cut.start()]) >= _MIN_TITLE:
            return title[: cut.start()].strip()
    for cut in [*cuts[:1], *islice(_COLON.finditer(title), 1)]:
        if _names_site(title[: cut.start()], site_words):
            return title[cut.end() :].strip()
    return title


def bare(text: str) -> str:
    """Reduce a name to its letters and digits in lower case."""
    return _NOT_ALNUM.sub("", text).lower()


def _names_site(segment: str, site_words: frozenset[str]) -> bool:
    if _DOMAIN.fullmatch(segment.strip()):
        return True
    name = bare(segment)
    if not name:
        return True
    first = bare(_SEPARATOR.split(segment)[0])
    last = bare(_SEPARATOR.split(segment)[-1])
    return bool({name, first, last} & site_words) or any(
        name.endswith(word) and len(segment) < 40 for word in site_words if len(word) > 4
    )


def _agree(heading: str, title: str) -> bool:
    ours, other = bare(heading), bare(title)
    short, long = sorted((ours, other), key=len)
    if len(long) <= 2 * len(short) and (long.startswith(short) or long.endswith(short)):
        return True
    words, others = set(heading.lower().split()), set(title.lower().split())
    return len(words & others) * 2 >= max(len(words), 1)


def _title_element(tree: Element) -> str | None:
    element = tree.find(".//title")
    return text_of(element) if element is not None else None


def _beside_headline(tree: Element, headings: Sequence[Element]) -> str | None:
    """Take what stands beside the page's own headline in its ``title`` element."""
    title = _title_element(tree) or ""
    # Where the heading is not closed, the page stands in it.
    own = (" ".join((element.text or "").split()) for element in headings)
    for heading in (*map(text_of, headings), *own):
        if len(heading) < _MIN_TITLE:
            continue
        before, found, after = title.partition(heading)
        names = [_EDGES.sub("", part) for part in (_SEPARATOR.split(after)[-1], before)]
        name = next((name for name in names if 0 < len(name) < len(heading)), None)
        if found and name is not None:
            # "Pengadilan Negeri Solok :: Berita": a heading for the site, and the section beside.
            return heading if bare(name) in _NO_OUTLETS else name
    return None


def _in_same_title(tree: Element) -> str | None:
    """Take the outlet's name out of a title such as "Website Resmi Kota Serang"."""
    title = _title_element(tree) or ""
    same = _SAME_ON_ALL.match(title)
    return title[same.end() :].strip(" .:|-–—") or None if same is not None else None
