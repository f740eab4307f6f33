"""``pantau review``: what is near the line, and what people decide of it."""

from __future__ import annotations

import click

from desk.reviewing import Item, item_of
from model.exceptions import NotFoundError
from model.records import Decision
from pantau.indexing import follow
from pantau.options import App, command_options, now
from pantau.output import print_json, print_table
from pantau.people import by_option, person
from pantau.show import show_item
from store import Store

_UNDO = "undo"
_ANSWERS = {"k": Decision.KEEP, "d": Decision.DROP}


@click.command("review")
@click.argument("id_", metavar="[ID", required=False)
@click.argument(
    "decision",
    metavar="keep|drop|undo]",
    type=click.Choice([*(decision.value for decision in Decision), _UNDO]),
    required=False,
)
@click.option("--note", help="Why, for those who come after.")
@by_option("decides")
@click.option("--decided", is_flag=True, help="List what was decided instead.")
@click.option("--ask", is_flag=True, help="Go through the candidates one by one.")
@click.option("--limit", type=click.IntRange(1), help="At most so many candidates.")
@command_options
def review_command(  # noqa: PLR0913 - what a person may say
    app: App,
    *,
    id_: str | None,
    decision: str | None,
    note: str | None,
    by: str | None,
    decided: bool,
    ask: bool,
    limit: int | None,
) -> int:
    """List the candidates, nearest the line first; or keep or drop a story.

    A kept story is a partnership, whatever the judge says of it; a dropped one leaves every list
    and the index, and copies of it that come later go the same way. "undo" takes the last decision
    back. `pantau train` learns from decisions.
    """
    if id_ is not None:
        if decision is None:
            raise click.UsageError(f"Say what to do with {id_}: keep, drop or undo.")
        return _decide(app, id_, decision, by, note)
    with app.store() as store:
        if ask:
            return _ask(app, store, by, limit)
        cases = store.decided() if decided else store.candidates(app.model.line, limit)
    items = [item_of(case) for case in cases]
    if app.as_json:
        print_json(items)
    elif decided:
        _show_decided(items)
    else:
        _show_candidates(items, app.model.line)
    return 0


def _decide(app: App, identity: str, decision: str, by: str | None, note: str | None) -> int:
    by = person(by)
    with app.store() as store:
        if decision == _UNDO:
            name = store.undo(identity, by, now())
        else:
            name = store.decide(identity, Decision(decision), by, now(), note)
        if name is None:
            about = "decision stands about it" if decision == _UNDO else "story has this id"
            raise NotFoundError(f"{identity}: no {about} (see pantau review)")
        follow(app, store)
        case = store.case(name)
    if app.as_json:
        print_json(item_of(case) if case else {"id": name})
    else:
        click.echo(f"{name} is {case.story.label if case else 'no story any more'} now")
    return 0


def _ask(app: App, store: Store, by: str | None, limit: int | None) -> int:
    """Go through the candidates; each answer counts at once, so leaving early loses nothing."""
    if app.as_json:
        raise click.UsageError("--ask is for people, --json for programs.")
    by = person(by)
    for case in store.candidates(app.model.line, limit):
        show_item(item_of(case))
        answer = click.prompt(
            "(k)eep, (d)rop, (s)kip, (q)uit",
            type=click.Choice("kdsq"),
            show_choices=False,
            err=True,
        )
        if answer == "q":
            break
        if answer in _ANSWERS:
            store.decide(case.story.id, _ANSWERS[answer], by, now())
    follow(app, store)
    return 0


def _show_candidates(items: list[Item], line: float) -> None:
    for item in items:
        show_item(item)
    click.echo(f"\n{len(items)} candidates; a partnership begins at {line:.2f}")


def _show_decided(items: list[Item]) -> None:
    rows = [
        (
            item.id,
            item.review.decision,
            item.review.by,
            item.review.at,
            item.title,
            item.review.note,
        )
        for item in items
        if item.review
    ]
    print_table(["Id", "Decision", "By", "At", "Title", "Note"], rows)
