"""What ``dashboard.yaml`` may say: data views, saved searches, and the panels of the dashboard."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

SOURCE_FILE = Path(__file__).with_name("dashboard.yaml")

#: The default names of Elasticsearch's indices begin so; importing puts another one in its place.
PREFIX = "pantau"

FieldType = Literal["string", "number", "date", "geo_point"]
Operation = Literal["count", "unique", "max", "terms", "time", "filters"]
Chart = Literal[
    "metric", "bar", "bar_stacked", "bar_horizontal", "donut", "table", "heatmap", "map"
]
Direction = Literal["asc", "desc"]


class Part(BaseModel):
    """A part of the source, with exactly the keys it declares."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ShownField(Part):
    """How people see a field of the index.

    ``words`` is the group of ``model/words.yaml`` with words for its values; ``link`` is shown in
    place of the web address that the field holds.
    """

    label: str
    type: FieldType
    words: str | None = None
    link: str | None = None


class View(Part):
    """A data view: an index, named without its prefix, and the field that the time filter uses."""

    index: Literal["stories", "agreements"]
    title: str
    time: str | None = None

    def pattern(self, prefix: str) -> str:
        """Return the name of the index for Kibana."""
        return f"{prefix}-{self.index}"


class Search(Part):
    """A saved search; ``query`` is in KQL."""

    id: str
    title: str
    description: str
    view: str
    query: str = ""
    columns: list[str]
    sort: tuple[str, Direction]
    start: str | None = Field(None, alias="from")


class Column(Part):
    """One column of a chart's data: values to group by, or a number of each group.

    ``by`` orders groups by another column, or by their ``key``; ``where`` counts only what this
    KQL finds; ``every`` is an interval of Elasticsearch such as ``1w``.
    """

    op: Operation
    field: str | None = None
    label: str | None = None
    size: int = 10
    by: str | None = None
    order: Direction = "desc"
    every: str = "auto"
    filters: dict[str, str] = {}
    where: str | None = None

    @model_validator(mode="after")
    def _field_where_needed(self) -> Self:
        if (self.field is None) != (self.op in {"count", "filters"}):
            raise ValueError(f"a field belongs to every column but count and filters: {self.op}")
        return self

    @property
    def is_bucket(self) -> bool:
        """Whether it groups, rather than measures."""
        return self.op in {"terms", "time", "filters"}


class Panel(Part):
    """A panel of the dashboard: a saved search, a map or a chart.

    ``place`` is its column of 48, its row, width and height.
    """

    id: str
    title: str
    place: tuple[int, int, int, int]
    search: str | None = None
    chart: Chart | None = None
    view: str | None = None
    query: str = ""
    columns: dict[str, Column] = {}
    point: str | None = None
    center: dict[str, float] | None = None
    start: str | None = Field(None, alias="from")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if (self.search is None) == (self.chart is None or self.view is None):
            raise ValueError("a panel has a search, or a chart and its view")
        return self


class Dashboard(Part):
    """The dashboard; ``controls`` are fields to choose values of."""

    id: str
    title: str
    description: str
    start: str = Field(alias="from")
    end: str = Field(alias="to")
    controls: list[str]
    panels: list[Panel]


class Source(Part):
    """All of ``dashboard.yaml``."""

    fields: dict[str, ShownField]
    views: dict[str, View]
    searches: list[Search]
    dashboard: Dashboard


@cache
def source() -> Source:
    """Return the content of ``dashboard.yaml``."""
    return Source.model_validate(yaml.safe_load(SOURCE_FILE.read_text(encoding="utf-8")))
