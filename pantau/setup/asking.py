"""Questions, answered by options of the command, by people, or by their defaults."""

from __future__ import annotations

from typing import NamedTuple

import click


class Asking(NamedTuple):
    """How questions are answered that no option answers: by ``people``, or by their defaults."""

    people: bool

    def text(self, question: str, given: str | None, default: str | None, option: str) -> str:
        """Return an answer in words.

        Raises:
            UsageError: nobody is asked, and there is neither option nor default.
        """
        if given is not None:
            return given.strip()
        if self.people:
            answer: str = click.prompt(question, default=default, err=True)
            return answer.strip()
        if default is None:
            raise click.UsageError(f"--yes asks nothing: give {option}.")
        return default

    def maybe(self, question: str, given: str | None) -> str | None:
        """Return an answer in words; null where it is left empty, or nobody is asked."""
        if given is not None or not self.people:
            return given
        answer: str = click.prompt(f"{question} (may be empty)", default="", show_default=False,
                                   err=True)  # fmt: skip
        return answer.strip() or None

    def whether(self, question: str, given: bool | None) -> bool:
        """Return yes or no; yes by default."""
        if given is not None or not self.people:
            return given is not False
        return click.confirm(question, default=True, err=True)

    def choice(self, question: str, names: list[str]) -> int:
        """Return the place of one of several names, which people are shown.

        Raises:
            UsageError: nobody is asked.
        """
        if not self.people:
            raise click.UsageError(f"{question}: {'; '.join(names)}. Say which one.")
        for number, name in enumerate(names, start=1):
            click.echo(f"  {number}. {name}", err=True)
        number = click.prompt(question, type=click.IntRange(1, len(names)), err=True)
        return int(number) - 1
