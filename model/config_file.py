"""The configuration file: what it says, and on which line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from model.exceptions import ConfigError


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
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
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
