"""The stories that the two engines are asked for: those of the library, and the shelf's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.records import KeptAgreement
from search.schema import Document, documents
from store import Told
from tests.search.library import library, story

_HERE = Path(__file__).parent
_SIGNATORY = "signatory"


@cache
def shelf() -> tuple[Told, ...]:
    """All stories, with versions that grow as they would in a store."""
    entries: list[dict[str, Any]] = yaml.safe_load(
        (_HERE / "shelf.yaml").read_text(encoding="utf-8")
    )
    return tuple(
        Told(version=version, story=kept, agreements=agreements)
        for version, (kept, agreements) in enumerate([*library(), *map(_entry, entries)], 1)
    )


@cache
def shelf_documents() -> tuple[Document, ...]:
    return tuple(document for told in shelf() for document in documents(told))


@cache
def queries() -> tuple[tuple[str, str], ...]:
    """Each query of ``queries.txt`` with "none", "all", or "some" of what it must find."""
    lines = (_HERE / "queries.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_marked(line) for line in lines if line and not line.startswith("# "))


@cache
def readers() -> tuple[dict[str, Any], ...]:
    """What people type and mean to find, of ``readers.yaml``."""
    return tuple(yaml.safe_load((_HERE / "readers.yaml").read_text(encoding="utf-8")))


def _marked(line: str) -> tuple[str, str]:
    query, bar, mark = line.rpartition(" | ")
    return (query, mark) if bar and mark in {"none", "all"} else (line, "some")


def _entry(entry: dict[str, Any]) -> tuple[Any, tuple[KeptAgreement, ...]]:
    told = tuple(_agreement(entry["id"], values) for values in entry.pop("agreements", []))
    sites = entry.pop("sites")
    articles = [
        {
            "url": f"https://{site}/{entry['id']}",
            "site": site,
            "title": entry["title"],
            "published": entry["published"],
        }
        for site in sites
    ]
    kept = story(**entry, articles=articles, agreements=[agreement.id for agreement in told])
    return kept, told


def _agreement(teller: str, values: dict[str, Any]) -> KeptAgreement:
    units, parties = values.pop("units"), values.pop("parties")
    officials = values.pop("officials", {})
    return KeptAgreement.model_validate(
        {
            "stories": [teller],
            "units": [{"name": n, "kind": kind, "role": _SIGNATORY} for n, kind in units.items()],
            "parties": [
                *({"name": name, "kind": "pemasyarakatan"} for name in units),
                *({"name": name, "kind": kind} for name, kind in parties.items()),
            ],
            "officials": [
                {"name": name, "role": role, "capacity": _SIGNATORY}
                for name, role in officials.items()
            ],
            **values,
        }
    )
