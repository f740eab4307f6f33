"""The kinds of endpoints, the best first, and how one of them is ranked."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from store import Endpoint


class Kind(StrEnum):
    """A way to learn which pages a site has; a better one comes first."""

    WORDPRESS = "wordpress_api"
    FEED = "feed"
    NEWS_SITEMAP = "news_sitemap"
    FRONT = "front_page"
    LISTING = "listing"
    SITEMAP = "sitemap"
    #: A list of everything; asked for what is old.
    ARCHIVE = "archive"
    #: These answer to words, and are asked for what is old.
    SEARCH_FEED = "search_feed"
    SEARCH_PAGE = "search_page"
    TOPIC = "topic"


_ORDER = {kind: place for place, kind in enumerate(Kind)}
#: Kinds that show what is new.
POLLED = (
    Kind.WORDPRESS,
    Kind.FEED,
    Kind.NEWS_SITEMAP,
    Kind.FRONT,
    Kind.LISTING,
    Kind.SITEMAP,
)
#: An endpoint whose newest article is older than another's by this much lags behind.
_LAG = timedelta(days=2)
_LAGS = 100
_FAILS = 200


def ranked(endpoints: list[Endpoint], now: datetime) -> list[Endpoint]:
    """Return endpoints with their ranks, the best first, and why each has its own.

    Fresh ones come before those that lag behind or fail; then the kind counts, which stands for
    how complete it is; of one kind the one that names more comes first.
    """
    newest = max((one.newest for one in endpoints if one.newest), default=None)
    judged = [(_score(one, newest), one) for one in endpoints]
    judged.sort(key=lambda pair: (pair[0], -pair[1].found, pair[1].url))
    return [
        one.model_copy(update={"rank": rank, "why": _why(one, newest, now)})
        for rank, (_, one) in enumerate(judged)
    ]


def _score(one: Endpoint, newest: datetime | None) -> int:
    order = _ORDER[Kind(one.kind)]
    return order + _LAGS * _lags(one, newest) + _FAILS * (one.problem is not None)


def _lags(one: Endpoint, newest: datetime | None) -> bool:
    return bool(newest and one.newest and newest - one.newest > _LAG)


def _why(one: Endpoint, newest: datetime | None, now: datetime) -> str:
    if one.problem is not None:
        return f"failed: {one.problem}"
    if one.kind not in POLLED:
        return "asked for what is old"
    said = [f"{one.found} articles"]
    if one.newest is not None:
        said.append(f"the newest {_age(now - one.newest)} old")
    said.append("with their text" if one.full_text else "without their text")
    if newest and _lags(one, newest):
        said.append("behind another one")
    return ", ".join(said)


def _age(age: timedelta) -> str:
    hours = max(int(age.total_seconds() // 3600), 0)
    if hours < 48:
        return f"{hours} hours"
    return f"{hours // 24} days"
