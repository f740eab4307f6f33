"""The ``pantau`` command."""

from __future__ import annotations

import signal
import sys
import threading
from importlib import metadata
from typing import NoReturn

import click

from model.exceptions import PantauError
from pantau.grouping import LazyGroup

#: Commands in the order of ``pantau --help``, each in the module named here.
COMMANDS = {
    "init": "init",
    "read": "read",
    "crawl": "crawl",
    "add": "add",
    "import": "add",
    "up": "up",
    "schedule": "schedule",
    "serve": "serve",
    "users": "users",
    "search": "search",
    "stories": "stories",
    "agreements": "agreements",
    "kliping": "kliping",
    "report": "report",
    "show": "show",
    "explain": "explain",
    "review": "review",
    "reread": "reread",
    "delete": "delete",
    "forget": "forget",
    "audit": "audit",
    "subscribe": "subscribe",
    "alerts": "alerts",
    "sites": "sites",
    "status": "status",
    "backup": "backup",
    "restore": "restore",
    "store": "store",
    "index": "index",
    "kibana": "kibana",
    "evaluate": "evaluate",
    "units": "units",
    "train": "train",
    "config": "config",
}
INTERRUPTED = 130


@click.group(
    cls=LazyGroup,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(metadata.version("pantau"), prog_name="pantau")
def cli() -> None:
    """Watch Indonesian news sites for the partnership agreements of the corrections service."""


def main() -> NoReturn:
    """Run a command; exit 0 when done, 1 when nothing could be done, 2 for wrong usage."""
    if threading.current_thread() is threading.main_thread():
        # Told to end by a scheduler or a service manager: as by Ctrl-C, which a crawl ends well at.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PantauError as error:
        click.echo(f"pantau: {error}", err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("pantau: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Imported here: what shows tables loads slowly, and not every command does.
        from pantau.output import end_unread  # noqa: PLC0415

        end_unread()
