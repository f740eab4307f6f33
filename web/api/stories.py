"""``/stories``: what was kept, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import Field

from desk.leaving import stories_to_leave
from desk.story_record import WholeStory, story_to_leave, whole_story
from desk.why import why
from model.exceptions import NotFoundError
from model.records import ArticleRef, Label, Record, Story
from search import newest_stories
from store import Explanation
from web.access.users import Leaves
from web.api.asking import After, Id, Limit, MaybeQuery, cursor_of, place_of
from web.context import Context, Web
from web.narrowing import narrowed

router = APIRouter(tags=["stories"])

_MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The story went into another one, at Location"}
}


class StoryInShort(Record):
    """A story without its text; see ``Story``."""

    id: str
    title: str
    published: datetime | None
    label: Label
    articles: tuple[ArticleRef, ...]
    agreements: tuple[str, ...]
    withdrawn: Annotated[bool, Field(exclude_if=lambda value: not value)] = False


class Stories(Record):
    """A page of stories, the newest first; ``after`` leads to the next one."""

    stories: tuple[StoryInShort, ...]
    after: str | None


class Reasons(Explanation):
    """Why a story was kept or dropped, in one line and with all that is known."""

    why: str


@router.get("/stories")
def stories(
    context: Web,
    outward: Leaves,
    query: MaybeQuery = None,
    label: Annotated[
        Literal["partnership", "candidate", "all"], Query(description="which stories")
    ] = "partnership",
    limit: Limit = 20,
    after: After = None,
) -> Stories:
    """List stories, the newest first."""
    wanted = None if label == "all" else Label(label)
    if query is None:
        page = context.store.lists.stories(limit, place_of(after), wanted)
        return _listed(context, page.stories, cursor_of(page.after), outward=outward)
    found = newest_stories(
        context.store,
        context.engine,
        narrowed(query, {"label": [] if wanted is None else [wanted]}),
        limit=limit,
        after=after,
        retention=context.retention,
    )
    return _listed(context, found.stories, found.after, outward=outward)


@router.get("/stories/{identity}", responses=_MOVED, response_model=WholeStory)
def story(
    request: Request, context: Web, outward: Leaves, identity: Id
) -> WholeStory | RedirectResponse:
    """Return a story with its agreements and the edits of its articles.

    A program with a token is told an excerpt, masked, and no former versions.
    """
    found = context.store.story(identity)
    if found is None:
        raise NotFoundError(f"no story has the id {identity}")
    if found.id != identity:
        path = request.url_for("story", identity=found.id).path
        return RedirectResponse(path, 308)
    if outward:
        return story_to_leave(context.store, found, context.settings.publish.excerpt_words)
    return whole_story(context.store, found)


@router.get("/stories/{identity}/why")
def reasons(context: Web, outward: Leaves, identity: Id) -> Reasons:
    """Say why the story was kept or dropped; a program with a token is not told what was read."""
    found = context.store.explain(identity)
    if found is None:
        raise NotFoundError(f"no story has the id {identity}")
    if outward:
        bare = Explanation(page=found.page, reading=None, story=found.story, label=found.label)
        return Reasons(why=why(bare, context.model), **dict(bare))
    return Reasons(why=why(found, context.model), **dict(found))


def _listed(
    context: Context, found: Sequence[Story], after: str | None, *, outward: bool
) -> Stories:
    told = stories_to_leave(context.store, found) if outward else found
    return Stories(stories=tuple(map(in_short, told)), after=after)


def in_short(story: Story) -> StoryInShort:
    """Leave out a story's text, and how it was judged."""
    return StoryInShort.model_validate(
        {name: getattr(story, name) for name in StoryInShort.model_fields}
    )
