"""``pantau evaluate stories``: how well articles are put into stories."""

from __future__ import annotations

from pathlib import Path

import click

from pantau.evaluation.events import load_sets
from pantau.evaluation.stories import EVENTS, ORDERS, evaluate_sets, show
from pantau.options import App, command_options
from pantau.output import print_json


@click.command("stories")
@click.argument(
    "events", type=click.Path(path_type=Path, exists=True, file_okay=False), default=EVENTS
)
@click.option(
    "--orders",
    type=click.IntRange(1),
    default=ORDERS,
    show_default=True,
    help="Orders of arrival to try, each drawn at random.",
)
@command_options
def stories_command(app: App, events: Path, *, orders: int) -> int:
    """Put articles labelled by event into stories, and compare the two."""
    results = evaluate_sets(load_sets(events), orders)
    if app.as_json:
        print_json(results)
    else:
        show(results)
    return 0
