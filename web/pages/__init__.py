"""The pages that people read."""

from __future__ import annotations

from fastapi import APIRouter

from web.pages import (
    adding,
    agreement,
    assets,
    audit,
    correcting,
    home,
    importing,
    kliping,
    reconciling,
    register,
    reports,
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
    importing,
    reconciling,
    register,
    # Before the page of one agreement, whose address theirs begin with.
    correcting,
    agreement,
    review,
    subscriptions,
    sites,
    runs,
    reports,
    audit,
):
    router.include_router(_part.router)
