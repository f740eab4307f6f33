"""Pages given as lines of JSON: ``url`` and ``html`` or ``text``, and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from desk.intake import BAD_LINE
from model.records import JAKARTA, Page, PublishedBasis, Reading
from pantau.options import now


class _BadLineError(ValueError):
    """What is wrong with a line, in plain words."""


def pages(lines: Iterable[bytes]) -> Iterator[Page | Reading]:
    """Make a page of each line, or a reading whose error says what is wrong with the line.

    Empty lines are passed over. The time is taken here for lines without ``fetched_at``.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        url = ""
        try:
            values = _object(line)
            url = _text(values, "url") or ""
            yield _page(url, values)
        except _BadLineError as error:
            yield Reading(url=url, error=f"{BAD_LINE}: line {number}: {error}")


def _object(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLineError("is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _BadLineError(f"is not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise _BadLineError("is nested too deeply") from error
    if not isinstance(values, dict):
        raise _BadLineError("must be a JSON object")
    return values


def _page(url: str, values: dict[str, Any]) -> Page:
    if not url:
        raise _BadLineError("url is missing")
    html, text = _text(values, "html"), _text(values, "text")
    body = html if html is not None else text
    if body is None:
        raise _BadLineError("html or text is missing")
    published = _moment(values, "published")
    return Page(
        url=url,
        body=body,
        plain=html is None,
        fetched_at=_moment(values, "fetched_at") or now(),
        title=_text(values, "title") or None,
        published=published,
        published_basis=PublishedBasis.GIVEN if published else PublishedBasis.NONE,
    )


def _text(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _BadLineError(f"{key} must be a string")
    # JSON may hold half a surrogate pair, which no file can: show it as the unknown character.
    return value.encode("utf-8", "replace").decode("utf-8")


def _moment(values: dict[str, Any], key: str) -> datetime | None:
    """Read an ISO time; without an offset it is in Asia/Jakarta, a day alone is its midnight."""
    value = _text(values, key)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        try:
            moment = datetime.combine(date.fromisoformat(value.strip()), time())
        except ValueError as error:
            raise _BadLineError(f"{key} is not an ISO date or time: {value!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)
