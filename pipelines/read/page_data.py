"""A story that a page keeps as data for its scripts, and shows only once they ran."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple, cast
from urllib.parse import unquote, urlsplit

from lxml import html

from pipelines.read.jsonld import Linked
from pipelines.read.nested import Data, objects_in
from pipelines.read.prose import Prose, prose_of
from pipelines.read.tree import Element

#: A page that shows so much running text, in characters, shows its story.
_SHOWN = 400
#: A story in data has so many characters, and so many ends of sentences.
_LEAST, _STOPS = 300, 2
_MAX_SCRIPT = 3_000_000
_MAX_VALUES = 20_000
_ASSIGNED = re.compile(r"^[^\"'{]{0,120}=\s*(?=\{)")
_TAG = re.compile(r"<[^<>]*>")
_STOP = re.compile(r"[a-z\"”][.!?](?:\s|<|$)")
_MARKUP = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
#: What holds the words of one piece of a story that is kept in pieces.
_PIECE = re.compile(r"(?:text|html|content|data|children|value|isi|teks|paragra(?:ph|f))$")

#: Where such a piece says what it is, and how subheads are called there.
_SORTS = frozenset("type kind tag sort jenis tipe component blockName __typename".split())
_SUBHEAD = re.compile(
    r"(?:h[2-6]|(?:core[/-])?(?:sub)?-?head(?:ing|er|line)?(?:[-_]?block)?|sub-?judul|judul)$",
    re.IGNORECASE,
)

_TITLE = re.compile(r"^(?:judul|title|headline)(?:berita|artikel)?$")
_CHANGED = re.compile(r"updat|modif|ubah|edit")
_TIME = re.compile(r"terbit|publi[sc]|tayang|created|dibuat|tanggal|date|waktu|time")
_WRITER = re.compile(r"penulis|author|writer|reporter|wartawan|jurnalis|byline")
_EDITOR = re.compile(r"penyunting|editors?$|redaktur")
_TAGS = re.compile(r"^(?:tags?|tagar|keywords?|topi[ck]s?|labels?)$")
_NAMES = ("name", "nama", "fullname", "displayname", "title", "label")
_MIN_KNOWN = 5


class _Told(NamedTuple):
    """An object that tells a story, its markup, and whether it is known to be the page's."""

    data: Data
    markup: str
    is_own: bool


def unpack(tree: Element, url: str, prose: Prose) -> tuple[Linked, Prose]:
    """Put a story that only data of ``tree`` holds into its body, in place of what is there.

    Returns what the data say of it, in the words of schema.org, and the running text as it is now;
    nothing and ``prose`` where the page shows its story, or where several could be it.
    """
    if prose[None] >= _SHOWN:
        return {}, prose
    told = list(_told(tree, url))
    own = [story for story in told if story.is_own] or told
    bodies = {story.markup for story in own}
    body = tree.find("body")
    if len(bodies) != 1 or body is None:
        return {}, prose
    described = _described(own[0].data)
    title = escape(described.get("headline", ""))
    article = html.fragment_fromstring(f"<h1>{title}</h1>{own[0].markup}", create_parent="article")
    body.text = None
    body[:] = [article]
    return {"@type": "NewsArticle", "url": url, **described}, prose_of(tree)


def _told(tree: Element, url: str) -> Iterator[_Told]:
    path = unquote(urlsplit(url).path).lower()
    for script in tree.iter("script"):
        for data in objects_in(_loaded(script), _MAX_VALUES):
            markup = max((_markup(value) for value in data.values()), key=len, default="")
            words = _TAG.sub("", markup)
            if len(words) >= _LEAST and len(_STOP.findall(markup)) >= _STOPS:
                yield _Told(data, markup, any(_is_in(value, path) for value in data.values()))


def _loaded(script: Element) -> object:
    words = script.text or ""
    if not _LEAST < len(words) <= _MAX_SCRIPT:
        return None
    start = _ASSIGNED.match(words)
    if start is None and "json" not in (script.get("type") or ""):
        return None
    data = words[start.end() if start else 0 :].lstrip()
    try:
        return cast("object", json.JSONDecoder(strict=False).raw_decode(data)[0])
    except (ValueError, RecursionError):
        return None


def _markup(value: object) -> str:
    """Give a text, or one that is kept in pieces, as markup; empty for anything else."""
    if isinstance(value, list):
        pieces = ((_tag_of(item), _piece(item)) for item in value)
        return "".join(f"<{tag}>{piece}</{tag}>" for tag, piece in pieces if piece)
    if not isinstance(value, str) or len(value) < _LEAST:
        return ""
    if _MARKUP.search(value):
        return value
    return "".join(f"<p>{escape(line)}</p>" for line in value.split("\n") if line.strip())


def _tag_of(item: object) -> str:
    """Give a subhead's tag where a piece says that it is one."""
    if not isinstance(item, dict):
        return "p"
    said = (value for key, value in item.items() if key in _SORTS and isinstance(value, str))
    return "h3" if any(map(_SUBHEAD.match, said)) else "p"


def _piece(item: object) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return ""
    held = [value for key, value in item.items() if _PIECE.match(key.lower())]
    texts = [value for value in held if isinstance(value, str)]
    deeper = (_piece(value) for value in held if isinstance(value, dict))
    return next((text for text in (*texts, *deeper) if text.strip()), "")


def _is_in(value: object, path: str) -> bool:
    """Say whether a value is the story's own name, or its number, in the page's address."""
    return isinstance(value, str) and len(value) >= _MIN_KNOWN and value.lower() in path


def _described(data: Data) -> Linked:
    lowered = {key.lower().replace("_", ""): value for key, value in data.items() if value}
    times = {key: value for key, value in lowered.items() if isinstance(value, str)}
    stated = {
        "headline": _first(times, _TITLE),
        "datePublished": next((times[key] for key in times if _tells_publication(key)), None),
        "dateModified": _first(times, _CHANGED),
        "author": _named(lowered, _WRITER),
        "editor": _named(lowered, _EDITOR),
        "keywords": _named(lowered, _TAGS),
    }
    return {name: value for name, value in stated.items() if value}


def _tells_publication(key: str) -> bool:
    return _TIME.search(key) is not None and _CHANGED.search(key) is None


def _first(values: dict[str, str], keys: re.Pattern[str]) -> str | None:
    return next((value for key, value in values.items() if keys.search(key)), None)


def _named(values: Data, keys: re.Pattern[str]) -> list[str]:
    found = (value for key, value in values.items() if keys.search(key))
    return [name for value in found for name in _names(value)]


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            lowered = {key.lower().replace("_", ""): each for key, each in item.items()}
            item = next((lowered[name] for name in _NAMES if lowered.get(name)), None)  # noqa: PLW2901 - the name in it
        if isinstance(item, str):
            yield item
