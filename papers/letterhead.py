"""What every paper of an office carries: its letterhead, its size, and who stands behind it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from model.config_office import OfficeSettings
from model.exceptions import ConfigError

#: Width and height of a sheet, as CSS says them.
_SIZES = {"A4": "210mm 297mm", "F4": "210mm 330mm"}
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class Signatory:
    """Who prepares or approves a paper, with their office where it is told."""

    name: str
    role: str | None = None


@dataclass(frozen=True)
class Letterhead:
    """An office as its papers show it; ``logo`` is a picture as a ``data:`` address."""

    office: str
    lines: tuple[str, ...]
    size: str
    address: str | None = None
    logo: str | None = None
    city: str | None = None
    prepared_by: Signatory | None = None
    approved_by: Signatory | None = None


def letterhead_of(settings: OfficeSettings) -> Letterhead:
    """Return the letterhead that the settings describe.

    Raises:
        ConfigError: the logo cannot be read, or is no PNG or JPEG.
    """
    return Letterhead(
        office=settings.name,
        lines=tuple(settings.letterhead) or (settings.name,),
        size=_SIZES[settings.paper],
        address=settings.address,
        logo=None if settings.logo is None else _picture(settings.logo),
        city=settings.city,
        prepared_by=_signatory(settings.prepared_by),
        approved_by=_signatory(settings.approved_by),
    )


def _picture(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"office.logo: {path} cannot be read: {error.strerror}") from error
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            return f"data:{kind};base64,{base64.b64encode(content).decode()}"
    raise ConfigError(f"office.logo: {path} is no PNG or JPEG picture")


def _signatory(told: str | None) -> Signatory | None:
    """Read "name" or "name; office"."""
    if told is None:
        return None
    name, _, role = (part.strip() for part in told.partition(";"))
    return Signatory(name, role or None)
