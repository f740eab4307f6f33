"""``pantau evaluate``: how right each step is, measured on what people labelled."""

from __future__ import annotations

import click

from pantau.commands.evaluate_judge import judge_command
from pantau.commands.evaluate_reading import reading_command


class _Steps(click.Group):
    """One command for each step; without the name of one, the judge is measured."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no step and ask for no help."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [str(judge_command.name), *args]
        return super().parse_args(ctx, args)


@click.group("evaluate", cls=_Steps)
def evaluate_command() -> None:
    """Measure how right Pantau is; without a step, the judge.

    A directory that is named like a step is written ./reading.
    """


evaluate_command.add_command(judge_command)
evaluate_command.add_command(reading_command)
