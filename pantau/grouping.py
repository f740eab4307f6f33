"""Groups of commands that are imported when they are used, and the one that is meant by default."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pantau import commands


class LazyGroup(click.Group):
    """A group that imports the one command that is used, and none for its help.

    ``modules`` names the module in ``pantau.commands`` of each command, in the order of the help; a
    command is the function ``<name>_command`` there, and its help the docstring.
    """

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None where there is none of that name."""
        if cmd_name not in self._modules:
            return None
        module = import_module(f"{commands.__name__}.{self._modules[cmd_name]}")
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands as click does."""
        room = formatter.width - 6 - max(map(len, self._modules))
        rows = [(name, self._unread(name).get_short_help_str(room)) for name in self._modules]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _unread(self, name: str) -> click.Command:
        """Return a command that has its help, read from the source, and nothing else."""
        source = Path(commands.__path__[0], f"{self._modules[name]}.py").read_text("utf-8")
        functions = (one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef))
        told = {one.name: ast.get_docstring(one) for one in functions}
        return click.Command(name, help=told[f"{name}_command"])


class ListedGroup(LazyGroup):
    """A group in which ``default`` is done where arguments name no command."""

    def __init__(self, *arguments: Any, default: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no command and ask for no help."""
        known = {*self.list_commands(ctx), *ctx.help_option_names}
        return super().parse_args(
            ctx, args if args and args[0] in known else [self._default, *args]
        )
