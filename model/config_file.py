"""The configuration file: what it says, and on which line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from model.exceptions import ConfigError

#: The parser in C where PyYAML has it: reading the catalogue takes 0.2 s with it, 1.1 s without.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: What settings are called now that were called otherwise.
_RENAMED = {"alerts.excerpt_words": "publish.excerpt_words"}


def read_file(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the file's content, and the line of each dotted key.

    Raises:
        ConfigError: naming the file and, where there is one, the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", where=str(path)) from error
    try:
        node = yaml.compose(text, Loader=_Loader)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"is not YAML: {error.problem}"
        raise ConfigError(problem, where=f"{path}, line {line}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"is not YAML: {error}", where=str(path)) from error
    if content is None:
        return {}, {}
    if not isinstance(content, dict):
        raise ConfigError("must hold keys and values", where=f"{path}, line 1")
    return content, dict(_lines(node))


def faults(error: ValidationError, origins: Mapping[str, str]) -> list[ConfigError]:
    """Say each thing that is wrong with values by its key, and the place where it was set."""
    return [
        ConfigError(
            unknown(".".join(str(part) for part in detail["loc"]))
            if detail["type"] == "extra_forbidden"
            else detail["msg"].removeprefix("Value error, "),
            key=(key := ".".join(str(part) for part in detail["loc"])),
            where=origin_of(key, origins),
        )
        for detail in error.errors()
    ]


def unknown(key: str) -> str:
    """Say that no setting is called ``key``, and what it is called now where it was renamed."""
    renamed = _RENAMED.get(key)
    return "no setting has this name" + (f" any more: it is {renamed} now" if renamed else "")


def origin_of(key: str, origins: Mapping[str, str]) -> str | None:
    """The place where ``key``, else the nearest group that holds it, was set."""
    while key and key not in origins:
        key = key.rpartition(".")[0]
    return origins.get(key)


def _lines(
    node: yaml.Node | None, prefix: str = "", above: frozenset[int] = frozenset()
) -> Iterator[tuple[str, int]]:
    if id(node) in above:
        # An alias that names what it is part of.
        return
    if isinstance(node, yaml.MappingNode):
        children = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(str(place), value, value) for place, value in enumerate(node.value)]
    else:
        return
    for name, key, value in children:
        yield f"{prefix}{name}", key.start_mark.line + 1
        yield from _lines(value, f"{prefix}{name}.", above | {id(node)})
