"""``pantau show``: one story or agreement, whole."""

from __future__ import annotations

import click

from model.exceptions import NotFoundError
from model.records import KeptAgreement, Story
from pantau.options import App, command_options
from pantau.output import print_fields, print_json, shown
from pantau.show import show_agreement


@click.command("show")
@click.argument("id_")
@command_options
def show_command(app: App, id_: str) -> int:
    """Show the story or agreement with this id."""
    with app.store() as store:
        story = store.story(id_)
        agreement = None if story else store.agreement(id_)
        agreements = store.agreements(stories=[story.id]) if story else []
    if story is None and agreement is None:
        raise NotFoundError(f"no story or agreement has the id {id_!r} (see pantau stories)")
    if app.as_json:
        print_json(_whole(story, agreements) if story else agreement)
    elif story:
        _show_story(story, agreements)
    elif agreement:
        show_agreement(agreement, f"agreement {agreement.id}")
        print_fields([("told by", agreement.stories)], indent="    ")
    return 0


def _whole(story: Story, agreements: list[KeptAgreement]) -> dict[str, object]:
    """Give a story with its agreements in full, in place of their ids."""
    return {**story.model_dump(mode="json"), "agreements": agreements}


def _show_story(story: Story, agreements: list[KeptAgreement]) -> None:
    click.secho(f"\n{story.title}", bold=True)
    label = f"{story.label}, probability {story.probability:.2f}"
    print_fields(
        [
            ("id", story.id),
            ("published", story.published),
            ("judgement", label),
            ("articles", len(story.articles)),
        ]
    )
    for article in story.articles:
        click.echo(f"    {shown(article.published) or 'no date':<21} {article.site}")
        click.echo(f"    {'':<21} {article.url}")
    click.echo("\n" + "\n".join(f"  | {line}" for line in story.text.splitlines()))
    for agreement in agreements:
        show_agreement(agreement, f"agreement {agreement.id}")
