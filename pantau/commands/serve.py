"""``pantau serve``: the web page."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress

import click

from model.exceptions import InputError
from pantau.options import App, command_options, now
from pantau.output import print_json


@click.command("serve")
@click.option("--host", help="Address to listen on (default: 127.0.0.1, this machine alone).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default: 8080; 0: a free one).")
@command_options
def serve_command(app: App, *, host: str | None, port: int | None) -> int:
    """Serve the web page, the API and the feeds until interrupted."""
    app.override("web.host", host)
    app.override("web.port", port)
    # Imported here: other commands need not wait for it.
    from web.app import create_app  # noqa: PLC0415
    from web.serving import address, listen, server  # noqa: PLC0415

    _log()
    _check_users(app)
    settings = app.settings.web
    with listen(settings) as listening:
        url = address(listening)

        def tell() -> None:
            if app.as_json:
                print_json({"url": url})
            else:
                click.echo(f"Pantau is at {settings.public_url or url} (Ctrl+C ends it)")
                sys.stdout.flush()

        with suppress(KeyboardInterrupt):
            server(create_app(app.settings, now), settings, tell).run(sockets=[listening])
    return 0


def _check_users(app: App) -> None:
    """Refuse to listen to others while nobody could log in."""
    if app.settings.web.is_local:
        return
    with app.store() as store:
        if not store.accounts.exist():
            raise InputError(
                "beyond this machine, people log in, and there are no users yet:"
                " pantau users add NAME --role admin"
            )


def _log() -> None:
    """Write to standard error who asks for what, and what goes wrong."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("pantau.access").setLevel(logging.INFO)
