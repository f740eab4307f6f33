"""The sample sites through the whole product: what is kept must equal their labels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from demo.__main__ import write_config
from demo.press import documents
from demo.server import SampleServer, running
from demo.sites import SamplePage, SampleSite, sample_sites
from model.records import Label, Page
from pipelines.read import read
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


@dataclass
class Crawled:
    """The sample sites after one crawl."""

    sites: list[SampleSite]
    server: SampleServer
    config: Path
    report: dict[str, Any]

    def pantau(self, *arguments: str) -> Any:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PANTAU_")}
        answer = subprocess.run(
            [sys.executable, "-m", "pantau", *arguments, "--config", str(self.config), "--json"],
            capture_output=True,
            env=environment,
            cwd=ROOT,
            timeout=100,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr.decode()
        return json.loads(answer.stdout)

    def pages(self, label: Label) -> list[SamplePage]:
        return [page for site in self.sites for page in site.pages if page.label == label]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    data = tmp_path_factory.mktemp("demo")
    with running(SampleServer()) as server:
        sites = sample_sites(datetime.now(UTC), server.server_port)
        server.serve(sites)
        world = Crawled(sites, server, write_config(sites, data), {})
        world.report = world.pantau("crawl")
        yield world


def test_there_are_enough_pages_of_every_kind(crawled: Crawled) -> None:
    pages = [page for site in crawled.sites for page in site.pages]

    assert len({site.theme for site in crawled.sites}) >= 6
    assert len(pages) >= 70
    assert {page.language for page in pages} == {"id", "ms", "en"}


def test_every_page_is_read_as_it_was_written(crawled: Crawled) -> None:
    for site in crawled.sites:
        served = documents(site)
        for page in site.pages:
            answer = served[page.path]
            article = read(
                Page(
                    url=page.url,
                    body=answer.body,
                    content_type=answer.content_type,
                    fetched_at=datetime.now(UTC),
                )
            )

            assert article.title == page.title
            assert article.text == "\n".join(paragraph.text for paragraph in page.paragraphs)
            assert article.published == page.published
            assert article.language == page.language


def test_every_story_is_discovered_on_every_site(crawled: Crawled) -> None:
    for site, report in zip(crawled.sites, crawled.report["sites"], strict=True):
        assert report["error"] is None
        assert report["discovered"] >= len(site.pages), site.name
        outcomes = report["kept"] + report["candidates"] + sum(report["dropped"].values())
        assert report["discovered"] == outcomes, site.name


def test_the_kept_stories_are_the_labelled_events(crawled: Crawled) -> None:
    events: dict[str, set[str]] = defaultdict(set)
    for page in crawled.pages(Label.PARTNERSHIP):
        assert page.event
        events[page.event].add(page.url)

    stories = crawled.pantau("stories")

    kept = {frozenset(article["url"] for article in story["articles"]) for story in stories}
    assert kept == {frozenset(urls) for urls in events.values()}


def test_plans_are_candidates_at_most(crawled: Crawled) -> None:
    candidates = crawled.pantau("stories", "--label", "candidate")

    urls = {article["url"] for story in candidates for article in story["articles"]}
    assert urls <= {page.url for page in crawled.pages(Label.CANDIDATE)}


def test_each_kept_story_has_an_agreement_with_two_sides(crawled: Crawled) -> None:
    agreements = crawled.pantau("agreements")

    assert {story["id"] for story in crawled.pantau("stories")} == {
        story for agreement in agreements for story in agreement["stories"]
    }
    for agreement in agreements:
        assert agreement["signed_on"], agreement
        assert len(agreement["parties"]) + bool(agreement["partner_count"]) >= 2, agreement


def test_the_first_publisher_comes_first(crawled: Crawled) -> None:
    for story in crawled.pantau("stories"):
        published = [article["published"] for article in story["articles"]]
        assert published == sorted(published)


def test_a_second_crawl_finds_nothing_new_and_asks_almost_nothing(crawled: Crawled) -> None:
    before = crawled.pantau("stories", "--label", "all"), crawled.pantau("agreements")
    asked = crawled.server.requests

    report = crawled.pantau("crawl")

    assert (report["totals"]["stories"], report["totals"]["agreements"]) == (0, 0)
    assert report["totals"]["requested"] == 0
    assert crawled.server.requests - asked <= 5 * len(crawled.sites)
    after = crawled.pantau("stories", "--label", "all"), crawled.pantau("agreements")
    assert after == before


def test_a_demo_whose_output_nobody_reads_ends_quietly(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PANTAU_")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment, "PANTAU_DATA": str(tmp_path)},
        cwd=ROOT,
    )
    assert demo.stdout is not None
    assert demo.stderr is not None
    with demo:
        demo.stdout.close()
        said = demo.stderr.read().decode()
        assert demo.wait(100) == 0
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
