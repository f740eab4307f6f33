"""The catalogue's files: one a province, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from model.config_file import faults, read_file
from model.exceptions import ConfigError
from model.outlets import Outlet
from model.urls import site_of
from pipelines.text.regions import provinces

SITES = Path(__file__).parent / "sites"


class Catalogue(NamedTuple):
    """The outlets of all files, and every fault of them, named by file, line and key."""

    outlets: tuple[Outlet, ...]
    faults: tuple[ConfigError, ...]


class _Listed(Outlet):
    """An outlet as a file lists it."""

    name: str = Field(min_length=1)

    @field_validator("url")
    @classmethod
    def _front_page(cls, value: str) -> str:
        parts = urlsplit(value)
        if not parts.path.endswith("/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("must be a front page such as https://example.id/")
        return value

    @field_validator("province")
    @classmethod
    def _told_by_the_file(cls, value: str | None) -> str | None:
        if value is not None:
            raise ValueError("the file names the province, once at its top")
        return value


class _File(BaseModel):
    """What one file says."""

    model_config = ConfigDict(extra="forbid")

    province: str | None
    outlets: list[_Listed] = Field(min_length=1)

    @field_validator("province")
    @classmethod
    def _official(cls, value: str | None) -> str | None:
        if value is not None and value not in provinces():
            raise ValueError(f"no province has this official name (such as {provinces()[0]})")
        return value


class _Place(NamedTuple):
    """An outlet of a file, with the key and the place of its address."""

    outlet: Outlet
    key: str
    where: str

    @property
    def site(self) -> str:
        return site_of(self.outlet.url)


@cache
def read_catalogue(directory: Path = SITES) -> Catalogue:
    """Read every file of a directory, going on after a fault."""
    places: list[_Place] = []
    wrong: list[ConfigError] = []
    for path in sorted(directory.glob("*.yaml")):
        listed, found = _read(path)
        places += listed
        wrong += found
    if not (places or wrong):
        wrong.append(ConfigError("holds no file of outlets", where=str(directory)))
    wrong += _twice(places)
    return Catalogue(tuple(place.outlet for place in places), tuple(wrong))


def _read(path: Path) -> tuple[list[_Place], list[ConfigError]]:
    """Read one file: its outlets, or why there are none, and what else is wrong with it."""
    try:
        content, lines = read_file(path)
    except ConfigError as error:
        return [], [error]
    origins = {"": str(path)} | {key: f"{path}, line {line}" for key, line in lines.items()}
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        return [], faults(error, origins)
    listed = list(_places(file, origins))
    return listed, list(_unsorted(listed))


def _places(file: _File, origins: Mapping[str, str]) -> Iterator[_Place]:
    for number, outlet in enumerate(file.outlets):
        key = f"outlets.{number}"
        told = Outlet.model_validate(outlet.model_dump() | {"province": file.province})
        yield _Place(told, f"{key}.url", origins[key])


def _unsorted(listed: list[_Place]) -> Iterator[ConfigError]:
    for before, after in pairwise(listed):
        if after.site < before.site:
            problem = f"{after.site} must stand before {before.site}"
            yield ConfigError(problem, key=after.key, where=after.where)


def _twice(places: list[_Place]) -> Iterator[ConfigError]:
    first: dict[str, _Place] = {}
    for place in places:
        earlier = first.setdefault(place.site, place)
        if earlier is not place:
            problem = f"{place.site} is already in {earlier.where}"
            yield ConfigError(problem, key=place.key, where=place.where)
