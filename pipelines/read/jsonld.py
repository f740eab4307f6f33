"""What a page says of itself in JSON-LD: its article, if that is to be found in broken JSON too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from pipelines.read.nested import objects_in
from pipelines.read.tree import Element

#: schema.org types of a news story.
ARTICLE_TYPES = frozenset(
    """
    article newsarticle blogposting reportagenewsarticle backgroundnewsarticle analysisnewsarticle
    opinionnewsarticle reviewnewsarticle advertisercontentarticle socialmediaposting
    liveblogposting report techarticle
    """.split()
)
#: schema.org types of pages that list stories.
LISTING_TYPES = frozenset("collectionpage searchresultspage".split())

#: Larger scripts, in characters, hold something else than a story's description.
_MAX_SCRIPT = 1_000_000
_MAX_OBJECTS = 2_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
#: Fields worth saving from JSON that no parser takes.
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|url)"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,400})"'
)

_AUTHOR = re.compile(
    r'"author"\s{0,9}:[\s\[]{0,9}(?:\{[^{}]{0,200}?"name"\s{0,9}:\s{0,9})?"([^"@]{2,80})"'
)

Linked = dict[str, Any]


def linked_data(tree: Element) -> list[Linked]:
    """Collect every JSON-LD object of the page, those inside others too, in their order."""
    found: list[Linked] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        content = script.text or ""
        if len(content) <= _MAX_SCRIPT:
            objects = objects_in(_loaded(content), _MAX_OBJECTS)
            found.extend(each for each in objects if "@type" in each)
    return found[:_MAX_OBJECTS]


def types_of(linked: Linked) -> frozenset[str]:
    """Give the types of an object, in lower case."""
    return frozenset(
        str(name).lower().rpartition("/")[2] for name in _listed(linked.get("@type")) if name
    )


def article_of(objects: list[Linked], title: str | None, url: str | None) -> Linked:
    """Choose the object that describes the page's own story; empty where there is none.

    A page may describe the stories it links to as well: its own has the page's address or title.
    """
    articles = [linked for linked in objects if types_of(linked) & ARTICLE_TYPES]
    for linked in articles:
        if url and url in _addresses(linked):
            return linked
    for linked in articles:
        if title and string(linked.get("headline")) == title:
            return linked
    return articles[0] if articles else {}


def string(value: object) -> str | None:
    """Give a value as one line of text, without markup's entities; None where it is no text."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def names(value: object) -> Iterator[str]:
    """Give the names in a field such as ``author``: text, an object, or a list of them."""
    for item in _listed(value):
        name = string(item)
        if name:
            yield name


def _addresses(linked: Linked) -> set[str]:
    values = [linked.get("url"), linked.get("@id"), linked.get("mainEntityOfPage")]
    values += [value.get("@id") for value in values if isinstance(value, dict)]
    return {value for value in values if isinstance(value, str)}


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _loaded(content: str) -> object:
    content = _WRAPPING.sub("", content).strip().rstrip(";")
    for attempt in (content, _TRAILING_COMMA.sub(r"\1", content), unescape(content)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(content)


def _salvaged(content: str) -> Linked:
    """Take single fields from broken JSON that at least names an article."""
    lowered = content.lower()
    if not any(f'"{name}"' in lowered for name in ARTICLE_TYPES):
        return {}
    fields: Linked = {"@type": "NewsArticle"}
    for match in _FIELD.finditer(content):
        fields.setdefault(match.group(1), match.group(2).replace('\\"', '"').replace("\\/", "/"))
    author = _AUTHOR.search(content)
    if author is not None:
        fields["author"] = author.group(1)
    return fields
