"""One look at an endpoint: conditionally where it can be trusted, and what the answer teaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from statistics import median
from typing import Generic, TypeVar

from crawler import reasons
from crawler.discovery.found import Found
from crawler.plan.asking import Answer, Ask, Plan, ask
from crawler.plan.target import Fault, Target
from model.exceptions import PageError
from store import Endpoint

_T = TypeVar("_T")

#: Every so many unchanged answers one is asked for in full, to see whether the server told so.
CHECK_EVERY = 5
#: Bounds of the time between two looks at an endpoint.
_SHORTEST = timedelta(minutes=15)
_LONGEST = timedelta(days=1)
#: Articles whose times of publication tell a rhythm.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Look(Generic[_T]):
    """What a look gave: ``content`` is None where nothing is new, or ``reason`` says why not."""

    endpoint: Endpoint
    content: _T | None = None
    reason: str | None = None
    answer: Answer | None = None

    @property
    def is_good(self) -> bool:
        """Whether the endpoint answered as it should."""
        return self.reason is None


def look(
    target: Target,
    endpoint: Endpoint,
    parse: Callable[[Answer], _T],
    *,
    url: str | None = None,
    is_guess: bool = False,
) -> Plan[Look[_T]]:
    """Ask an endpoint, at ``url`` where it has many, and read its answer.

    Validators go along for the endpoint's own address alone, and while it is trusted.
    """
    is_own = url is None
    request = _request(endpoint) if is_own else Ask(str(url))
    answer = yield from ask(request)
    if answer.is_unchanged:
        return Look(_unchanged(endpoint, target.now), answer=answer)
    try:
        _check(answer)
        digest = sha256(answer.body).hexdigest()
        if is_own and digest == endpoint.body_hash and endpoint.problem is None:
            return Look(_unchanged(endpoint, target.now), answer=answer)
        content = parse(answer)
    except PageError as error:
        target.faults.append(Fault(request.url, error.reason, error.detail, is_guess))
        failed = _failed(endpoint, error.reason, target.now)
        return Look(failed, reason=error.reason, answer=answer)
    known = _answered(endpoint, answer, digest, target.now) if is_own else endpoint
    return Look(known, content, answer=answer)


def learned(endpoint: Endpoint, found: Sequence[Found], now: datetime) -> Endpoint:
    """Return the endpoint with what its articles tell: how many, how new, and how often."""
    moments = sorted(one.published for one in found if one.published is not None)
    interval = interval_of(moments) or endpoint.interval
    pause = timedelta(seconds=interval) if interval else _LONGEST
    return endpoint.model_copy(
        update={
            "found": len(found),
            "newest": moments[-1] if moments else endpoint.newest,
            "interval": interval,
            "checked_at": now,
            "next_check": now + pause,
            "full_text": any(one.text is not None for one in found),
            "failures": 0,
            "problem": None,
        }
    )


def interval_of(moments: Sequence[datetime]) -> float | None:
    """Return how many seconds to wait between two looks at what publishes at ``moments``.

    Half the usual time between two articles, between 15 minutes and a day; None where too few are
    known to tell.
    """
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    if len(gaps) < _ENOUGH:
        return None
    usual = median(gaps) / 2
    return min(max(usual, _SHORTEST.total_seconds()), _LONGEST.total_seconds())


def _request(endpoint: Endpoint) -> Ask:
    is_check = endpoint.unchanged % CHECK_EVERY == CHECK_EVERY - 1
    if not endpoint.trusted or is_check or endpoint.problem is not None:
        return Ask(endpoint.url)
    return Ask(endpoint.url, endpoint.etag, endpoint.last_modified)


def _check(answer: Answer) -> None:
    if answer.reason is not None:
        raise PageError(answer.reason, answer.detail)
    if not 200 <= answer.status < 300:
        raise PageError(reasons.http(answer.status))


def _unchanged(endpoint: Endpoint, now: datetime) -> Endpoint:
    pause = timedelta(seconds=endpoint.interval) if endpoint.interval else _LONGEST
    return endpoint.model_copy(
        update={
            "unchanged": endpoint.unchanged + 1,
            "checked_at": now,
            "next_check": now + pause,
            "failures": 0,
            "problem": None,
        }
    )


def _answered(endpoint: Endpoint, answer: Answer, digest: str, now: datetime) -> Endpoint:
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    same = (etag, modified) == (endpoint.etag, endpoint.last_modified)
    contradicts = same and (etag or modified) is not None and endpoint.body_hash is not None
    return endpoint.model_copy(
        update={
            "etag": etag,
            "last_modified": modified,
            "body_hash": digest,
            "trusted": endpoint.trusted and not contradicts,
            "unchanged": 0,
            "checked_at": now,
        }
    )


def _failed(endpoint: Endpoint, reason: str, now: datetime) -> Endpoint:
    failures = endpoint.failures + 1
    return endpoint.model_copy(
        update={
            "failures": failures,
            "problem": reason,
            "checked_at": now,
            "next_check": now + min(_SHORTEST * 2**failures, _LONGEST),
        }
    )
