"""The link in every message that ends its subscription, for people and for mail programs.

Whoever has the link may do so: nobody logs in, and a mail program sends the form itself (RFC 8058).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from model.alerts import Subscription, SubscriptionState
from model.exceptions import NotFoundError
from web.context import Context, Web
from web.pages.leave import leave_page

router = APIRouter(include_in_schema=False)

#: Where ``alerts.links`` leads, and a shorter way.
_PATHS = ("/langganan/berhenti/{token}", "/unsubscribe/{token}")
Token = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]


def ask(request: Request, context: Web, token: Token) -> Response:
    """Ask whether the subscription is to end: a link that is only followed changes nothing."""
    return leave_page(request, _found(context, token))


def end(request: Request, context: Web, token: Token) -> Response:
    """End the subscription."""
    one = _found(context, token)
    if one.state is not SubscriptionState.ENDED:
        context.store.subscriptions.put_state(one.id, SubscriptionState.ENDED, context.clock())
    return leave_page(request, _found(context, token))


for _path in _PATHS:
    router.add_api_route(_path, ask, methods=["GET"])
    router.add_api_route(_path, end, methods=["POST"])


def _found(context: Context, token: str) -> Subscription:
    found = context.store.subscriptions.by_token(token)
    if found is None:
        raise NotFoundError("no subscription has this link; it may have been removed")
    return found
