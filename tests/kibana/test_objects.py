"""The saved objects hold together: source and file, references, ids, places on the dashboard."""

from __future__ import annotations

import json
import re
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.words import words_of
from search.kibana.ndjson import from_ndjson, to_ndjson
from search.kibana.objects import OBJECTS_FILE, committed, generated
from search.kibana.source import source
from tests.kibana.types import LATEST, faults, version_key

OBJECTS = {(saved["type"], saved["id"]): saved for saved in generated()}
DASHBOARD = OBJECTS["dashboard", "pantau-dashboard"]["attributes"]
PANELS: list[dict[str, Any]] = json.loads(DASHBOARD["panelsJSON"])


def test_the_file_is_what_the_source_makes() -> None:
    written = OBJECTS_FILE.read_text(encoding="utf-8")
    assert written == to_ndjson(generated()), "python -m search.kibana makes it anew"
    assert written == to_ndjson(from_ndjson(written))


def test_ids_are_pantaus_own_and_each_is_there_once() -> None:
    assert len(OBJECTS) == len(generated())
    assert all(identity.startswith("pantau-") for _, identity in OBJECTS)


def test_every_reference_leads_to_an_object_of_the_file() -> None:
    for saved in OBJECTS.values():
        names = [reference["name"] for reference in saved["references"]]
        assert len(names) == len(set(names))
        for reference in saved["references"]:
            assert (reference["type"], reference["id"]) in OBJECTS, reference


def test_every_name_of_a_reference_is_used_and_every_use_has_its_reference() -> None:
    """Kibana puts the objects in at these names; a name without one shows an empty panel."""
    for saved in OBJECTS.values():
        assert set(_names_used(saved)) == {reference["name"] for reference in saved["references"]}


def _names_used(saved: dict[str, Any]) -> list[str]:
    if saved["type"] == "search":
        content = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
        return [content["indexRefName"]]
    if saved["type"] != "dashboard":
        return []
    controls = json.loads(saved["attributes"]["controlGroupInput"]["panelsJSON"])
    used = [f"controlGroup_{identity}:optionsListDataView" for identity in controls]
    for panel in PANELS:
        used += [f"{panel['panelIndex']}:{name}" for name in _panel_names(panel)]
    return used


def _panel_names(panel: dict[str, Any]) -> list[str]:
    if "panelRefName" in panel:
        return [panel["panelRefName"]]
    attributes = panel["embeddableConfig"]["attributes"]
    if panel["type"] == "map":
        sources = [layer["sourceDescriptor"] for layer in json.loads(attributes["layerListJSON"])]
        return [each["indexPatternRefName"] for each in sources if "indexPatternRefName" in each]
    layers = attributes["state"]["datasourceStates"]["formBased"]["layers"]
    return [f"indexpattern-datasource-layer-{layer}" for layer in layers]


@pytest.mark.parametrize("saved", OBJECTS.values(), ids=lambda saved: saved["id"])
def test_kibana_8_19_knows_the_form_of_every_object(saved: dict[str, Any]) -> None:
    assert list(faults(saved)) == []
    assert version_key(saved["typeMigrationVersion"]) <= version_key(LATEST[saved["type"]])
    assert version_key(saved["coreMigrationVersion"]) <= (8, 19, 0)


def test_panels_lie_beside_each_other_on_the_48_columns() -> None:
    cells = [panel["gridData"] for panel in PANELS]
    assert all(cell["x"] >= 0 and cell["x"] + cell["w"] <= 48 for cell in cells)
    for one, other in combinations(cells, 2):
        apart = (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        )
        assert apart, (one["i"], other["i"])
    assert all(panel["panelIndex"] == panel["gridData"]["i"] for panel in PANELS)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["panelIndex"])
def test_a_chart_draws_the_columns_it_asks_for(panel: dict[str, Any]) -> None:
    if panel["type"] != "lens":
        return
    state = panel["embeddableConfig"]["attributes"]["state"]
    [layer] = state["datasourceStates"]["formBased"]["layers"].values()
    columns = layer["columns"]
    assert sorted(layer["columnOrder"]) == sorted(columns)
    buckets = [columns[name]["isBucketed"] for name in layer["columnOrder"]]
    assert buckets == sorted(buckets, reverse=True), "groups come before what is measured"
    drawn = set(re.findall(r'"(\w+)"', json.dumps(_drawn(state["visualization"]))))
    assert drawn == set(columns)
    for column in columns.values():
        by = column["params"].get("orderBy", {})
        assert by.get("columnId", next(iter(columns))) in columns


def _drawn(drawing: Any) -> Any:
    """The ids of columns that a drawing names."""
    if isinstance(drawing, list):
        return [_drawn(each) for each in drawing]
    if not isinstance(drawing, dict):
        return []
    keys = re.compile("(.*[aA]ccessors?|columnId|metrics|primaryGroups)$")
    return [value if keys.match(key) else _drawn(value) for key, value in drawing.items()]


def test_people_read_words_and_links_in_place_of_values() -> None:
    view = OBJECTS["index-pattern", "pantau-agreements"]["attributes"]
    formats = json.loads(view["fieldFormatMap"])
    kinds = {each["key"]: each["value"] for each in formats["kind"]["params"]["lookupEntries"]}
    assert kinds == words_of("kind")
    assert formats["url"]["id"] == "url"
    labels = json.loads(view["fieldAttrs"])
    assert labels["signed_on"] == {"customLabel": "Ditandatangani"}


def test_another_prefix_changes_the_indices_and_nothing_else() -> None:
    changed = {(saved["type"], saved["id"]): saved for saved in committed("humas")}
    assert changed.keys() == OBJECTS.keys()
    for (kind, identity), saved in changed.items():
        if kind == "index-pattern":
            assert saved["attributes"]["title"] == f"humas-{source().views[identity].index}"
            saved["attributes"]["title"] = f"pantau-{source().views[identity].index}"
    assert to_ndjson(changed.values()) == to_ndjson(generated())


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_the_form_does_not_depend_on_who_wrote_it(seed: int) -> None:
    """Kibana keeps neither our order of keys nor our way to write JSON inside of strings."""
    random = Random(seed)

    def shuffled(value: Any, key: str = "") -> Any:
        if isinstance(value, str) and (key.endswith("JSON") or key == "fieldFormatMap"):
            return json.dumps(shuffled(json.loads(value)), indent=random.choice([None, 2]))
        if isinstance(value, list):
            return [shuffled(each) for each in value]
        if not isinstance(value, dict):
            return value
        items = list(value.items())
        random.shuffle(items)
        return {name: shuffled(each, name) for name, each in items}

    objects = [
        shuffled(saved) | {"updated_at": "2026-11-23", "version": "WzEsMV0="}
        for saved in generated()
    ]
    random.shuffle(objects)
    for saved in objects:
        random.shuffle(saved["references"])
    assert to_ndjson(objects) == to_ndjson(generated())


def test_a_damaged_line_is_named() -> None:
    for line in ("{", "[]", '{"type": "search"}', "null"):
        with pytest.raises(ValueError, match="line 2 "):
            from_ndjson(f'{{"type": "tag", "id": "a", "attributes": {{}}}}\n{line}\n')
