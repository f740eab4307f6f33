"""A crawl that is killed loses no story and keeps none twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.exceptions import StoreError
from model.records import Label
from model.report import SiteReport
from store import Store, open_store
from tests.conftest import ROOT
from tests.crawl import zoo
from tests.crawl.conftest import Crawl, settings_of

pytestmark = pytest.mark.slow

CrawlSite = Callable[..., SiteReport]

PATHS = [f"/berita/{number}/lapas-teken-perjanjian-kerja-sama" for number in range(8)]

#: Crawls one site into a data directory: what `pantau crawl` does, without its printing.
RUNNER = """
import sys
from pathlib import Path
from crawler.run import crawl
from store import open_store
from tests.crawl.conftest import settings_of
if __name__ == "__main__":
    settings = settings_of(Path(sys.argv[1]))
    with open_store(settings.store_url, settings.data) as store:
        crawl(settings, store, sites=sys.argv[2:])
"""


def stories_site() -> dict[str, zoo.Page]:
    pages: dict[str, zoo.Page] = {
        path: zoo.Reply(zoo.partnership(number), after=0.15) for number, path in enumerate(PATHS)
    }
    return {"/": zoo.front(*PATHS), **pages}


def start(data: Path, site: zoo.Site) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(data), site.url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def addresses(data: Path) -> list[str]:
    with open_store(settings_of(data).store_url, data) as store:
        stories = store.stories(Label.PARTNERSHIP)
        return sorted(article.url for story in stories for article in story.articles)


def test_kill_then_crawl_again(tmp_path: Path) -> None:
    with zoo.serve(stories_site()) as site:
        for moment in (1, 3, 6):
            process = start(tmp_path, site)
            asked = len([path for path in site.asked if path in PATHS])
            while process.poll() is None:
                if len([path for path in site.asked if path in PATHS]) - asked >= moment:
                    break
                time.sleep(0.02)
            kill(process)
        assert start(tmp_path, site).wait() == 0
        assert addresses(tmp_path) == sorted(site.at(path) for path in PATHS)


def test_told_to_end_it_reports_what_it_did(tmp_path: Path) -> None:
    """SIGTERM, as a scheduler, a container or systemd sends it, is as Ctrl-C."""
    config = tmp_path / "config.yaml"
    with zoo.serve(stories_site()) as site:
        config.write_text(
            "data: data\ncatalogue: {enabled: false}\n"
            "crawl: {delay: 0.5, workers: 1, allow_private: [127.0.0.1]}\n"
            f"sites: [{{url: '{site.url}'}}]\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "pantau", "crawl", "--config", str(config)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        while len([path for path in site.asked if path in PATHS]) < 3:
            time.sleep(0.02)
        began = time.monotonic()
        process.terminate()
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told.endswith(b"pantau: interrupted\n")
    assert time.monotonic() - began < 10
    with open_store(settings_of(tmp_path / "data").store_url, tmp_path / "data") as store:
        (run,) = store.runs(5)
    assert run.report is not None
    assert run.report.totals.requested >= 3


def contents(data: Path) -> tuple[dict[str, str], set[frozenset[str]], list[str]]:
    """All that a crawl leaves, but for times and ids: pages, stories by addresses, agreements."""
    settings = settings_of(data)
    with open_store(settings.store_url, data) as store:
        stories = {
            frozenset(article.url for article in story.articles) for story in store.stories()
        }
        told = [agreement.model_dump(mode="json") for agreement in store.agreements()]
    agreements = sorted(
        str({name: value for name, value in one.items() if name not in {"id", "stories"}})
        for one in told
    )
    with sqlite3.connect(data / "pantau.db") as database:
        pages = dict(database.execute("SELECT key, outcome FROM page"))
    return pages, stories, agreements


@pytest.mark.timeout(400)
def test_twenty_kills_leave_what_an_undisturbed_crawl_does(tmp_path: Path) -> None:
    chance = random.Random(20)
    stories = {f"/berita/{n}/lapas-teken-perjanjian-kerja-sama": n for n in range(20)}
    others = [f"/berita/{n}/jembatan-rusak-diperbaiki-lagi" for n in range(100, 115)]
    pages: dict[str, zoo.Page] = {
        path: zoo.Reply(zoo.partnership(number), after=0.1) for path, number in stories.items()
    }
    pages |= {path: zoo.Reply(zoo.bridge(), after=0.1) for path in others}
    every = [*stories, *others]
    with zoo.serve(pages) as site:
        pages["/"] = zoo.front(*every[::2])
        pages["/feed/"] = zoo.rss(site.url, dict.fromkeys(every[:9], ("Kabar", zoo.DAY)))
        pages["/sitemap.xml"] = zoo.sitemap(site.url, dict.fromkeys(every, "2026-01-22"))
        assert start(tmp_path / "calm", site).wait() == 0
        killed = 0
        while killed < 20:
            process = start(tmp_path / "rough", site)
            try:
                process.wait(chance.uniform(0.2, 3.0))
            except subprocess.TimeoutExpired:
                kill(process)
            killed += 1
        assert start(tmp_path / "rough", site).wait() == 0
        assert contents(tmp_path / "rough") == contents(tmp_path / "calm")


def test_the_run_is_recorded(crawl_sites: Crawl, store: Store) -> None:
    with zoo.serve(stories_site()) as site:
        report = crawl_sites(site)
    assert report.totals.kept == len(PATHS)
    (run,) = store.runs(1)
    assert (run.id, run.report) == (report.run, report)


def test_a_store_that_fails_ends_the_crawl(
    tmp_path: Path, crawl_sites: Crawl, store: Store
) -> None:
    with sqlite3.connect(tmp_path / "pantau.db") as database:
        database.execute("DROP TABLE reading")
    database.close()
    with zoo.serve(stories_site()) as site, pytest.raises(StoreError):
        crawl_sites(site)
    assert store.runs(1)[0].finished is not None
