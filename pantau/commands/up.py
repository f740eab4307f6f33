"""``pantau up``: the schedule and the web page, side by side until interrupted."""

from __future__ import annotations

import click

from pantau.options import App, command_options
from pantau.output import note
from pantau.schedule import signals
from pantau.schedule.process import command
from pantau.schedule.supervisor import Part, supervise


@click.command("up")
@click.option("--host", help="Address that the web page listens on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the web page.")
@command_options
def up_command(app: App, *, host: str | None, port: int | None) -> int:
    """Run the schedule and the web page until interrupted; what dies is started again."""
    where = {"--host": host, "--port": port}
    options = [part for name, value in where.items() if value is not None for part in (name, value)]
    options += ["--json"] if app.as_json else []
    environment = app.environment
    parts = [
        Part("schedule", command("schedule", "run"), environment),
        Part("web page", command("serve", *map(str, options)), environment),
    ]
    signals.tell_in_log()
    stop = signals.Stop()
    supervise(parts, stop)
    note("pantau: schedule and web page have ended")
    return 0
