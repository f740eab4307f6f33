"""``pantau evaluate``: how right each step is, measured on what people labelled."""

from __future__ import annotations

import click

from pantau.grouping import LazyGroup

_COMMANDS = {
    "all": "evaluate_all",
    "reading": "evaluate_reading",
    "judge": "evaluate_judge",
    "record": "evaluate_record",
    "stories": "evaluate_stories",
}
#: Options that only the judge has; a corpus without the name of a step is for the judge too.
_JUDGES = ("--split", "--texts", "--label")
#: Options of every step that are followed by a value.
_WITH_VALUE = ("--config", "--data")


class _Steps(LazyGroup):
    """One command for each step; without the name of one, all of them or the judge."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no step and ask for no help."""
        if not args or args[0] not in {*_COMMANDS, *ctx.help_option_names}:
            args = ["judge" if _is_for_judge(args) else "all", *args]
        return super().parse_args(ctx, args)


def _is_for_judge(args: list[str]) -> bool:
    values = {place + 1 for place, word in enumerate(args) if word in _WITH_VALUE}
    named = any(not word.startswith("-") for place, word in enumerate(args) if place not in values)
    return named or any(word.partition("=")[0] in _JUDGES for word in args)


@click.group("evaluate", cls=_Steps, modules=_COMMANDS)
def evaluate_command() -> None:
    """Measure how right Pantau is: every step on its test part.

    With a corpus, --split or --texts, the judge alone. A directory that is named like a step is
    written ./reading.
    """
