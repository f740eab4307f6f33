"""``pantau stories export``: stories for others, as far as the law lets them leave."""

from __future__ import annotations

from pathlib import Path

import click

from desk.leaving import leaving
from model.audit import Act, Deed
from model.records import Label, Record, Story
from pantau.options import App, command_options, now
from pantau.output import note, to_json
from pantau.people import by_option, person
from search import catch_up, matching_ids
from store import Store


class _Whole(Record):
    """A story with its text as the outlet wrote it."""

    id: str
    title: str
    outlets: tuple[str, ...]
    urls: tuple[str, ...]
    published: str | None
    text: str


@click.command("export")
@click.option("--query", help="Only stories that this query finds (see pantau search).")
@click.option("--full-text", is_flag=True, help="Whole texts, with all names: for admins.")
@by_option("exports")
@click.option("--reason", help="Why; needed with --full-text.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write to this file, one story a line of JSON.",
)
@command_options
def export_command(
    app: App,
    *,
    query: str | None,
    full_text: bool,
    by: str | None,
    reason: str | None,
    output: Path | None,
) -> int:
    """Export stories: title, outlet, date, link and an excerpt, names of prisoners as initials.

    With --full-text all is written as it was read; who does that answers for it, and is logged.
    """
    by = person(by)
    if full_text and not (reason or "").strip():
        raise click.UsageError("Say why whole texts are needed: --reason TEXT.")
    with app.store() as store:
        stories = _stories(app, store, query)
        detail = {"full_text": full_text, "query": query, "reason": reason, "stories": len(stories)}
        deed = Deed(act=Act.EXPORT, by=by, at=now(), subject="stories", detail=detail)
        store.audit.write(deed)
    words = app.settings.publish.excerpt_words
    told = [_whole(one) if full_text else leaving(one, words) for one in stories]
    lines = "".join(to_json(one, indent=None) + "\n" for one in told)
    if output is None:
        click.echo(lines, nl=False)
    else:
        output.write_text(lines, encoding="utf-8")
        note(f"{output}: {len(stories)} stories")
    return 0


def _stories(app: App, store: Store, query: str | None) -> list[Story]:
    if query is None:
        return store.stories(label=Label.PARTNERSHIP)
    with app.engine() as engine:
        catch_up(store, engine, app.retention)
        ids = sorted(matching_ids(engine, query))
    return store.stories(label=Label.PARTNERSHIP, ids=ids)


def _whole(story: Story) -> _Whole:
    return _Whole(
        id=story.id,
        title=story.title,
        outlets=tuple(dict.fromkeys(article.site for article in story.articles)),
        urls=tuple(article.url for article in story.articles),
        published=story.published.isoformat() if story.published else None,
        text=story.text,
    )
