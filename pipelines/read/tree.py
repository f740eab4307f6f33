"""The element tree of a page, parsed once and shared by all who read it."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from model.exceptions import PageError

#: An element of lxml, which comes without types.
Element = Any

#: Pages beyond this size, in bytes or characters, are no news stories.
MAX_SIZE = 10 * 1024 * 1024
#: More elements than any news page has; what has more would keep the extractor for minutes.
MAX_ELEMENTS = 50_000

#: How much of a page is searched for markup, in characters.
_HEAD = 50_000
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|section|main|table|h[1-6])\b",
    re.IGNORECASE,
)
_XML_ROOT = re.compile(r"<(?![?!])([\w:-]{1,40})")
_XML_ROOTS = frozenset("rss feed rdf:rdf urlset sitemapindex svg opml error".split())
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"wOFF",
)


def check_size(body: bytes | str) -> None:
    """Raise PageError: ``too_large`` beyond :data:`MAX_SIZE`, ``empty`` for a blank page."""
    if len(body) > MAX_SIZE:
        raise PageError("too_large", f"{len(body)} bytes")
    if not body.strip():
        raise PageError("empty", "nothing was sent")


def check_html(body: bytes | str, text: str) -> None:
    """Raise PageError ``not_html`` for a picture, a document, JSON, a feed or plain text.

    What a page is shows in its bytes; the header that names its type is wrong too often.
    """
    if isinstance(body, bytes) and body.startswith(_BINARY):
        raise PageError("not_html", "a binary file")
    beginning = text[:_HEAD].lstrip()
    if beginning.startswith(("{", "[")):
        raise PageError("not_html", "JSON")
    root = _XML_ROOT.search(beginning)
    if root is not None and root.group(1).lower() in _XML_ROOTS:
        raise PageError("not_html", f"XML: {root.group(1)}")
    if _MARKUP.search(beginning) is None:
        raise PageError("not_html", "no HTML element")


def parse(text: str) -> Element:
    """Parse HTML as browsers do: whatever is wrong with it, there is a tree.

    Raises PageError ``empty`` where no element is left.
    """
    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError("empty", "no element") from error
    return root


def elements_of(tree: Element) -> list[Element]:
    """List all elements of ``tree``.

    lxml makes a Python object whenever an element is met and none is alive: who holds this list
    while walking the tree again and again saves most of the walks' time.

    Raises PageError ``too_large`` for a tree beyond :data:`MAX_ELEMENTS`.
    """
    elements = list(tree.iter())
    if len(elements) > MAX_ELEMENTS:
        raise PageError("too_large", f"more than {MAX_ELEMENTS} elements")
    return elements


def text_of(element: Element) -> str:
    """Give the text in ``element`` as one line."""
    return " ".join(str(element.text_content()).split())


def drop(element: Element) -> None:
    """Remove an element, but keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    element.drop_tree()
