"""``pantau agreements export``: the register as tables for researchers."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

import click

from model.audit import Act, Deed
from pantau.options import App, Day, command_options, now, user_name
from pantau.output import note, print_json
from papers.bundle.choosing import Asked
from papers.bundle.describing import About
from papers.bundle.making import Origin, make_bundle
from papers.bundle.placing import placed
from search import agreement_ids
from store import Store


@click.command("export")
@click.option(
    "--bundle",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="A new directory, or a file that ends in .zip.",
)
@click.option("--query", help="Only agreements that this query finds (see pantau search).")
@click.option("--from", "first", type=Day(), help="Only those signed (else first told) from then.")
@click.option("--to", "last", type=Day(), help="Only those signed (else first told) until then.")
@click.option("--sample", type=click.IntRange(1), help="Draw so many of them at random.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The same seed draws the same ones."
)
@command_options
def export_command(  # noqa: PLR0913 - what a person may ask for
    app: App,
    *,
    target: Path,
    query: str | None,
    first: date | None,
    last: date | None,
    sample: int | None,
    seed: int,
) -> int:
    """Write agreements and all that belongs to them as CSV tables, with a dictionary.

    The same data, options and seed give the same bytes, but for created.json, which says when.
    """
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is after --to {last}.")
    asked = Asked(query=query, first=first, last=last, sample=sample, seed=seed)
    moment = now()
    with app.store() as store, placed(target) as directory:
        about = make_bundle(
            _origin(app, store), asked, _found(app, store, query), directory, moment
        )
        _log(store, about, target, moment)
    if app.as_json:
        print_json(about)
    note(f"{target}: {about.chosen} of {about.population} agreements")
    return 0


def _origin(app: App, store: Store) -> Origin:
    return Origin(store, app.settings, metadata.version("pantau"), app.model.version)


def _found(app: App, store: Store, query: str | None) -> Set[str] | None:
    if query is None:
        return None
    with app.engine() as engine:
        return agreement_ids(store, engine, query, app.retention)


def _log(store: Store, about: About, target: Path, moment: datetime) -> None:
    detail = {
        "file": target.name,
        "agreements": about.chosen,
        **about.asked.model_dump(mode="json", exclude_none=True),
    }
    store.audit.write(
        Deed(act=Act.EXPORT, by=user_name(), at=moment, subject="bundle", detail=detail)
    )
