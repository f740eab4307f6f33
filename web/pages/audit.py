"""Pengaturan, Catatan audit: what people did, for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse

from model.audit import Act, LoggedDeed
from web.api.asking import LARGEST
from web.pages.view import Seen

router = APIRouter()

_SHOWN = 50


@router.get("/pengaturan/catatan-audit")
def show(
    view: Seen,
    act: Annotated[str, Query(max_length=20)] = "",
    subject: Annotated[str, Query(max_length=400)] = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> HTMLResponse:
    """Show the log, the newest first."""
    if not view.can_manage:
        raise HTTPException(403, "this needs the role admin")
    wanted = Act(act) if act in set(Act) else None
    found = view.context.store.audit.deeds(
        _SHOWN + 1, before=before, act=wanted, subject=subject.strip() or None
    )
    deeds = found[:_SHOWN]
    return view.page(
        "audit.html",
        "audit",
        deeds=[(deed, detail_of(deed)) for deed in deeds],
        acts=list(Act),
        act=act,
        subject=subject,
        older=deeds[-1].number if len(found) > _SHOWN else None,
    )


def detail_of(deed: LoggedDeed) -> str:
    """Return what else is told of a deed, on one line."""
    return ", ".join(f"{name}: {value}" for name, value in deed.detail.items())
