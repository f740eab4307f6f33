"""``pantau config``: the settings in force, and where each came from."""

from __future__ import annotations

from collections import Counter

import click

from crawler.catalogue import chosen
from crawler.outlet_files import read_catalogue
from pantau.options import App, command_options
from pantau.output import note, print_json, print_table
from pantau.settings_view import settings_in_force


@click.group("config", invoke_without_command=True)
@command_options
@click.pass_context
def config_command(context: click.Context, app: App) -> int:
    """Show the settings in force and where each came from."""
    if context.invoked_subcommand is None:
        _show(app)
    return 0


@config_command.command("check")
@command_options
def check_command(app: App) -> int:
    """Check the configuration and the catalogue; each fault is named, with exit code 2."""
    # Imported here: settings alone are shown without the search engine, which checks queries.
    from alerts.configured import wanted_by  # noqa: PLC0415

    settings, catalogue = app.settings, read_catalogue()
    wanted_by(settings)
    faults = [str(fault) for fault in catalogue.faults]
    sites = [] if faults else chosen(settings, app.configuration.origins)
    if app.as_json:
        print_json(
            {
                "ok": not faults,
                "sites": len(sites),
                "own": len(settings.sites),
                "unverified": sum(not site.verified for site in sites),
                "types": Counter(site.type for site in sites),
                "catalogue": len(catalogue.outlets),
                "faults": faults,
            }
        )
    elif faults:
        note("\n".join(faults))
    else:
        click.echo(
            f"The configuration is sound: {len(sites)} sites, {len(settings.sites)} of them your "
            f"own; the catalogue holds {len(catalogue.outlets)}."
        )
    return 2 if faults else 0


def _show(app: App) -> None:
    settings = settings_in_force(app.configuration)
    if app.as_json:
        print_json(settings)
    else:
        print_table(["Key", "Value", "From"], [list(setting.values()) for setting in settings])
