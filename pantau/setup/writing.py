"""Settings as a file that people read: each key with what it is, in the settings' own words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from model.config import Settings, load
from model.config_file import read_file

_WIDTH = 100
_HEAD = (
    "# Pantau's settings. Every key can also be set from the environment: PANTAU_CRAWL__DELAY=2.\n"
    "# `pantau config` shows all settings, with their defaults and where each value came from.\n"
)


def commented(content: Mapping[str, Any]) -> str:
    """Write settings as YAML, in the order of the settings, each with a comment."""
    return _HEAD + "".join(f"\n{part}" for part in _parts(content))


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``old`` with what ``new`` says in its place; what it does not say stays."""
    both = dict(old)
    for key, value in new.items():
        before = both.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            both[key] = merged(before, value)
        else:
            both[key] = value
    return both


def write(path: Path, new: Mapping[str, Any]) -> Path | None:
    """Put settings into a file, beside what else it says; return where the file before is kept.

    Raises:
        ConfigError: the settings are not sound, or what the file said before is not; then nothing
            is changed.
    """
    before = path.read_bytes() if path.exists() else None
    old = read_file(path)[0] if before is not None else {}
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(commented(merged(old, new)), encoding="utf-8")
        load(fresh)
        kept = None if before is None else path.with_name(path.name + ".old")
        if kept is not None:
            kept.write_bytes(before or b"")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _parts(content: Mapping[str, Any]) -> Iterator[str]:
    order = [*Settings.model_fields, *content]
    for key in dict.fromkeys(name for name in order if name in content):
        yield "\n".join(_lines(key, content[key], Settings, 0)) + "\n"


def _lines(key: str, value: Any, model: type[BaseModel] | None, depth: int) -> Iterator[str]:
    field = model.model_fields.get(key) if model else None
    section = _section(field.annotation if field else None)
    said = (field.description if field else None) or (_purpose(section) if section else None)
    indent = "  " * depth
    if said:
        yield from textwrap.wrap(said, _WIDTH - len(indent) - 2, initial_indent=f"{indent}# ",
                                 subsequent_indent=f"{indent}# ")  # fmt: skip
    if section and isinstance(value, Mapping) and value:
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _lines(name, inner, section, depth + 1)
    else:
        dumped = yaml.safe_dump(
            {key: value}, allow_unicode=True, sort_keys=False, width=_WIDTH - len(indent)
        )
        yield textwrap.indent(dumped.rstrip("\n"), indent)


def _section(annotation: Any) -> type[BaseModel] | None:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


def _purpose(section: type[BaseModel]) -> str | None:
    return (section.__doc__ or "").strip().partition("\n")[0] or None
