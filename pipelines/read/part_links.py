"""Addresses that may be those of parts of one article: what in them is the number of the part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from model.exceptions import InputError
from model.urls import canonical

#: The number of a page that holds all parts.
ALL = 0

_PARAMETERS = frozenset("page halaman hal pg p part showpage paged single full view".split())
_ALL_VALUES = frozenset("all semua full".split())
#: Parameters of which 1 means the whole.
_SWITCHES = frozenset("single full".split())
#: ``/2``, ``/page/2``, ``/all`` at the end of a path.
_SEGMENT = re.compile(r"(?:/(?:page|halaman))?/(\d{1,3}|all|semua)/?$", re.IGNORECASE)
#: ``-part2`` and ``_2`` at the end of a name.
_SUFFIX = re.compile(r"(?:[-_]part-?|_)(\d{1,2})(?=(?:\.html?)?/?$)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")


class Place(NamedTuple):
    """One reading of an address: part ``number`` of ``base``; ``form`` has ``{}`` for it."""

    base: str
    number: int
    form: str


def places(url: str) -> Iterator[Place]:
    """Yield every way in which ``url`` may be a part of an article."""
    try:
        yield Place(canonical(url), 1, "")
        parts = urlsplit(url)
        for pattern in (_SEGMENT, _SUFFIX):
            match = pattern.search(parts.path)
            if match is not None and match.start() > 0:
                rest = parts.path[: match.start()] + parts.path[match.end() :]
                base = canonical(parts._replace(path=rest).geturl())
                path = parts.path[: match.start(1)] + "{}" + parts.path[match.end(1) :]
                yield Place(base, _number(match[1]), parts._replace(path=path).geturl())
        pairs = parts.query.split("&") if parts.query else []
        for place, pair in enumerate(pairs):
            name, _, value = pair.partition("=")
            number = _value(name.lower(), value.lower())
            if number is not None:
                rest = "&".join(pairs[:place] + pairs[place + 1 :])
                base = canonical(parts._replace(query=rest).geturl())
                query = "&".join([*pairs[:place], f"{name}={{}}", *pairs[place + 1 :]])
                yield Place(base, number, parts._replace(query=query).geturl())
    except (InputError, ValueError):
        return


def _value(name: str, value: str) -> int | None:
    if name not in _PARAMETERS:
        return None
    if value in _ALL_VALUES or (name in _SWITCHES and value in {"1", "true"}):
        return ALL
    if name in _SWITCHES or not _NUMBER.fullmatch(value):
        return None
    return int(value) or None


def _number(value: str) -> int:
    return int(value) if value.isdigit() else ALL
