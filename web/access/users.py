"""Who asks, and whether that is enough for what is asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from model.accounts import Role, User


def current_user(request: Request) -> User:  # noqa: ARG001
    """Return who asks; on loopback, where nobody logs in, whoever runs Pantau."""
    return User(name=os.environ.get("USER") or "lokal", role=Role.ADMIN)


CurrentUser = Annotated[User, Depends(current_user)]


def demand(role: Role) -> Callable[[User], User]:
    """Return a dependency that lets only people pass who may do what ``role`` may."""

    def check(user: CurrentUser) -> User:
        if not user.role.includes(role):
            raise HTTPException(403, f"this needs the role {role}; {user.name} is {user.role}")
        return user

    return check


Reader = Annotated[User, Depends(demand(Role.READER))]
Reviewer = Annotated[User, Depends(demand(Role.REVIEWER))]
Admin = Annotated[User, Depends(demand(Role.ADMIN))]
