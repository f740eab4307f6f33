"""What a bundle says of itself: a Data Package for programs, a README in two languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from model.records import Record
from papers.bundle.choosing import Asked
from papers.bundle.dictionary import Column, Table, tables
from papers.bundle.tables_file import DATA, Written
from papers.pdf import environment

Tongue = Literal["en", "id"]
_MISSING = [""]
_TITLE = "Partnership agreements of Indonesia's corrections service, as the news tells them"


class About(Record):
    """Where a bundle comes from.

    ``models`` counts articles by the model that judged them, ``model`` is the one in force.
    ``population`` is how many agreements fitted, of which ``chosen`` are in the bundle.
    """

    office: str
    provinces: tuple[str, ...]
    zone: str
    version: str
    model: str
    models: dict[str, int]
    asked: Asked
    population: int
    chosen: int
    probability: float


def package_file(about: About, written: Mapping[str, Written]) -> str:
    """Describe a bundle as a Data Package, whose tables are as Table Schema has them."""
    package = {
        "profile": "tabular-data-package",
        "name": "pantau-agreements",
        "title": _TITLE,
        "version": about.version,
        "description": "See README.md (English) and BACA.md (Indonesian).",
        "pantau": about.model_dump(mode="json"),
        "resources": [_resource(name, table, written[name]) for name, table in tables().items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def readme_file(about: About, written: Mapping[str, Written], language: Tongue) -> str:
    """Describe a bundle for people."""
    template = environment().get_template(f"bundle_{language}.md")
    values = {"about": about, "tables": tables(), "written": written, "columns": _columns}
    return template.render(values) + "\n"


def _columns(table: Table, language: Tongue) -> Iterator[tuple[str, Column, str]]:
    for name, column in table.columns.items():
        yield name, column, column.en if language == "en" else column.id


def _resource(name: str, table: Table, written: Written) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{DATA}/{name}.csv",
        "title": table.en,
        "description": table.id,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        "rows": written.rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(name, column, table) for name, column in table.columns.items()],
        "missingValues": _MISSING,
        "primaryKey": list(table.key),
    }
    if table.is_of_agreements:
        there = {"resource": "agreements", "fields": ["agreement_id"]}
        schema["foreignKeys"] = [{"fields": ["agreement_id"], "reference": there}]
    return schema


def _field(name: str, column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if table.key == (name,):
        constraints["unique"] = True
    if column.type == "string" and (values := column.values()):
        constraints["enum"] = values
    field = {
        "name": name,
        "type": column.type,
        "description": column.en,
        "description_id": column.id,
        "source": column.source,
        "unit": column.unit,
        "constraints": constraints,
    }
    return {key: value for key, value in field.items() if value}
