"""Logging in and out."""

from __future__ import annotations

import math
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from model.accounts import PassSort, User
from store import Limit, Pass
from web.access.cookies import cookies_of
from web.access.secrets import digest_of, fits, new_secret
from web.context import Context, Web
from web.pages.login import login_page

router = APIRouter(include_in_schema=False)

LOGIN = "/login"
#: Logins that may fail before one has to wait.
LIMIT = Limit(within=timedelta(minutes=15), of_name=10, of_address=20)
#: Bits of an IPv6 address that one customer has to themselves.
_NETWORK = 64

Next = Annotated[str, Query(alias="next", max_length=2_000)]


@router.get(LOGIN)
def ask(request: Request, target: Next = "/") -> Response:
    """Show the form."""
    return login_page(request, _own_path(target), problem=None, status=200)


@router.post(LOGIN)
def log_in(
    request: Request,
    context: Web,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1_000)],
    target: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
) -> Response:
    """Begin a session, in place of the one that the browser had."""
    accounts, address = context.store.accounts, _address(request)
    wait = accounts.attempt(name, address, context.clock(), LIMIT)
    if wait is not None:
        return _refused(request, target, wait)
    found = accounts.find(name)
    if not fits(password, found.password if found else None) or found is None:
        return login_page(request, _own_path(target), problem="wrong", status=401, name=name)
    accounts.forget_failures(name, address)
    answer = RedirectResponse(_own_path(target), 303)
    _begin(request, answer, context, found.user)
    return answer


@router.post("/logout")
def log_out(request: Request, context: Web) -> Response:
    """End the session."""
    cookies = cookies_of(request)
    secret = cookies.session(request)
    if secret is not None:
        context.store.accounts.revoke(digest_of(secret))
    answer = RedirectResponse(LOGIN, 303)
    cookies.forget_session(answer)
    return answer


def _begin(request: Request, answer: Response, context: Context, user: User) -> None:
    cookies, secret, now = cookies_of(request), new_secret(), context.clock()
    lasts = timedelta(hours=context.settings.web.session_hours)
    before = cookies.session(request)
    context.store.accounts.admit(
        Pass(digest_of(secret), user.name, PassSort.SESSION, ends=now + lasts),
        now,
        instead_of=digest_of(before) if before else None,
    )
    cookies.set_session(answer, secret, int(lasts.total_seconds()))


def _refused(request: Request, target: str, wait: timedelta) -> Response:
    seconds = math.ceil(wait.total_seconds())
    minutes = math.ceil(seconds / 60)
    answer = login_page(request, _own_path(target), problem="wait", status=429, minutes=minutes)
    answer.headers["retry-after"] = str(seconds)
    return answer


def _address(request: Request) -> str:
    """Return where a request comes from; of IPv6, the network that one customer has."""
    host = request.client.host if request.client else ""
    try:
        found = ip_address(host)
    except ValueError:
        return host
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(IPv6Address(int(found) >> _NETWORK << _NETWORK))
    return host


def _own_path(target: str) -> str:
    """Return where to go after the login: a path of ours, never another site."""
    is_own = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_own and target.isprintable() else "/"
