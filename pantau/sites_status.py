"""How the sites are doing together, for ``pantau status``."""

from __future__ import annotations

import click

from desk.sites_status import SitesStatus
from pantau.site_view import totals_line

_NAMED = 5


def show_sites_status(status: SitesStatus) -> None:
    """Print the totals, the worst sites with reasons, and what the audit found."""
    if not status.totals["total"]:
        return
    click.echo(f"\n{totals_line(status.totals)}")
    for fault in status.at_fault[:_NAMED]:
        click.echo(f"  {fault.name or fault.site}: {fault.state}. {fault.reason}")
    if len(status.at_fault) > _NAMED:
        click.echo("  …: pantau sites list --sort state")
    click.echo(status.audit.sentence)
