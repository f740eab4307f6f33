"""The page on which somebody ends a subscription of theirs; its link stands in every message."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from model.alerts import Subscription
from web.pages.locales import locale_of
from web.pages.view import answer


def leave_page(request: Request, one: Subscription) -> Response:
    """Ask whether a subscription is to end, or say that it has."""
    asked = {"lang": one.language.value, **request.query_params}
    locale = locale_of(asked, request.cookies)
    return answer(request, "leave.html", locale, {"one": one}, 200)
