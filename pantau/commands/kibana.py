"""``pantau kibana``: the dashboard into Kibana, and changes made there out of it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from model.config import KibanaSettings
from model.exceptions import SearchError
from model.network import Network
from pantau.options import App, command_options
from pantau.output import note, print_json, print_table
from search.kibana import (
    OBJECTS_FILE,
    Connection,
    Imported,
    export_objects,
    import_objects,
)

#: To be taken out by whoever has opened the dashboard in a real Kibana.
UNVERIFIED = "not verified in a real Kibana yet: look at every panel after importing"


class SpaceName(click.ParamType[str]):
    """The identifier of a Kibana space."""

    name = "name"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Take what Kibana allows: small letters, digits, - and _."""
        name = str(value)
        if not re.fullmatch("[a-z0-9_-]+", name):
            self.fail(f"{name!r} is no identifier: small letters, digits, - and _", param, ctx)
        return name


_space_option = click.option(
    "--space",
    type=SpaceName(),
    help="Identifier of the Kibana space (default: search.kibana.space, else the default one).",
)


_url_option = click.option("--url", help="Address of Kibana (default: search.kibana.url).")


@click.group("kibana")
def kibana_command() -> None:
    """Put the dashboard into Kibana, or write back what was changed there."""


@kibana_command.command("import", epilog=f"The dashboard is {UNVERIFIED}.")
@_url_option
@_space_option
@command_options
def import_command(app: App, url: str | None, space: str | None) -> int:
    """Import data views, saved searches and the dashboard; again does no harm.

    What was changed in Kibana is overwritten: export it first.
    """
    prefix = app.settings.search.elasticsearch.prefix
    result = import_objects(_connection(app, url, space), prefix)
    if app.as_json:
        print_json({**result.model_dump(), "verified": False})
    else:
        _show(result)
    if app.settings.search.engine != "elasticsearch":
        note("Nothing fills the dashboard while search.engine is not elasticsearch.")
    return int(bool(result.failed))


@kibana_command.command("export")
@_url_option
@_space_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True, allow_dash=True),
    default=OBJECTS_FILE,
    help="File to write; - is standard output (default: the file that import reads).",
)
@command_options
def export_command(app: App, url: str | None, space: str | None, output: Path) -> int:
    """Write what Kibana holds of Pantau's objects, always in the same form.

    Changes made by hand in Kibana can so be seen in version control.
    """
    prefix = app.settings.search.elasticsearch.prefix
    result = export_objects(_connection(app, url, space), prefix)
    for kind, identity in result.missing:
        note(f"{kind} {identity}: not in Kibana, left out")
    if str(output) == "-":
        sys.stdout.write(result.ndjson)
        return 0
    try:
        output.write_text(result.ndjson, encoding="utf-8")
    except OSError as error:
        raise SearchError(f"{output} cannot be written: {error}") from error
    if app.as_json:
        missing = [{"type": kind, "id": identity} for kind, identity in result.missing]
        print_json({"output": output, "objects": result.objects, "missing": missing})
    else:
        click.echo(f"{output}: {result.objects} objects")
    return 0


def _connection(app: App, url: str | None, space: str | None) -> Connection:
    kibana = app.settings.search.kibana
    if url is not None:
        try:
            kibana = KibanaSettings.model_validate({**dict(kibana), "url": url})
        except ValidationError as error:
            problem = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise click.UsageError(f"--url {problem}") from None
    return Connection(kibana, space, Network.of(app.settings.network, os.environ))


def _show(result: Imported) -> None:
    if result.objects:
        print_table(
            ["Type", "Id", "Title", ""],
            [
                (each.type, each.id, each.title, "overwritten" if each.overwritten else "new")
                for each in result.objects
            ],
        )
    for failed in result.failed:
        note(f"{failed.type} {failed.id}: {failed.reason}")
    version = f" {result.version}" if result.version else ""
    failures = f", {len(result.failed)} failed" if result.failed else ""
    click.echo(
        f"{len(result.objects)} objects imported{failures}: Kibana{version} at "
        f"{result.kibana}, space {result.space}"
    )
    note(f"The dashboard is {UNVERIFIED}.")
