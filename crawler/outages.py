"""Sites that give nothing at all, and which kind of trouble that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final, Literal

from crawler import reasons
from model.records import Record
from model.sayings import Saying, saying
from store.records import Visit

Kind = Literal["blocked", "moved", "robots", "tls", "dns", "unreachable", "unreadable"]
#: Something came, but nothing that is a front page, a feed or a sitemap.
UNREADABLE: Final = "unreadable"

_KINDS: dict[str, Kind] = {
    "http_401": "blocked",
    "http_403": "blocked",
    "http_429": "blocked",
    reasons.ROBOTS_UNREACHABLE: "blocked",
    reasons.OFF_SITE: "moved",
    reasons.ROBOTS: "robots",
    reasons.TLS: "tls",
    reasons.DNS: "dns",
    reasons.NOTHING_FOUND: UNREADABLE,
    reasons.NOT_HTML: UNREADABLE,
}
#: A 503 that asks for a proof of being human is a block, not an overload.
_CHALLENGED = re.compile(r"challenge|captcha|cloudflare|cf-mitigated|verif", re.IGNORECASE)
#: One failed visit is no outage: it takes as many, or two that are this far apart.
_ENOUGH, _APART = 3, timedelta(hours=20)


class Outage(Record):
    """Visits in a row that gave nothing; ``worked`` where one before them gave something."""

    kind: Kind
    since: datetime
    reason: Saying
    worked: bool


def outage_of(visits: Sequence[Visit]) -> Outage | None:
    """Return the outage that goes on; ``visits`` are in the order of time.

    A site that never gave anything is out from its first failure on.
    """
    failed = list(takewhile(lambda visit: not succeeded(visit), reversed(visits)))[::-1]
    worked = len(failed) < len(visits)
    if not failed or (worked and not _lasts(failed)):
        return None
    why = told(failed[-1])
    return Outage(
        kind=_kind(failed[-1]),
        since=failed[0].at,
        reason=(
            saying("outage", visits=len(failed), **why)
            if len(failed) > 1
            else saying("outage_once", **why)
        ),
        worked=worked,
    )


def tells(visit: Visit) -> bool:
    """Say whether a visit tells of its site: not one that was broken off, or left out."""
    return visit.error not in {reasons.STOPPED, reasons.RESTING}


def succeeded(visit: Visit) -> bool:
    """Say whether a visit gave something, though the time for it may have been over."""
    return visit.error is None or visit.fetched > 0


def told(visit: Visit) -> dict[str, str]:
    """Return why a visit gave nothing: the short name of the problem, and its detail."""
    name = visit.error or ""
    return {"problem": name, "detail": reasons.detail_of(name, visit.detail or "")}


def _lasts(failed: Sequence[Visit]) -> bool:
    return len(failed) >= _ENOUGH or failed[-1].at - failed[0].at >= _APART


def _kind(visit: Visit) -> Kind:
    name = visit.error or ""
    if name == "http_503" and _CHALLENGED.search(visit.detail or ""):
        return "blocked"
    return _KINDS.get(name, "unreachable")
