"""Refuses targets when they are given, as far as that can be told before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from crawler.private import Allowed, PrivateAddressError, permitted
from model.alerts import Wanted
from model.config_alerts import AlertSettings
from model.exceptions import InputError
from model.targets import filled, host_of, masked

_PORTS = {"http": 80, "https": 443}


def refuse_private(wanted: Wanted, settings: AlertSettings, environment: Mapping[str, str]) -> None:
    """Refuse web addresses on private hosts; what has no address now is judged when it is sent.

    Raises:
        InputError: a host is private, and not allowed.
    """
    if wanted.allow_private:
        return
    for target in wanted.to:
        try:
            _refuse(filled(target, environment), Allowed(settings.allow_private))
        except PrivateAddressError as error:
            raise InputError(f"{masked(target)}: {error}; allow it with --allow-private") from error
        except (InputError, OSError, UnicodeError, ValueError):
            continue


def _refuse(target: str, allowed: Allowed) -> None:
    host, parts = host_of(target), urlsplit(target)
    if host is not None:
        permitted(host, parts.port or _PORTS[parts.scheme.lower()], allowed)
