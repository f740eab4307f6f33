"""The settings in force as they may be shown: each with its origin, secrets hidden."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic_core import to_jsonable_python

from model.config import Configuration, keys
from model.targets import masked, without_login

#: Settings that hold addresses of channels, which may hold secrets.
_TARGETS = {"alerts.operator"}


def settings_in_force(configuration: Configuration) -> list[dict[str, Any]]:
    """Return every setting: its key, its value as a program reads it, and where it was set."""
    return [
        {"key": key, "value": _plain(key, value), "origin": _origin(configuration, key)}
        for key, value, _ in keys(configuration.settings)
    ]


def _plain(key: str, value: object) -> Any:
    """Write the value of a key as a program reads it, a secret hidden."""
    if key in _TARGETS and isinstance(value, list):
        return list(map(masked, value))
    if isinstance(value, SecretStr):
        return str(value)
    if isinstance(value, list) and value and isinstance(value[0], BaseModel):
        value = [item.model_dump(mode="json", exclude_none=True) for item in value]
    return _without_logins(to_jsonable_python(value))


def _without_logins(value: Any) -> Any:
    """Take user and password out of every address."""
    if isinstance(value, str):
        return without_login(value)
    if isinstance(value, list):
        return list(map(_without_logins, value))
    if isinstance(value, dict):
        return {name: _without_logins(inner) for name, inner in value.items()}
    return value


def _origin(configuration: Configuration, key: str) -> str:
    return configuration.origins.get(key, "default")
