"""The demo's data, crawled once for all, and the web page over it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from filelock import FileLock

from demo.__main__ import write_config
from demo.server import SampleServer, running
from demo.sites import sample_sites
from model.config import Settings, load
from tests.conftest import ROOT
from tests.web.serving import asking

#: Sample sites that are crawled: half of them take half the time.
_SITES = 4
_SECONDS = 300


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a crawl of the sample sites; every worker of a run shares it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pantau-web"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "done").exists():
            shutil.rmtree(shared, ignore_errors=True)
            shared.mkdir()
            _crawl(shared)
            (shared / "done").touch()
    return shared


def _crawl(data: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PANTAU_")}
    with running(SampleServer()) as server:
        sites = sample_sites(datetime.now(UTC), server.server_port)[:_SITES]
        server.serve(sites)
        config = write_config(sites, data)
        for command in ("crawl", "index sync"):
            subprocess.run(
                [sys.executable, "-m", "pantau", *command.split(), "--config", str(config)],
                check=True,
                capture_output=True,
                env=environment,
                cwd=ROOT,
                timeout=_SECONDS,
            )


@pytest.fixture(scope="session")
def settings(crawled: Path) -> Settings:
    """Settings over the data that all tests share: nothing is changed there."""
    return load(crawled / "config.yaml").settings


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a web page that everybody shares: it is only read."""
    with asking(settings) as client:
        yield client


@pytest.fixture
def own(crawled: Path, settings: Settings, tmp_path: Path) -> Settings:
    """Settings over a copy of the data, for a test that changes it."""
    data = tmp_path / "data"
    shutil.copytree(crawled, data)
    return settings.model_copy(update={"data": data})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the first test, whichever that is, the time that the crawl takes on a busy machine."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(_SECONDS))
