"""The project as people who know Scrapy use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler import settings
from model.records import Label
from store import open_store
from tests.conftest import ROOT
from tests.crawl import zoo
from tests.crawl.conftest import settings_of
from tests.crawl.test_crawl import SIGNED, small_site

pytestmark = pytest.mark.slow


def scrapy(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_list() -> None:
    assert scrapy("list").stdout.split() == ["news"]


def test_crawl_stores_and_exports(tmp_path: Path) -> None:
    output = tmp_path / "kept.jsonl"
    with zoo.serve(small_site()) as site:
        done = scrapy(
            "crawl",
            "news",
            "-a",
            f"site={site.url}",
            "-O",
            str(output),
            PANTAU_DATA=str(tmp_path),
            PANTAU_CRAWL__DELAY="0",
            PANTAU_CRAWL__ALLOW_PRIVATE="127.0.0.1",
        )
    assert done.returncode == 0, done.stderr
    (line,) = output.read_text(encoding="utf-8").splitlines()
    item = json.loads(line)
    assert item["url"] == site.at(SIGNED)
    assert item["judgement"]["label"] == "partnership"
    assert item["agreements"]
    with open_store(settings_of(tmp_path).store_url, tmp_path) as store:
        (story,) = store.stories(Label.PARTNERSHIP)
        assert item["story"] == story.id
        run = store.runs(1)[0]
    assert run.report is not None
    assert run.report.totals.kept == 1
    assert "'pantau/kept': 1" in done.stderr


def test_settings_are_in_order() -> None:
    lines = Path(settings.__file__).read_text(encoding="utf-8").splitlines()
    names = [line.split(" = ")[0] for line in lines if line[:1].isupper() and " = " in line]
    assert names == sorted(names)
