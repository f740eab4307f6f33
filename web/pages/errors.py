"""What people read when something went wrong."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from web.pages.locales import interface, locale_of
from web.pages.problems import translated
from web.pages.view import answer


def error_page(request: Request, status: int, title: str, detail: str) -> Response:
    """Tell people what went wrong (``detail``), under the name of the sort of problem."""
    locale = locale_of(request.query_params, request.cookies)
    known = interface(locale.language)
    values = {
        "status": status,
        "title": known.get(f"error.{status}", title),
        "advice": known.get(f"error.advice_{status}", known["error.advice"]),
        # What has no words in Indonesian says less than the advice does.
        "detail": detail if locale.language == "en" else translated(detail),
    }
    return answer(request, "error.html", locale, values, status)
