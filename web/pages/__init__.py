"""The pages that people read."""

from __future__ import annotations

from fastapi import APIRouter

from web.pages import (
    adding,
    agreement,
    assets,
    home,
    kliping,
    register,
    review,
    runs,
    search,
    sites,
    story,
    subscriptions,
)

router = APIRouter(include_in_schema=False)
for _part in (
    assets,
    home,
    kliping,
    search,
    story,
    adding,
    register,
    agreement,
    review,
    subscriptions,
    sites,
    runs,
):
    router.include_router(_part.router)
