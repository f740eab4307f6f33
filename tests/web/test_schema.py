"""The API holds to what its OpenAPI says, whatever it is asked: no 500, nothing of another form."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from schemathesis.specs.openapi.checks import positive_data_acceptance

from model.config import Settings
from store import open_store
from tests.web.serving import serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

_BOUNDS = examples(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def described(
    crawled: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The schema of an API whose data nobody else uses."""
    data = tmp_path_factory.mktemp("described") / "data"
    shutil.copytree(crawled, data)
    with serving(settings.model_copy(update={"data": data})) as url:
        yield schemathesis.openapi.from_url(f"{url}/api/openapi.json")


def test_every_operation_holds_to_the_schema(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20
    faults: list[str] = []
    for operation in operations:
        try:
            _ask(operation)
        except Exception as error:  # noqa: BLE001 - all operations are asked before any is told of
            faults.append(f"{operation.label}\n{_told(error)}")
    assert not faults, "\n\n".join(faults)


def test_what_is_there_is_told_as_the_schema_says(described: Any, settings: Settings) -> None:
    with open_store(settings.store_url, settings.data) as store:
        stories = [one.id for one in store.stories()]
        agreements = store.agreements()
        sites = [one.site for one in store.sites()]
    units = [unit.id for one in agreements for unit in one.units if unit.id]
    asked = {
        "/stories/{identity}": stories,
        "/stories/{identity}/why": stories,
        "/review/{identity}": stories,
        "/agreements/{identity}": [one.id for one in agreements],
        "/units/{identity}": units,
        "/sites/{name}": sites,
        "/runs/{number}": [1],
    }
    for path, values in asked.items():
        operation = described[f"/api/v1{path}"]["GET"]
        name = path.partition("{")[2].partition("}")[0]
        for value in values[:15]:
            operation.Case(path_parameters={name: value}).call_and_validate()


def _ask(operation: Any) -> None:
    @given(case=operation.as_strategy())
    @_BOUNDS
    def ask(case: Any) -> None:
        # Looking at a new site would ask the network.
        if (case.method, case.path) == ("POST", "/api/v1/sites") and isinstance(case.body, dict):
            case.body["check"] = False
        # Which words are a query, or an address, no schema says.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


def _told(error: Exception) -> str:
    inner = getattr(error, "exceptions", None)
    return "\n".join(map(_told, inner)) if inner else f"{type(error).__name__}: {error}"
