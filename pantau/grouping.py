"""Groups of commands of which one is meant where none is named."""

from __future__ import annotations

from typing import Any

import click


class ListedGroup(click.Group):
    """A group in which ``default`` is done where arguments name no command."""

    def __init__(self, *arguments: Any, default: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no command and ask for no help."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self._default, *args]
        return super().parse_args(ctx, args)
