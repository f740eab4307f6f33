"""The page on which somebody ends a subscription of theirs; its link stands in every message."""

from __future__ import annotations

from html import escape

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from model.alerts import Subscription, SubscriptionState

_PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Berhenti berlangganan · Pantau</title></head>
<body><main><h1>{name}</h1>{told}</main></body></html>
"""
_ENDED = "<p>Langganan ini sudah berakhir.</p>"
_FORM = (
    '<form method="post"><p>Anda tidak akan menerima pesan lagi dari langganan ini.</p>'
    "<p><button>Berhenti berlangganan</button></p></form>"
)


def leave_page(request: Request, one: Subscription) -> Response:  # noqa: ARG001
    """Ask whether a subscription is to end, or say that it has."""
    told = _ENDED if one.state is SubscriptionState.ENDED else _FORM
    return HTMLResponse(_PAGE.format(name=escape(one.name), told=told))
