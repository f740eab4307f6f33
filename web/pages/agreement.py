"""One agreement: its record, the stories that tell of it, and where outlets contradict."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from desk.register import status
from desk.said import in_words
from model.exceptions import NotFoundError
from model.records import JAKARTA, KeptAgreement
from web.pages import evidence, links
from web.pages.story import tellings
from web.pages.view import Seen

router = APIRouter()

#: Words of people about an agreement that are shown.
_HISTORY = 50


@router.get("/kerja-sama/{agreement}")
def show(view: Seen, agreement: str) -> Response:
    """Show one agreement; an id that leads to another one leads there."""
    found = view.context.store.agreement(agreement)
    if found is None:
        raise NotFoundError(f"no agreement has the id {agreement}")
    if found.id != agreement:
        return RedirectResponse(links.inside("kerja-sama", found.id), 301)
    store = view.context.store
    stories = store.stories(ids=found.stories)
    title = stories[0].title if stories else ""
    return view.page(
        "agreement.html",
        "register",
        agreement=found,
        stories=stories,
        standing=status(found, view.now.astimezone(JAKARTA).date()),
        tellings=tellings(found.articles, title),
        evidence=evidence,
        later=store.later.of_agreement(found.id),
        related={one: store.agreement(one) for one in _related(found)},
        history=store.desk.history(found.id)[:_HISTORY],
        in_words=in_words,
    )


def _related(agreement: KeptAgreement) -> list[str]:
    """The agreements that one goes back to, and that go back to it."""
    parent = [agreement.parent] if agreement.parent else []
    return [*parent, *agreement.renewed_by, *agreement.amended_by]
