"""Perbaiki: what people say of an agreement, beside what the news says, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import JsonValue
from starlette.datastructures import FormData

from desk.said import LISTS, in_words, said, written
from model.accounts import Role
from model.exceptions import ConflictError, InputError, NotFoundError
from model.records import Given, KeptAgreement, Tone
from model.values import FIELDS, OWN_FIELDS
from model.words import words_of
from pipelines.text.regions import provinces, regencies
from web.access.users import demand
from web.following import follow
from web.pages import evidence, links, problems
from web.pages.view import Seen, View

router = APIRouter()

REVIEWER = [Depends(demand(Role.REVIEWER))]
#: Fields with one of a few values, by the group of their words.
_CHOICES: Final = {"kind": "kind", "act": "act", "tone": "tone"}
_DAYS: Final = {"signed_on", "valid_until", "ended_on"}
_NUMBERS: Final = {"term_months", "instrument_count", "partner_count"}
_LONG: Final = {*LISTS, "follow_up", "note"}
#: Evidence of a field that is shown beside it.
_SENTENCES = 3


class Line(NamedTuple):
    """A field of the form: what stands in it, and whence.

    ``was`` is a digest of what is in force, by which it is told whether somebody changed it.
    ``news`` is what the news says, in words, where that is something else.
    """

    field: str
    input: str
    text: str
    was: str
    given: Given | None
    news: str | None
    sentences: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        """Whether only people know it: then no news can stand in for what they gave."""
        return self.field in OWN_FIELDS


async def posted(request: Request) -> FormData:
    """Return the form that was sent."""
    return await request.form()


Posted = Annotated[FormData, Depends(posted)]


@router.get("/kerja-sama/baru", dependencies=REVIEWER)
def new(view: Seen) -> HTMLResponse:
    """Show an empty form, to enter an agreement by hand."""
    return _form(view, None, lines_of(None, {}))


@router.post("/kerja-sama/baru", dependencies=REVIEWER)
def enter(view: Seen, form: Posted) -> Response:
    """Enter an agreement by hand."""
    texts = _texts(form)
    filled = {field: text for field, text in texts.items() if text}
    try:
        name = view.context.store.desk.enter(said(filled), view.user.name, view.now, _note(form))
    except InputError as error:
        return _form(view, None, lines_of(None, texts), problem=_told(view, error), status=400)
    follow(view.context)
    return RedirectResponse(links.inside("kerja-sama", name), 303)


@router.get("/kerja-sama/{agreement}/perbaiki", dependencies=REVIEWER)
def show(view: Seen, agreement: str) -> Response:
    """Show all fields of an agreement, to be corrected."""
    found = known(view, agreement)
    if found.id != agreement:
        return RedirectResponse(links.inside("kerja-sama", found.id, "perbaiki"), 301)
    return _form(view, found, lines_of(found, {}))


@router.post("/kerja-sama/{agreement}/perbaiki", dependencies=REVIEWER)
def correct(view: Seen, agreement: str, form: Posted) -> Response:
    """Take what somebody changed; where another one was faster, show both."""
    found = known(view, agreement)
    changed = {
        field: text
        for field, text in _texts(form).items()
        if digest(text) != str(form.get(f"was.{field}", ""))
    }
    # What only people know is withdrawn by leaving it empty.
    emptied = [
        one
        for one in changed
        if one in OWN_FIELDS and one in found.given and not changed[one].strip()
    ]
    try:
        view.context.store.desk.edit(
            found.id,
            said({field: text for field, text in changed.items() if field not in emptied}),
            view.user.name,
            view.now,
            _note(form),
            unset=[*_listed(form, "unset"), *emptied],
            kept=_listed(form, "keep"),
            revision=_revision(form),
        )
    except InputError as error:
        lines = lines_of(found, changed)
        return _form(view, found, lines, problem=_told(view, error), status=400)
    except ConflictError:
        return _form(
            view, found, lines_of(found, changed), late=list(changed), is_late=True, status=409
        )
    follow(view.context)
    return RedirectResponse(links.inside("kerja-sama", found.id), 303)


@router.post("/kerja-sama/{agreement}/lanjutan", dependencies=REVIEWER)
def attach(view: Seen, agreement: str, form: Posted) -> Response:
    """Let a story be of what came of an agreement later, or not, from now on."""
    found, told = known(view, agreement), str(form.get("story", ""))
    later, by = view.context.store.later, view.user.name
    change = later.refuse if form.get("action") in {"detach", "refuse"} else later.attach
    change(found.id, _story_meant(view, told), by, view.now)
    follow(view.context)
    back = links.own_path(str(form.get("next", "")), links.inside("kerja-sama", found.id))
    return RedirectResponse(back, 303)


@router.post("/berita/{story}/kaitkan", dependencies=REVIEWER)
def attach_to(view: Seen, story: str, form: Posted) -> Response:
    """Let a story be of what came later of the agreement that is named."""
    found = known(view, _last_step(str(form.get("agreement", ""))))
    view.context.store.later.attach(found.id, story, view.user.name, view.now)
    follow(view.context)
    return RedirectResponse(links.inside("berita", story), 303)


def known(view: View, identity: str) -> KeptAgreement:
    """Return an agreement.

    Raises:
        NotFoundError: there is none.
    """
    found = view.context.store.agreement(identity)
    if found is None:
        raise NotFoundError(f"no agreement has the id {identity}")
    return found


def lines_of(agreement: KeptAgreement | None, texts: Mapping[str, str]) -> list[Line]:
    """Return the fields of a form; ``texts`` are what somebody wrote in some of them."""
    values: dict[str, JsonValue] = agreement.model_dump(mode="json") if agreement else {}
    return [_line(agreement, field, written(field, values.get(field)), texts) for field in FIELDS]


def digest(text: str) -> str:
    """Return what tells whether a text was changed, however a browser ends its lines."""
    even = "\n".join(line.strip() for line in text.strip().splitlines())
    return blake2b(even.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _line(agreement: KeptAgreement | None, field: str, now: str, texts: Mapping[str, str]) -> Line:
    given = agreement.given.get(field) if agreement else None
    return Line(
        field=field,
        input=_input(field),
        text=texts.get(field, now),
        was=digest(now),
        given=given,
        news=in_words(field, given.news) if given and given.news is not None else None,
        sentences=evidence.sentences(agreement, field)[:_SENTENCES] if agreement else (),
    )


def _input(field: str) -> str:
    for kind, fields in (("choice", _CHOICES), ("date", _DAYS), ("number", _NUMBERS)):
        if field in fields:
            return kind
    return "long" if field in _LONG else "line"


def _form(
    view: View,
    agreement: KeptAgreement | None,
    lines: Sequence[Line],
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    store = view.context.store
    shown: dict[str, Any] = {
        "agreement": agreement,
        "told": [line for line in lines if not line.is_own],
        "own": [line for line in lines if line.is_own],
        "revision": store.desk.revision(agreement.id) if agreement else 0,
        "choices": {field: list(words_of(group)) for field, group in _CHOICES.items()},
        "optional": {"tone": tuple(Tone)},
        "suggested": {
            "province": sorted(provinces()),
            "regency": sorted(region.name for region in regencies()),
        },
        "last": store.desk.history(agreement.id)[:1] if agreement else (),
        "problem": None,
        "late": (),
        "is_late": False,
    }
    return view.page("correct.html", "register", status, **{**shown, **values})


def _told(view: View, error: InputError) -> str:
    """Say what does not fit, field by field, as the form calls them."""
    language, names = view.locale.language, words_of("field", view.locale.language)
    faults = [fault.partition(": ") for fault in str(error).split("; ")]
    return "; ".join(
        f"{names[field.partition('.')[0]]}: {problems.in_words(rest, language)}"
        if field.partition(".")[0] in names
        else problems.in_words("".join((field, sign, rest)), language)
        for field, sign, rest in faults
    )


def _texts(form: FormData) -> dict[str, str]:
    return {field: text for field in FIELDS if isinstance(text := form.get(field), str)}


def _listed(form: FormData, name: str) -> list[str]:
    return [one for one in form.getlist(name) if isinstance(one, str)]


def _note(form: FormData) -> str | None:
    text = form.get("reason")
    return text.strip()[:500] or None if isinstance(text, str) else None


def _revision(form: FormData) -> int:
    text = str(form.get("revision", ""))
    return int(text) if text.isdecimal() else -1


def _story_meant(view: View, text: str) -> str:
    """Return the story that an id, its page here, or an article of it elsewhere means.

    A page that was read and is no story of ours is meant by its address.
    """
    if "://" in text and "/berita/" not in text:
        found = view.context.store.explain(text)
        if found is None or found.reading is None:
            raise NotFoundError(f"no story was read at {text[:200]}")
        return found.story or found.page.url
    page = view.context.store.story(_last_step(text))
    explained = None if page else view.context.store.explain(text)
    if explained is not None and explained.story is not None:
        return explained.story
    return _last_step(text)


def _last_step(text: str) -> str:
    return text.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1]
