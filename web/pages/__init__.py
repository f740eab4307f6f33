"""The pages that people read."""

from __future__ import annotations

from fastapi import APIRouter

#: Pages for people who are logged in.
router = APIRouter(include_in_schema=False)
#: What needs no login: the files that every page loads.
public = APIRouter(include_in_schema=False)
