"""``/audit``: what people did."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Query

from model.audit import Act, LoggedDeed
from model.records import JAKARTA, Record
from web.access.users import Admin
from web.api.asking import LARGEST, Limit
from web.context import Web

router = APIRouter(tags=["audit"])


class Deeds(Record):
    """A page of the log, the newest first; ``after`` leads to the next one."""

    deeds: tuple[LoggedDeed, ...]
    after: int | None


@router.get("/audit")
def audit(  # noqa: PLR0913 - what a person may ask for
    context: Web,
    user: Admin,  # noqa: ARG001 - admins alone
    *,
    act: Annotated[Act | None, Query(description="only deeds of this sort")] = None,
    subject: Annotated[str | None, Query(max_length=400, description="only of this")] = None,
    since: Annotated[date | None, Query(description="from this day on, in Jakarta")] = None,
    limit: Limit = 20,
    after: Annotated[int | None, Query(ge=1, le=LARGEST, description="only older ones")] = None,
) -> Deeds:
    """List what people did, the newest first; for admins."""
    beginning = None if since is None else datetime.combine(since, time(), JAKARTA).astimezone(UTC)
    found = context.store.audit.deeds(
        limit + 1, before=after, act=act, subject=subject, since=beginning
    )
    page = found[:limit]
    return Deeds(deeds=tuple(page), after=page[-1].number if len(found) > limit else None)
