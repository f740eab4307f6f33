"""Run the migrations, from Python and without any configuration file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from model.exceptions import StoreError

SCRIPTS = Path(__file__).with_name("migrations")


def configuration(connection: Connection) -> Config:
    """Return what Alembic needs to know; ``env.py`` takes the connection from it."""
    config = Config()
    # Alembic reads the value as a format string.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision, within the transaction of ``connection``.

    Raises:
        StoreError: if the tables are of a revision that is not known here.
    """
    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        raise StoreError(
            f"the store was made by a newer Pantau, or by another program: {error}"
        ) from error


def downgrade(connection: Connection) -> None:
    """Take all tables away again."""
    command.downgrade(configuration(connection), "base")
