"""The saved objects that ``dashboard.yaml`` stands for, in the format of Kibana 8.19.

The versions that they name are old ones: Kibana takes objects of its own version or an older one,
and brings those up to date; these have had this format since, and 8.19 and 9 know them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from model.exceptions import SearchError
from model.words import words_of
from search.kibana.lens import kuery, lens_attributes
from search.kibana.maps import map_attributes
from search.kibana.ndjson import SavedObject, compact, from_ndjson
from search.kibana.source import PREFIX, Dashboard, Panel, Search, Source, View, source

#: What is imported, and what an export is written to.
OBJECTS_FILE = Path(__file__).with_name("pantau.ndjson")

_CORE_VERSION = "8.8.0"
_TYPE_VERSIONS = {"dashboard": "10.2.0", "index-pattern": "8.0.0", "search": "10.2.0"}

_VIEW_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"


def generated() -> list[SavedObject]:
    """Return the saved objects of ``dashboard.yaml``."""
    told = source()
    return [
        *(_view(identity, view, told) for identity, view in told.views.items()),
        *map(_search, told.searches),
        _dashboard(told.dashboard, told),
    ]


def committed(prefix: str = PREFIX) -> list[SavedObject]:
    """Return the saved objects of ``pantau.ndjson``, for indices whose names begin so.

    Raises:
        SearchError: when the file is missing or damaged.
    """
    try:
        objects = from_ndjson(OBJECTS_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SearchError(
            f"{OBJECTS_FILE} cannot be read ({error}): python -m search.kibana makes it anew"
        ) from error
    return with_prefix(objects, PREFIX, prefix)


def with_prefix(objects: list[SavedObject], old: str, new: str) -> list[SavedObject]:
    """Return ``objects`` with Pantau's indices named anew in the data views."""
    names = {view.pattern(old): view.pattern(new) for view in source().views.values()}
    return [_renamed(each, names) if each["type"] == "index-pattern" else each for each in objects]


def _renamed(view: SavedObject, names: dict[str, str]) -> SavedObject:
    title = view["attributes"]["title"]
    return {**view, "attributes": {**view["attributes"], "title": names.get(title, title)}}


def _object(
    kind: str, identity: str, attributes: dict[str, Any], references: list[dict[str, str]]
) -> SavedObject:
    return {
        "attributes": attributes,
        "coreMigrationVersion": _CORE_VERSION,
        "id": identity,
        "managed": False,
        "references": references,
        "type": kind,
        "typeMigrationVersion": _TYPE_VERSIONS[kind],
    }


def _view(identity: str, view: View, told: Source) -> SavedObject:
    labels = {name: {"customLabel": field.label} for name, field in told.fields.items()}
    formats: dict[str, Any] = {}
    for name, field in told.fields.items():
        if field.words:
            entries = [{"key": key, "value": value} for key, value in words_of(field.words).items()]
            formats[name] = {"id": "static_lookup", "params": {"lookupEntries": entries}}
        elif field.link:
            formats[name] = {"id": "url", "params": {"labelTemplate": field.link}}
    attributes = {
        "allowHidden": False,
        "fieldAttrs": compact(labels),
        "fieldFormatMap": compact(formats),
        "fields": "[]",
        "name": view.title,
        "runtimeFieldMap": "{}",
        "sourceFilters": "[]",
        "title": view.pattern(PREFIX),
        "typeMeta": "{}",
    }
    if view.time:
        attributes["timeFieldName"] = view.time
    return _object("index-pattern", identity, attributes, [])


def _search(search: Search) -> SavedObject:
    attributes: dict[str, Any] = {
        "columns": search.columns,
        "description": search.description,
        "grid": {},
        "hideChart": True,
        "isTextBasedQuery": False,
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": compact(
                {
                    "filter": [],
                    "highlightAll": True,
                    "indexRefName": _VIEW_REFERENCE,
                    "query": kuery(search.query),
                    "version": True,
                }
            )
        },
        "sort": [list(search.sort)],
        "timeRestore": search.start is not None,
        "title": search.title,
    }
    if search.start:
        attributes["timeRange"] = {"from": search.start, "to": "now"}
    view = {"id": search.view, "name": _VIEW_REFERENCE, "type": "index-pattern"}
    return _object("search", search.id, attributes, [view])


def _dashboard(dashboard: Dashboard, told: Source) -> SavedObject:
    controls = {
        f"control-{place}": _control(place, field, told)
        for place, field in enumerate(dashboard.controls)
    }
    references = [reference for panel in dashboard.panels for reference in _references(panel, told)]
    references += [
        {
            "id": next(iter(told.views)),
            "name": f"controlGroup_{identity}:optionsListDataView",
            "type": "index-pattern",
        }
        for identity in controls
    ]
    attributes = {
        "controlGroupInput": {
            "chainingSystem": "HIERARCHICAL",
            "controlStyle": "oneLine",
            "ignoreParentSettingsJSON": compact(
                dict.fromkeys(
                    ("ignoreFilters", "ignoreQuery", "ignoreTimerange", "ignoreValidations"), False
                )
            ),
            "panelsJSON": compact(controls),
            "showApplySelections": False,
        },
        "description": dashboard.description,
        "kibanaSavedObjectMeta": {"searchSourceJSON": compact({"filter": [], "query": kuery("")})},
        "optionsJSON": compact(
            {
                "hidePanelTitles": False,
                "syncColors": False,
                "syncCursor": True,
                "syncTooltips": False,
                "useMargins": True,
            }
        ),
        "panelsJSON": compact([_panel(panel, told) for panel in dashboard.panels]),
        "timeFrom": dashboard.start,
        "timeRestore": True,
        "timeTo": dashboard.end,
        "title": dashboard.title,
        "version": 1,
    }
    return _object("dashboard", dashboard.id, attributes, references)


def _control(place: int, field: str, told: Source) -> dict[str, Any]:
    return {
        "explicitInput": {
            "enhancements": {},
            "fieldName": field,
            "id": f"control-{place}",
            "title": told.fields[field].label,
        },
        "grow": True,
        "order": place,
        "type": "optionsListControl",
        "width": "medium",
    }


def _panel(panel: Panel, told: Source) -> dict[str, Any]:
    column, row, width, height = panel.place
    shown: dict[str, Any] = {"enhancements": {}}
    made: dict[str, Any] = {
        "embeddableConfig": shown,
        "gridData": {"h": height, "i": panel.id, "w": width, "x": column, "y": row},
        "panelIndex": panel.id,
        "title": panel.title,
        "type": _panel_type(panel),
    }
    if panel.search:
        made["panelRefName"] = f"panel_{panel.id}"
    elif panel.chart == "map":
        shown |= {"attributes": map_attributes(panel), "hiddenLayers": [], "isLayerTOCOpen": False}
    else:
        shown["attributes"] = lens_attributes(panel, told)
        # A single number says what it is itself.
        shown["hidePanelTitles"] = panel.chart == "metric"
    if panel.start:
        shown["timeRange"] = {"from": panel.start, "to": "now"}
    return made


def _panel_type(panel: Panel) -> str:
    if panel.search:
        return "search"
    return "map" if panel.chart == "map" else "lens"


def _references(panel: Panel, told: Source) -> list[dict[str, str]]:
    if panel.search:
        name = f"{panel.id}:panel_{panel.id}"
        return [{"id": panel.search, "name": name, "type": "search"}]
    attributes = map_attributes(panel) if panel.chart == "map" else lens_attributes(panel, told)
    return [
        {**reference, "name": f"{panel.id}:{reference['name']}"}
        for reference in attributes["references"]
    ]
