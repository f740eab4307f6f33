"""Charts as Kibana's Lens keeps them: what is asked of the index, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from search.kibana.source import Column, Panel, Source

State = dict[str, Any]

_OPERATIONS = {
    "count": "count",
    "unique": "unique_count",
    "max": "max",
    "terms": "terms",
    "time": "date_histogram",
    "filters": "filters",
}
#: What Lens calls the field of a count of documents.
_RECORDS = "___records___"
_LEGEND = {"isVisible": True, "position": "right", "showSingleSeries": False}


def lens_attributes(panel: Panel, source: Source) -> State:
    """Return the attributes of a Lens chart that lives in its dashboard."""
    assert panel.chart is not None
    assert panel.view is not None
    drawing, draw = _DRAWINGS[panel.chart]
    return {
        "title": panel.title,
        "description": "",
        "type": "lens",
        "visualizationType": drawing,
        "references": [
            {
                "id": panel.view,
                "name": f"indexpattern-datasource-layer-{panel.id}",
                "type": "index-pattern",
            }
        ],
        "state": {
            "adHocDataViews": {},
            "datasourceStates": {"formBased": {"layers": {panel.id: _layer(panel, source)}}},
            "filters": [],
            "internalReferences": [],
            "query": kuery(panel.query),
            "visualization": draw(panel),
        },
    }


def kuery(query: str) -> State:
    """Return a query in KQL as Kibana keeps it."""
    return {"language": "kuery", "query": query}


def _layer(panel: Panel, source: Source) -> State:
    # Lens groups in the order of columns, and wants groups before what is measured of them.
    order = sorted(panel.columns, key=lambda name: not panel.columns[name].is_bucket)
    return {
        "columnOrder": order,
        "columns": {name: _column(panel, name, source) for name in order},
        "incompleteColumns": {},
    }


def _column(panel: Panel, name: str, source: Source) -> State:
    column = panel.columns[name]
    field = source.fields[column.field] if column.field else None
    made: State = {
        # Else Lens makes up a label, in the language of the reader's Kibana.
        "customLabel": True,
        "dataType": _data_type(column, field.type if field else "number"),
        "isBucketed": column.is_bucket,
        "label": column.label or (field.label if field else name),
        "operationType": _OPERATIONS[column.op],
        "params": _params(panel, column),
        "scale": _scale(column),
    }
    if column.op != "filters":
        made["sourceField"] = column.field or _RECORDS
    if column.where:
        made["filter"] = kuery(column.where)
    return made


def _data_type(column: Column, field_type: str) -> str:
    if column.op == "filters":
        return "string"
    return "number" if column.op in {"count", "unique"} else field_type


def _scale(column: Column) -> str:
    if not column.is_bucket:
        return "ratio"
    return "interval" if column.op == "time" else "ordinal"


def _params(panel: Panel, column: Column) -> State:
    if column.op == "time":
        return {"dropPartials": False, "includeEmptyRows": True, "interval": column.every}
    if column.op == "filters":
        return {
            "filters": [
                {"input": kuery(query), "label": label} for label, query in column.filters.items()
            ]
        }
    if column.op == "terms":
        return _terms(panel, column)
    # A number of nothing is shown as zero where it counts, and as nothing where it is a date.
    return {} if column.op == "max" else {"emptyAsNull": False}


def _terms(panel: Panel, column: Column) -> State:
    measured = [name for name, other in panel.columns.items() if not other.is_bucket]
    by = column.by or measured[0]
    return {
        "exclude": [],
        "excludeIsRegex": False,
        "include": [],
        "includeIsRegex": False,
        "missingBucket": False,
        "orderBy": (
            {"fallback": False, "type": "alphabetical"}
            if by == "key"
            else {"columnId": by, "type": "column"}
        ),
        "orderDirection": column.order,
        "otherBucket": False,
        "parentFormat": {"id": "terms"},
        "size": column.size,
    }


def _metric(panel: Panel) -> State:
    return {"layerId": panel.id, "layerType": "data", "metricAccessor": "value"}


def _bars(panel: Panel) -> State:
    split = {"splitAccessor": "split"} if "split" in panel.columns else {}
    return {
        "axisTitlesVisibilitySettings": {"x": False, "yLeft": False, "yRight": False},
        "layers": [
            {
                "accessors": ["y"],
                "layerId": panel.id,
                "layerType": "data",
                "seriesType": panel.chart,
                "xAccessor": "x",
                **split,
            }
        ],
        "legend": _LEGEND,
        "preferredSeriesType": panel.chart,
        "valueLabels": "show" if panel.chart == "bar_horizontal" else "hide",
    }


def _donut(panel: Panel) -> State:
    return {
        "layers": [
            {
                "categoryDisplay": "default",
                "layerId": panel.id,
                "layerType": "data",
                "legendDisplay": "show",
                "legendPosition": "right",
                "metrics": ["value"],
                "nestedLegend": False,
                "numberDisplay": "value",
                "primaryGroups": ["slice"],
            }
        ],
        "shape": "donut",
    }


def _table(panel: Panel) -> State:
    return {
        "columns": [{"columnId": name} for name in panel.columns],
        "layerId": panel.id,
        "layerType": "data",
        "paging": {"enabled": True, "size": 20},
    }


def _heatmap(panel: Panel) -> State:
    return {
        "gridConfig": {
            "isCellLabelVisible": False,
            "isXAxisLabelVisible": True,
            "isXAxisTitleVisible": False,
            "isYAxisLabelVisible": True,
            "isYAxisTitleVisible": False,
            "type": "heatmap_grid",
        },
        "layerId": panel.id,
        "layerType": "data",
        "legend": {"isVisible": True, "position": "right", "type": "heatmap_legend"},
        "shape": "heatmap",
        "valueAccessor": "value",
        "xAccessor": "x",
        "yAccessor": "y",
    }


_DRAWINGS: dict[str, tuple[str, Callable[[Panel], State]]] = {
    "metric": ("lnsMetric", _metric),
    "bar": ("lnsXY", _bars),
    "bar_stacked": ("lnsXY", _bars),
    "bar_horizontal": ("lnsXY", _bars),
    "donut": ("lnsPie", _donut),
    "table": ("lnsDatatable", _table),
    "heatmap": ("lnsHeatmap", _heatmap),
}
