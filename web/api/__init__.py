"""What programs ask: JSON under ``/api/v1``."""

from __future__ import annotations

from fastapi import APIRouter

from web.api import (
    agreements,
    kliping,
    links,
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
for part in (
    search,
    stories,
    links,
    agreements,
    units,
    kliping,
    sites,
    runs,
    review,
    subscriptions,
):
    router.include_router(part.router)
