"""``pantau show``: one story or agreement, whole."""

from __future__ import annotations

import click

from desk.story_record import WholeStory, whole_story
from desk.wording import decided
from model.exceptions import NotFoundError
from pantau.options import App, command_options
from pantau.output import print_fields, print_json
from pantau.show import show_kept, show_ref, show_versions
from store import History


@click.command("show")
@click.argument("id_")
@click.option("--versions", is_flag=True, help="What edited articles said before, whole.")
@command_options
def show_command(app: App, id_: str, *, versions: bool) -> int:
    """Show the story or agreement with this id."""
    with app.store() as store:
        story = store.story(id_)
        found = whole_story(store, story) if story else store.agreement(id_)
    if found is None:
        raise NotFoundError(f"no story or agreement has the id {id_!r} (see pantau stories)")
    moved = {"merged_into": found.id} if found.id != id_ else {}
    if app.as_json:
        print_json({**found.model_dump(mode="json"), **moved})
        return 0
    if moved:
        click.echo(f"{id_} is one with {moved['merged_into']} now.")
    if isinstance(found, WholeStory):
        _show_story(found)
        _show_history(found.versions, whole=versions)
    else:
        show_kept(found, coverage=True)
    return 0


def _show_story(story: WholeStory) -> None:
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
    for agreement in story.agreements:
        show_kept(agreement)


def _show_history(history: tuple[History, ...], *, whole: bool) -> None:
    for told in history:
        left = "" if told.in_story else ", which left the story by an edit"
        click.secho(f"\n  versions of {told.url}{left}", bold=True)
        show_versions(told.versions, whole=whole)
