"""The sites to crawl: those chosen of the catalogue, and those of the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import NoReturn

from crawler.outlet_files import read_catalogue
from model.config import CatalogueSettings, Settings
from model.config_file import origin_of
from model.exceptions import ConfigError
from model.outlets import Outlet
from model.urls import site_of
from pipelines.text.regions import provinces, region_named

#: Stands in ``catalogue.provinces`` for outlets that belong to no province.
NATIONAL = "nasional"


def chosen(settings: Settings, origins: Mapping[str, str] = MappingProxyType({})) -> list[Outlet]:
    """The sites to crawl: own ones first, then those chosen of the catalogue.

    An own site stands in place of the catalogue's entry of the same host. ``origins`` says where
    each setting came from.

    Raises:
        ConfigError: the catalogue has a fault, or a setting of ``catalogue`` chooses nothing.
    """
    own: list[Outlet] = list(settings.sites)
    if not settings.catalogue.enabled:
        return own
    catalogue = read_catalogue()
    if catalogue.faults:
        raise catalogue.faults[0]
    taken = {site_of(site.url) for site in own}
    listed = _Choice(catalogue.outlets, settings.catalogue, origins).made()
    return own + [outlet for outlet in listed if site_of(outlet.url) not in taken]


class _Choice:
    """What ``catalogue`` of the configuration chooses."""

    def __init__(
        self, outlets: Sequence[Outlet], settings: CatalogueSettings, origins: Mapping[str, str]
    ) -> None:
        self._outlets, self._settings, self._origins = outlets, settings, origins

    def made(self) -> list[Outlet]:
        """The outlets that fit every filter, with those named, without those excluded."""
        named, excluded = self._named("names"), self._named("exclude")
        fitting = [] if named and not self._is_filtered else self._fitting()
        kept = {outlet.url for outlet in (*fitting, *named)}
        kept -= {outlet.url for outlet in excluded}
        return [outlet for outlet in self._outlets if outlet.url in kept]

    @property
    def _is_filtered(self) -> bool:
        settings = self._settings
        return bool(settings.provinces or settings.groups or settings.types)

    def _fitting(self) -> list[Outlet]:
        settings = self._settings
        filters = [
            self._filter("provinces", _province_key, _province_of, (*provinces(), NATIONAL)),
            self._filter("groups", str.casefold, _group_of, self._groups()),
            self._filter("types", str.casefold, lambda outlet: outlet.type, ()),
        ]
        fitting = [outlet for outlet in self._outlets if all(fits(outlet) for fits in filters)]
        if not (fitting or settings.names):
            problem = "no outlet fits provinces, groups and types together"
            raise ConfigError(problem, key="catalogue", where=self._origin("catalogue"))
        return fitting

    def _filter(
        self,
        setting: str,
        key_of: Callable[[str], str | None],
        value_of: Callable[[Outlet], str | None],
        known: Iterable[str],
    ) -> Callable[[Outlet], bool]:
        """Say whether an outlet is one of a setting's; a value that none has is refused."""
        values = {value_of(outlet) for outlet in self._outlets}
        wanted = set()
        for number, written in enumerate(getattr(self._settings, setting)):
            key = key_of(written)
            if key not in values:
                self._refuse(setting, number, written, known)
            wanted.add(key)
        return lambda outlet: not wanted or value_of(outlet) in wanted

    def _named(self, setting: str) -> list[Outlet]:
        named: list[Outlet] = []
        for number, written in enumerate(getattr(self._settings, setting)):
            host = site_of(written if "://" in written else f"https://{written}/")
            found = [
                outlet
                for outlet in self._outlets
                if site_of(outlet.url) == host or _name_of(outlet) == written.casefold()
            ]
            if not found:
                self._refuse(setting, number, written, self._names())
            named += found
        return named

    def _groups(self) -> set[str]:
        return {outlet.group for outlet in self._outlets if outlet.group}

    def _names(self) -> set[str]:
        names = {outlet.name for outlet in self._outlets if outlet.name}
        return names | {site_of(outlet.url) for outlet in self._outlets}

    def _refuse(self, setting: str, number: int, written: str, known: Iterable[str]) -> NoReturn:
        by_key = {name.casefold(): name for name in sorted(known)}
        close = [by_key[key] for key in get_close_matches(written.casefold(), by_key)]
        hint = f"; close to it: {', '.join(close)}" if close else ""
        key = f"catalogue.{setting}.{number}"
        raise ConfigError(
            f"no outlet of the catalogue is of {written!r}{hint}", key=key, where=self._origin(key)
        )

    def _origin(self, key: str) -> str | None:
        return origin_of(key, self._origins)


def _province_key(written: str) -> str | None:
    if written.casefold() == NATIONAL:
        return NATIONAL
    region = region_named(written)
    return region.name if region and region.level == "province" else None


def _province_of(outlet: Outlet) -> str:
    return outlet.province or NATIONAL


def _name_of(outlet: Outlet) -> str:
    return (outlet.name or "").casefold()


def _group_of(outlet: Outlet) -> str:
    return (outlet.group or "").casefold()
