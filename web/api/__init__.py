"""What programs ask: JSON under ``/api/v1``."""

from __future__ import annotations

from fastapi import APIRouter

from web.api import (
    agreements,
    audit,
    importing,
    kliping,
    links,
    reconciling,
    reports,
    review,
    runs,
    search,
    sites,
    stories,
    subscriptions,
    units,
)
from web.frame.problems import API

PREFIX = f"{API}v1"

router = APIRouter(prefix=PREFIX)
_PARTS = (
    # The addresses of importing are to be tried before those of single agreements.
    *(search, stories, links, importing, agreements, reconciling, units, sites, runs),
    *(review, subscriptions, kliping, reports, audit),
)
for part in _PARTS:
    router.include_router(part.router)
