"""``pantau agreements attach`` and ``later``: what came of an agreement."""

from __future__ import annotations

from collections.abc import Sequence

import click

from model.exceptions import NotFoundError
from model.following import FollowState, FollowUp
from pantau.indexing import follow
from pantau.options import App, command_options, now
from pantau.output import print_json, print_table
from pantau.people import by_option, person


@click.command("attach")
@click.argument("id_", metavar="ID")
@click.argument("story")
@click.option(
    "--detach", "--refuse", "refuse", is_flag=True, help="Let it not follow it, from now on."
)
@by_option("says so")
@command_options
def attach_command(app: App, *, id_: str, story: str, refuse: bool, by: str | None) -> int:
    """Let a story be of what came of an agreement later: its work, a review, its end.

    STORY is its id, or the address of a page that was read.
    """
    with app.store() as store:
        change = store.later.refuse if refuse else store.later.attach
        is_new = change(id_, story, person(by), now())
        follow(app, store)
        kept = store.agreement(id_)
    if app.as_json:
        print_json(kept)
    else:
        done = "does not follow" if refuse else "follows"
        click.echo(f"{story} {done} {id_}" + ("" if is_new else ", as was said before"))
    return 0


@click.command("later")
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--look", is_flag=True, help="First look again at all stories that are kept.")
@command_options
def later_command(app: App, *, id_: str | None, look: bool) -> int:
    """List what follows an agreement, or may; without ID, all that waits for a person's word."""
    with app.store() as store:
        if look:
            changed = store.later.look()
            follow(app, store)
            if not app.as_json:
                click.echo(f"looked at all stories: {changed} agreements changed", err=True)
        if id_ is not None and store.agreement(id_) is None:
            raise NotFoundError(f"no agreement has the id {id_} (see pantau agreements)")
        found = store.later.of_agreement(id_) if id_ else store.later.waiting()
    if app.as_json:
        print_json(found)
    else:
        _show(found)
    return 0


def _show(found: Sequence[FollowUp]) -> None:
    rows = [
        (one.agreement, one.story or one.url, one.state, one.aspect, one.by or "found", _shown(one))
        for one in found
    ]
    print_table(["Agreement", "Story", "State", "Tells of", "By", "Shown by"], rows)


def _shown(one: FollowUp) -> str:
    is_found = one.by is None and one.state is not FollowState.REFUSED
    return (one.evidence if is_found else None) or one.title
