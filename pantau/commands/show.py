"""``pantau show``: one story or agreement, whole."""

from __future__ import annotations

import click

from model.exceptions import NotFoundError
from model.records import KeptAgreement, Story
from pantau.options import App, command_options
from pantau.output import print_fields, print_json
from pantau.show import decided, show_kept, show_ref, show_versions
from store import History


@click.command("show")
@click.argument("id_")
@click.option("--versions", is_flag=True, help="What edited articles said before, whole.")
@command_options
def show_command(app: App, id_: str, *, versions: bool) -> int:
    """Show the story or agreement with this id."""
    with app.store() as store:
        story = store.story(id_)
        agreement = None if story else store.agreement(id_)
        agreements = store.agreements(stories=[story.id]) if story else []
        history = store.history(story.id) if story else ()
    if story is not None:
        whole = _whole(story, agreements, history)
    elif agreement is not None:
        whole = agreement.model_dump(mode="json")
    else:
        raise NotFoundError(f"no story or agreement has the id {id_!r} (see pantau stories)")
    moved = {"merged_into": whole["id"]} if whole["id"] != id_ else {}
    if app.as_json:
        print_json({**whole, **moved})
        return 0
    if moved:
        click.echo(f"{id_} is one with {moved['merged_into']} now.")
    if story:
        _show_story(story, agreements)
        _show_history(history, whole=versions)
    elif agreement:
        show_kept(agreement, coverage=True)
    return 0


def _whole(
    story: Story, agreements: list[KeptAgreement], history: tuple[History, ...]
) -> dict[str, object]:
    """Give a story with its agreements in full, in place of their ids, and its articles' edits."""
    return {**story.model_dump(mode="json"), "agreements": agreements, "versions": history}


def _show_story(story: Story, agreements: list[KeptAgreement]) -> None:
    click.secho(f"\n{story.title}", bold=True)
    label = f"{story.label}, probability {story.probability:.2f}"
    print_fields(
        [
            ("id", story.id),
            ("published", story.published),
            ("judgement", label),
            ("decision", decided(story.review) if story.review else None),
            ("withdrawn", "no article of it can be read any more" if story.withdrawn else None),
            ("articles", len(story.articles)),
        ]
    )
    for article in story.articles:
        show_ref(article)
    click.echo("\n" + "\n".join(f"  | {line}" for line in story.text.splitlines()))
    for agreement in agreements:
        show_kept(agreement)


def _show_history(history: tuple[History, ...], *, whole: bool) -> None:
    for told in history:
        left = "" if told.in_story else ", which left the story by an edit"
        click.secho(f"\n  versions of {told.url}{left}", bold=True)
        show_versions(told.versions, whole=whole)
