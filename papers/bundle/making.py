"""A bundle made of the store, in memory that does not grow with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.sites import known
from model.batches import in_batches
from model.config import Settings
from model.zones import zone_of
from papers import outgoing
from papers.bundle.choosing import Asked, Choice, choose
from papers.bundle.coverage import coverage_rows
from papers.bundle.describing import About, package_file, readme_file
from papers.bundle.rows import Chosen, Known, rows_of
from papers.bundle.tables_file import Tables, Written, digest, opened, path_of
from store import SiteState, Store

#: Agreements that are read at once.
_PART = 250
_SUMS = "SHA256SUMS"


class Origin(NamedTuple):
    """Where a bundle is made: the store, the settings, the program's version and its model's."""

    store: Store
    settings: Settings
    version: str
    model: str


def make_bundle(
    origin: Origin, asked: Asked, found: Set[str] | None, directory: Path, now: datetime
) -> About:
    """Write a bundle into a directory, which is empty or not there yet.

    ``found`` are the ids that ``asked.query`` finds; ``now`` (UTC) is when it is made, which only
    ``created.json`` tells.
    """
    office = origin.settings.office
    zone = zone_of(office.zone)
    choice = choose(origin.store.reporting.dated(), found, asked, zone)
    sites = {site.site: site for site in known(origin.settings, origin.store)}
    with opened(directory) as tables:
        models = _agreements(origin, choice, sites, tables)
        _coverage(origin.store, asked, zone, sites, tables)
    written = {name: _written(directory, name, rows) for name, rows in tables.rows.items()}
    about = About(
        office=office.name,
        provinces=tuple(office.provinces),
        zone=zone.key,
        version=origin.version,
        model=origin.model,
        models=dict(sorted(models.items())),
        asked=asked,
        population=choice.population,
        chosen=len(choice.picks),
        probability=choice.probability,
    )
    _describe(directory, about, written, now)
    return about


def _agreements(
    origin: Origin, choice: Choice, sites: Mapping[str, SiteState], tables: Tables
) -> Counter[str]:
    """Write all that belongs to agreements; return how many articles each model judged."""
    store, words = origin.store, origin.settings.publish.excerpt_words
    judged: Counter[str] = Counter()
    for part in in_batches(choice.picks, _PART):
        days = {pick.id: pick.counted_on for pick in part}
        told = outgoing.agreements(store, store.agreements(ids=list(days)), words)
        models = store.reporting.models({name for one in told for name in one.stories})
        shown = {article.url for one in told for article in one.articles}
        judged.update(models.get(url) or "" for url in shown)
        for one in sorted(told, key=lambda one: one.id):
            chosen = Chosen(one, days[one.id], choice.probability)
            for table, row in rows_of(chosen, Known(sites, models)):
                tables.add(table, row)
    return judged


def _coverage(
    store: Store, asked: Asked, zone: ZoneInfo, sites: Mapping[str, SiteState], tables: Tables
) -> None:
    """Write how sites were watched, in whole months."""
    first = (asked.first or date(1970, 1, 2)).replace(day=1)
    last = (asked.last or date(9999, 11, 30)).replace(day=1) + timedelta(days=32)
    looks = store.reporting.looks(_midnight(first, zone), _midnight(last.replace(day=1), zone))
    for row in coverage_rows(looks, zone, sites):
        tables.add("coverage", row)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _written(directory: Path, name: str, rows: int) -> Written:
    path = path_of(directory, name)
    return Written(rows, path.stat().st_size, digest(path))


def _describe(directory: Path, about: About, written: Mapping[str, Written], now: datetime) -> None:
    texts = {
        "BACA.md": readme_file(about, written, "id"),
        "README.md": readme_file(about, written, "en"),
        "datapackage.json": package_file(about, written),
    }
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")
    sums = {str(path_of(Path(), name)): one.sha256 for name, one in written.items()}
    sums |= {name: digest(directory / name) for name in texts}
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    (directory / _SUMS).write_text(lines, encoding="utf-8")
    created = json.dumps({"created": now.isoformat(timespec="seconds")}) + "\n"
    (directory / "created.json").write_text(created, encoding="utf-8")
