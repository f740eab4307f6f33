"""A map as Kibana keeps it: how many documents lie near each point, over the outlines of the land.

The outlines come from Elastic's map service and are missing where that is out of reach; the counts
come from the index alone.
"""

from __future__ import annotations

from typing import Any

from search.kibana.ndjson import compact
from search.kibana.source import Panel

State = dict[str, Any]

#: The field by which Maps counts documents of a cell.
_COUNT = {"name": "doc_count", "origin": "source"}
_REFERENCE = "layer_1_source_index_pattern"


def map_attributes(panel: Panel) -> State:
    """Return the attributes of a map that lives in its dashboard."""
    center = dict(panel.center or {})
    zoom = center.pop("zoom", 2)
    state = {
        "center": center,
        "filters": [],
        "query": {"language": "kuery", "query": panel.query},
        "refreshConfig": {"interval": 0, "isPaused": True},
        "settings": {
            "autoFitToDataBounds": False,
            "fixedLocation": {**center, "zoom": zoom},
            "initialLocation": "FIXED_LOCATION",
        },
        "zoom": zoom,
    }
    return {
        "title": panel.title,
        "description": "",
        "layerListJSON": compact([_land(), _counts(panel)]),
        "mapStateJSON": compact(state),
        "references": [{"id": panel.view, "name": _REFERENCE, "type": "index-pattern"}],
        "uiStateJSON": compact({"isLayerTOCOpen": False, "openTOCDetails": []}),
    }


def _land() -> State:
    return {
        "alpha": 1,
        "id": "land",
        "includeInFitToBounds": True,
        "label": None,
        "maxZoom": 24,
        "minZoom": 0,
        "sourceDescriptor": {
            "isAutoSelect": True,
            "lightModeDefault": "road_map_desaturated",
            "type": "EMS_TMS",
        },
        "style": {"type": "TILE"},
        "type": "EMS_VECTOR_TILE",
        "visible": True,
    }


def _counts(panel: Panel) -> State:
    return {
        "alpha": 0.75,
        "id": "counts",
        "includeInFitToBounds": True,
        "joins": [],
        "label": panel.title,
        "maxZoom": 24,
        "minZoom": 0,
        "sourceDescriptor": {
            "applyForceRefresh": True,
            "applyGlobalQuery": True,
            "applyGlobalTime": True,
            "geoField": panel.point,
            "id": f"{panel.id}-counts",
            "indexPatternRefName": _REFERENCE,
            "metrics": [{"type": "count"}],
            "requestType": "point",
            "resolution": "MOST_FINE",
            "type": "ES_GEO_GRID",
        },
        "style": {"isTimeAware": True, "properties": _style(), "type": "VECTOR"},
        "type": "GEOJSON_VECTOR",
        "visible": True,
    }


def _style() -> State:
    by_count = {"field": _COUNT, "fieldMetaOptions": {"isEnabled": True, "sigma": 3}}
    return {
        "fillColor": {
            "options": {
                "color": "Blues",
                "colorCategory": "palette_0",
                "type": "ORDINAL",
                **by_count,
            },
            "type": "DYNAMIC",
        },
        "icon": {"options": {"value": "marker"}, "type": "STATIC"},
        "iconOrientation": {"options": {"orientation": 0}, "type": "STATIC"},
        "iconSize": {"options": {"maxSize": 32, "minSize": 12, **by_count}, "type": "DYNAMIC"},
        "labelBorderColor": {"options": {"color": "#FFFFFF"}, "type": "STATIC"},
        "labelBorderSize": {"options": {"size": "SMALL"}},
        "labelColor": {"options": {"color": "#000000"}, "type": "STATIC"},
        "labelSize": {"options": {"size": 14}, "type": "STATIC"},
        "labelText": {"options": {"field": _COUNT}, "type": "DYNAMIC"},
        "lineColor": {"options": {"color": "#3d3d3d"}, "type": "STATIC"},
        "lineWidth": {"options": {"size": 1}, "type": "STATIC"},
        "symbolizeAs": {"options": {"value": "circle"}},
    }
