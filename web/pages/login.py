"""The page on which people log in."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from fastapi.responses import Response

from web.access.csrf import csrf_token
from web.pages.locales import locale_of
from web.pages.view import answer


def login_page(
    request: Request,
    target: str,
    problem: str | None,
    status: int,
    *,
    name: str = "",
    minutes: int = 0,
) -> Response:
    """Ask for name and password.

    ``problem`` says why those that were given did not do: "wrong", or "wait" for so many
    ``minutes``. ``target`` is where to go afterwards.
    """
    locale = locale_of(request.query_params, request.cookies)
    told = locale.say(f"login.{problem}", minutes=minutes) if problem else None
    values = {
        "target": target,
        "problem": told,
        "name": name,
        "csrf": partial(csrf_token, request),
    }
    return answer(request, "login.html", locale, values, status)
