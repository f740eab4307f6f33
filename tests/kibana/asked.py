"""What Kibana asks Elasticsearch to show Pantau's objects: written anew of their state.

Lens: one bucket aggregation in another in the order of its columns, the measures innermost.
Discover: hits, sorted. Maps: cells of the grid with the middle of what lies in each. Controls: the
most frequent values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.kibana.kql import ZONE, to_query

State = dict[str, Any]
Saved = dict[str, Any]

#: What Lens draws over a year by itself: bars of a week.
AUTO = "1w"
#: Indonesia, as the map shows it at first.
_BOUNDS = {"top_left": {"lat": 13, "lon": 90}, "bottom_right": {"lat": -18, "lon": 146}}
#: The zoom of a map that shows all of Indonesia, and how much finer its cells are.
_PRECISION = 4 + 4


class Asked(NamedTuple):
    """A search of one index for one thing that is shown, and the fields it takes for what."""

    name: str
    pattern: str
    body: State
    #: Pairs of a field and what it is used for: date, terms, number, geo, column, sort.
    fields: list[tuple[str, str]]
    #: What it asks for in KQL.
    queries: list[str]


def asked(objects: list[Saved]) -> Iterator[Asked]:
    """Everything that Kibana asks for ``objects``."""
    by_key = {(saved["type"], saved["id"]): saved for saved in objects}
    for saved in objects:
        if saved["type"] == "search":
            yield _search(saved, by_key, None, f"search {saved['id']}")
        elif saved["type"] == "dashboard":
            yield from _dashboard(saved, by_key)


def _dashboard(saved: Saved, by_key: dict[tuple[str, str], Saved]) -> Iterator[Asked]:
    attributes = saved["attributes"]
    references = {each["name"]: (each["type"], each["id"]) for each in saved["references"]}
    window = {"from": attributes["timeFrom"], "to": attributes["timeTo"]}
    for panel in json.loads(attributes["panelsJSON"]):
        place, shown = panel["panelIndex"], panel["embeddableConfig"]
        time = shown.get("timeRange", window)
        if panel["type"] == "search":
            search = by_key[references[f"{place}:{panel['panelRefName']}"]]
            yield _search(search, by_key, time, f"panel {place}")
            continue
        [reference] = shown["attributes"]["references"]
        view = by_key[references[f"{place}:{reference['name']}"]]["attributes"]
        make = _map if panel["type"] == "map" else _lens
        yield make(f"panel {place}", shown["attributes"], view, time)
    controls = json.loads(attributes["controlGroupInput"]["panelsJSON"])
    for identity, control in controls.items():
        view = by_key[references[f"controlGroup_{identity}:optionsListDataView"]]["attributes"]
        field = control["explicitInput"]["fieldName"]
        body = _body(view, window, "", {"suggestions": {"terms": {"field": field, "size": 10}}})
        yield Asked(f"control {field}", view["title"], body, [(field, "terms")], [])


def _search(
    saved: Saved, by_key: dict[tuple[str, str], Saved], time: State | None, name: str
) -> Asked:
    attributes = saved["attributes"]
    source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
    [reference] = saved["references"]
    view = by_key[reference["type"], reference["id"]]["attributes"]
    time = time or attributes.get("timeRange")
    query = source["query"]["query"]
    body = _body(view, time, query, {})
    sort = [
        {field: {"order": order, "unmapped_type": "boolean"}} for field, order in attributes["sort"]
    ]
    body |= {
        "size": 500,
        "sort": sort,
        "fields": [{"field": "*", "include_unmapped": True}],
        "highlight": {"fields": {"*": {}}, "fragment_size": 2147483647},
        "_source": False,
    }
    used = [(column, "column") for column in attributes["columns"]]
    used += [(field, "sort") for field, _ in attributes["sort"]]
    return Asked(name, view["title"], body, used, [query])


def _lens(name: str, attributes: State, view: State, time: State) -> Asked:
    state = attributes["state"]
    [layer] = state["datasourceStates"]["formBased"]["layers"].values()
    columns = layer["columns"]
    aggregations = {
        column: _measure(columns[column])
        for column in layer["columnOrder"]
        if not columns[column]["isBucketed"] and not _is_plain_count(columns[column])
    }
    for column in reversed(layer["columnOrder"]):
        if columns[column]["isBucketed"]:
            bucket = _bucket(columns[column], columns)
            aggregations = {column: {**bucket, **({"aggs": aggregations} if aggregations else {})}}
    used = [
        (column["sourceField"], _use(column))
        for column in columns.values()
        if "sourceField" in column and column["sourceField"] != "___records___"
    ]
    query = state["query"]["query"]
    body = _body(view, time, query, aggregations)
    return Asked(name, view["title"], body, used, [query, *_column_queries(columns)])


def _column_queries(columns: State) -> Iterator[str]:
    for column in columns.values():
        yield column.get("filter", {}).get("query", "")
        yield from (each["input"]["query"] for each in column["params"].get("filters", []))


def _is_plain_count(column: State) -> bool:
    return column["operationType"] == "count" and "filter" not in column


def _use(column: State) -> str:
    if column["dataType"] == "date":
        return "date"
    if column["isBucketed"] or column["operationType"] == "unique_count":
        return "terms"
    return "number"


def _measure(column: State) -> State:
    operation, field = column["operationType"], column.get("sourceField")
    if operation == "count":
        return {"filter": to_query(column["filter"]["query"])}
    kind = {"unique_count": "cardinality", "max": "max"}[operation]
    return {kind: {"field": field}}


def _bucket(column: State, columns: State) -> State:
    params = column["params"]
    if column["operationType"] == "date_histogram":
        interval = AUTO if params["interval"] == "auto" else params["interval"]
        return {
            "date_histogram": {
                "field": column["sourceField"],
                "calendar_interval": interval,
                "time_zone": ZONE,
                "min_doc_count": 0 if params["includeEmptyRows"] else 1,
            }
        }
    if column["operationType"] == "filters":
        found = {each["label"]: to_query(each["input"]["query"]) for each in params["filters"]}
        return {"filters": {"filters": found}}
    order = params["orderBy"]
    by = "_key"
    if order["type"] == "column":
        by = "_count" if _is_plain_count(columns[order["columnId"]]) else order["columnId"]
    return {
        "terms": {
            "field": column["sourceField"],
            "size": params["size"],
            "order": {by: params["orderDirection"]},
        }
    }


def _map(name: str, attributes: State, view: State, time: State) -> Asked:
    layers = json.loads(attributes["layerListJSON"])
    [source] = [
        layer["sourceDescriptor"]
        for layer in layers
        if layer["sourceDescriptor"]["type"] == "ES_GEO_GRID"
    ]
    field = source["geoField"]
    grid = {"field": field, "precision": _PRECISION, "bounds": _BOUNDS}
    cells = {
        "composite": {"size": 10_000, "sources": [{"grid": {"geotile_grid": grid}}]},
        "aggs": {"middle": {"geo_centroid": {"field": field}}},
    }
    query = json.loads(attributes["mapStateJSON"])["query"]["query"]
    body = _body(view, time, query, {"cells": cells})
    body["query"]["bool"]["filter"].append({"geo_bounding_box": {field: _BOUNDS}})
    return Asked(name, view["title"], body, [(field, "geo")], [query])


def _body(view: State, time: State | None, kql: str, aggregations: State) -> State:
    filters = [to_query(kql)]
    if time and view.get("timeFieldName"):
        window = {"gte": time["from"], "lte": time["to"], "format": "strict_date_optional_time"}
        filters.append({"range": {view["timeFieldName"]: window}})
    return {
        "size": 0,
        "track_total_hits": True,
        "query": {"bool": {"filter": filters}},
        **({"aggs": aggregations} if aggregations else {}),
    }
