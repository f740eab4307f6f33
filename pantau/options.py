"""Options that every command has, and what they give it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from model.config import (
    ANY_HOST,
    CONFIG_VARIABLE,
    PREFIX,
    Configuration,
    Settings,
    file_in_use,
    load,
)
from model.exceptions import StoreError

if TYPE_CHECKING:
    from pipelines.judge.model import Model
    from search import Retention, SearchEngine
    from store import Store

P = ParamSpec("P")
R = TypeVar("R")


class App:
    """The settings in force and how a command's results are wanted."""

    def __init__(self, file: Path | None, overrides: dict[str, Any], *, as_json: bool) -> None:
        self._file, self._overrides = file, overrides
        self.as_json = as_json

    def override(self, key: str, value: object) -> None:
        """Let an option of a command stand for a setting, before the settings are read."""
        if value is not None:
            self._overrides[key] = value

    @property
    def file(self) -> Path:
        """The configuration file, which may be missing if it is the checkout's own."""
        return file_in_use(self._file)

    @functools.cached_property
    def configuration(self) -> Configuration:
        """The settings in force and their origins, read when first asked for."""
        return load(self._file, self._overrides)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.configuration.settings

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a process that is to have the same settings."""
        told = {CONFIG_VARIABLE: self._file} if self._file else {}
        return {
            **os.environ,
            **{name: str(path.absolute()) for name, path in told.items()},
            f"{PREFIX}DATA": str(self.settings.data.absolute()),
        }

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store, made and migrated when it is new."""
        # Imported here: reading pages and showing settings need not wait for it.
        from store import open_store  # noqa: PLC0415

        data = self.settings.data
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the data directory {data} cannot be made: {error}") from error
        with open_store(self.settings.store_url, data, self.settings.archive_dir) as store:
            yield store

    @functools.cached_property
    def model(self) -> Model:
        """The judge's model in force: that of the data directory, else that of this release."""
        from pipelines.judge.model import load_model  # noqa: PLC0415

        return load_model(self.settings.data)

    @functools.cached_property
    def retention(self) -> Retention:
        """How long stories stay in the search index."""
        from search import Retention  # noqa: PLC0415

        return Retention.of(self.settings.search.keep)

    @contextmanager
    def engine(self) -> Iterator[SearchEngine]:
        """Open the search engine."""
        from search import open_engine  # noqa: PLC0415

        with open_engine(self.settings) as engine:
            yield engine


def command_options(function: Callable[Concatenate[App, P], R]) -> Callable[..., R]:
    """Give a command ``--config``, ``--data`` and ``--json``, which an :class:`App` stands for."""

    @click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Configuration file (default: config.yaml of the checkout).",
    )
    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Directory of everything that Pantau writes.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
    @functools.wraps(function)
    def wrapper(
        *args: Any, config_file: Path | None, data: Path | None, as_json: bool, **kwargs: Any
    ) -> R:
        overrides: dict[str, Any] = {}
        if data is not None:
            overrides["data"] = data.absolute()
        if kwargs.pop("allow_private", False):
            overrides["crawl.allow_private"] = [ANY_HOST]
        return function(App(config_file, overrides, as_json=as_json), *args, **kwargs)

    return wrapper


allow_private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch from private and loopback addresses too.",
)


class Day(click.ParamType[date]):
    """A calendar day, written 2026-01-31."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read an ISO date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-01-31", param, ctx)


def now() -> datetime:
    """Take the time: here, at the edge, and nowhere deeper."""
    return datetime.now(UTC)
