"""The configuration file without what is secret: its words and comments stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

import yaml
from pydantic import BaseModel, SecretStr

from model.config import Settings
from model.exceptions import BackupError
from model.targets import MASK, masked, without_login

#: Keys whose values are addresses of channels, with tokens in them.
_TARGETS = re.compile(r"(?:alerts\.operator|subscriptions\.\d+\.to)(?:\.\d+)?")
#: Shorter ones are words like any other, and stand elsewhere too.
_SHORTEST = 6


class Shown(NamedTuple):
    """The text of a file as it may be shown, and the keys whose values were left out."""

    text: str
    left_out: tuple[str, ...]


def without_secrets(text: str) -> Shown:
    """Return a configuration file without the values of secret settings, wherever they stand.

    User, password and the values of a query are taken out of every address; of the targets of
    alerts all that ``pantau config`` masks. What is written as ``${NAME}`` stays.

    Raises:
        BackupError: it is no YAML.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise BackupError("the configuration is no YAML: pantau config check") from error
    secret = set(secret_keys(Settings))
    # By their place: an alias names what stands elsewhere.
    found: dict[int, tuple[str, yaml.ScalarNode, str]] = {}
    for key, scalar in _scalars(node):
        put = _without(key, scalar.value, is_secret=_bare(key) in secret)
        if put is not None:
            found[scalar.start_mark.index] = key, scalar, put
    for start, (_, scalar, put) in sorted(found.items(), reverse=True):
        text = text[:start] + put + text[scalar.end_mark.index :]
    values = {part for _, scalar, _ in found.values() for part in _parts(scalar.value)}
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, MASK)
    left_out = tuple(key for key, _, _ in found.values())
    return Shown(_without_in_comments(text, secret), left_out)


def secret_keys(section: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Yield the dotted keys of all settings that are secret; an entry of a list has no number."""
    for name, field in section.model_fields.items():
        for kind in _kinds(field.annotation):
            if issubclass(kind, SecretStr):
                yield prefix + name
            elif issubclass(kind, BaseModel):
                yield from secret_keys(kind, f"{prefix}{name}.")


def _kinds(annotation: Any) -> Iterator[type]:
    if get_origin(annotation) is None:
        if isinstance(annotation, type):
            yield annotation
        return
    for inner in get_args(annotation):
        yield from _kinds(inner)


def _parts(value: str) -> Iterator[str]:
    """Yield what may stand elsewhere too, as in a comment: a secret, and the password in it."""
    user, colon, password = value.partition("@")[0].rpartition(":")
    for part in (value, password if user and colon else ""):
        if len(part) >= _SHORTEST and not part.startswith("//"):
            yield part


def _bare(key: str) -> str:
    return ".".join(part for part in key.split(".") if part != "<<" and not part.isdigit())


def _scalars(
    node: yaml.Node | None, prefix: str = "", above: frozenset[int] = frozenset()
) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield prefix.removesuffix("."), node
    if not isinstance(node, yaml.CollectionNode) or id(node) in above:
        return
    pairs = (
        [(key.value, value) for key, value in node.value]
        if isinstance(node, yaml.MappingNode)
        else enumerate(node.value)
    )
    for name, value in pairs:
        yield from _scalars(value, f"{prefix}{name}.", above | {id(node)})


def _without(key: str, value: str, *, is_secret: bool) -> str | None:
    """Return what stands in place of a value; None where it may stay."""
    if is_secret:
        return "null" if value and value not in {"null", "~"} else None
    shown = masked(value) if _TARGETS.fullmatch(key) else without_login(value)
    return None if shown == value else f'"{shown}"'


def _without_in_comments(text: str, secret: set[str]) -> str:
    """Take values out of secret settings that are commented out."""
    names = "|".join(sorted({re.escape(key.rpartition(".")[2]) for key in secret}))
    commented = re.compile(rf"(#.*\b(?:{names})\s*:\s*)[^\s#,}}]+")
    return commented.sub(rf"\g<1>{MASK}", text)
