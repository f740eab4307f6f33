"""A Kibana that keeps to its API, and the command that speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Answer, configured, pantau
from tests.kibana.holding import Kibana
from tests.kibana.server import serving

Run = Callable[..., Answer]


@pytest.fixture
def kibana() -> Kibana:
    return Kibana()


@pytest.fixture
def address(kibana: Kibana) -> Iterator[str]:
    with serving(kibana) as url:
        yield url


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return configured(tmp_path)


@pytest.fixture
def run(environment: dict[str, str], address: str) -> Run:
    """``pantau kibana`` with arguments, and settings of ``search.kibana`` as keywords."""

    def kibana_command(*arguments: object, prefix: str = "pantau", **settings: object) -> Answer:
        told = {"url": address, **settings}
        variables = {f"PANTAU_SEARCH__KIBANA__{key.upper()}": str(told[key]) for key in told}
        variables["PANTAU_SEARCH__ELASTICSEARCH__PREFIX"] = prefix
        return pantau(environment | variables, "kibana", *arguments)

    return kibana_command
