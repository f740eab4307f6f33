"""Whether this process is alive, and whether it can answer: for whoever watches it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from search import index_status
from web.context import Web

router = APIRouter(tags=["operating"])


class Alive(BaseModel):
    """That the process answers."""

    status: str = "ok"


class Ready(BaseModel):
    """What is asked for every page: the store answered, and the index holds so many stories."""

    status: str = "ready"
    stories: int
    waiting: int


@router.get("/healthz")
def healthz() -> Alive:
    """Say that the process is alive; nothing is asked."""
    return Alive()


@router.get("/readyz")
def readyz(context: Web) -> Ready:
    """Say that store and search engine answer; 503 names what does not."""
    index = index_status(context.store, context.engine)
    # Where there is no index, the first search makes it.
    if index.stories is None:
        raise HTTPException(503, index.problem or "the search index cannot be asked")
    return Ready(stories=index.stories, waiting=index.waiting)
