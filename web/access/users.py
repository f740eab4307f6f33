"""Who asks, and whether that is enough for what is asked.

On this machine alone, and as long as there are no users, everybody may do everything. Else people
log in (a session's cookie), and programs send a token: ``Authorization: Bearer …``, or the name and
the token as Basic authentication, for feed readers, where nothing is changed.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from model.accounts import PassSort, Role, User
from web.access.cookies import cookies_of
from web.access.secrets import digest_of
from web.context import Context, context_of

_CHALLENGE = {"www-authenticate": 'Bearer, Basic realm="Pantau"'}
#: Headers that proxies add: who asks then is not on this machine.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host")


def is_open(context: Context) -> bool:
    """Whether nobody logs in: only this machine asks, and there are no users."""
    return context.settings.web.is_local and not context.store.accounts.exist()


def find_user(request: Request) -> User | None:
    """Return who asks; null where they must log in first.

    Raises:
        HTTPException: 401 for a token that is none, 403 for a request that came through a proxy
            where nobody logs in.
    """
    context = context_of(request)
    token = _token(request)
    if token is not None:
        return _by_token(context, token)
    if is_open(context):
        return _whoever_runs_it(request)
    session = cookies_of(request).session(request)
    return (session and _holder(context, session, PassSort.SESSION)) or None


def current_user(request: Request) -> User:
    """Return who asks.

    Raises:
        HTTPException: 401 where they must log in first, and as :func:`find_user`.
    """
    user = find_user(request)
    if user is None:
        raise HTTPException(401, "log in, or send a token", _CHALLENGE)
    request.state.user = user
    return user


def leaves(request: Request) -> bool:
    """Whether a program asks, with a token: what it is told leaves the system."""
    return _token(request) is not None


CurrentUser = Annotated[User, Depends(current_user)]


def demand(role: Role) -> Callable[[User], User]:
    """Return a dependency that lets only people pass who may do what ``role`` may."""

    def check(user: CurrentUser) -> User:
        if not user.role.includes(role):
            raise HTTPException(403, f"this needs the role {role}; {user.name} is {user.role}")
        return user

    return check


#: True where what is told leaves the system, and must be such as may.
Leaves = Annotated[bool, Depends(leaves)]
Reader = Annotated[User, Depends(demand(Role.READER))]
Reviewer = Annotated[User, Depends(demand(Role.REVIEWER))]
Admin = Annotated[User, Depends(demand(Role.ADMIN))]


def _whoever_runs_it(request: Request) -> User:
    if any(name in request.headers for name in _FORWARDED):
        raise HTTPException(
            403,
            "a proxy asks for somebody elsewhere, and nobody logs in here: set web.public_url,"
            " and add users (pantau users add)",
        )
    return User(name=os.environ.get("USER") or "lokal", role=Role.ADMIN)


def _by_token(context: Context, token: str) -> User:
    user = _holder(context, token, PassSort.TOKEN)
    if user is None:
        raise HTTPException(401, "the token is not known, or was taken back", _CHALLENGE)
    return user


def _holder(context: Context, secret: str, sort: PassSort) -> User | None:
    return context.store.accounts.holder(digest_of(secret), sort, context.clock())


def _token(request: Request) -> str | None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic" and request.method == "GET":
        return _password(given)
    return None


def _password(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
