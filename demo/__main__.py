"""Crawl the sample sites and show what Pantau makes of them."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import click
import yaml

from crawler.run import crawl
from demo.server import SampleServer, running
from demo.sites import SampleSite, sample_sites
from model.config import Settings, load
from model.records import Label
from model.report import CrawlReport
from pantau.commands.search import show_result
from pantau.options import now
from pantau.output import end_unread, note, print_table
from pantau.show import show_stories
from search import open_engine, search_stories, sync
from store import Store, open_store

#: Beside the code, or in the data directory that the environment names: the image's code is
#: not writable.
DATA = (
    Path(os.environ["PANTAU_DATA"]) / "demo"
    if "PANTAU_DATA" in os.environ
    else Path(__file__).with_name("data")
)
#: The same port at every demo where it is free, so that addresses in its output can be opened.
_PORT = 8765
_QUERIES = ("kuliah OR pendidikan", 'kind:MoU province:Jambi "warga binaan"')


def main() -> None:
    """Serve, crawl, show."""
    started = time.monotonic()
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    with running(_server()) as server:
        sites = sample_sites(now(), server.server_port)
        server.serve(sites)
        settings = _settings(sites)
        pages = sum(len(site.pages) for site in sites)
        note(f"{len(sites)} sample sites with {pages} stories, on port {server.server_port}\n")
        with open_store(settings.store_url, settings.data) as store:
            report = crawl(
                settings, store, progress=lambda site: note(f"  {site.site}: {site.articles} read")
            )
            _show_funnel(report)
            _show_kept(store, settings)
    click.echo(f"\nDone in {time.monotonic() - started:.0f} s.")
    _show_next()


def write_config(sites: list[SampleSite], data: Path) -> Path:
    """Write the configuration of a crawl of ``sites``, as an operator would."""
    config = {
        "data": str(data),
        "crawl": {
            "contact": "demo@pantau.example",
            "delay": 0.02,
            "allow_private": [site.host for site in sites],
        },
        "catalogue": {"enabled": False},
        "sites": [
            {"url": f"{site.url}/", "name": site.name, "province": site.province} for site in sites
        ],
    }
    path = data / "config.yaml"
    path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def _server() -> SampleServer:
    try:
        return SampleServer(_PORT)
    except OSError:
        return SampleServer()


def _settings(sites: list[SampleSite]) -> Settings:
    return load(write_config(sites, DATA), {"data": DATA}).settings


def _show_funnel(report: CrawlReport) -> None:
    totals = report.totals
    language = totals.dropped.get("language", 0)
    steps = [
        ("sites", totals.sites),
        ("pages discovered", totals.discovered),
        ("requested", totals.requested),
        ("articles", totals.articles),
        ("in Indonesian", totals.articles - language),
        ("relevant", totals.kept),
        ("stories", totals.stories),
        ("agreements", totals.agreements),
    ]
    print_table(["Step", "Count"], steps, title="\nThe funnel")
    reasons = sorted(totals.dropped.items(), key=lambda item: -item[1])
    print_table(["Dropped because", "Pages"], reasons)


def _show_kept(store: Store, settings: Settings) -> None:
    click.secho("\nKept stories (the same event on several sites is one story)", bold=True)
    show_stories(store.stories(label=Label.PARTNERSHIP))
    with open_engine(settings) as engine:
        sync(store, engine)
        for query in _QUERIES:
            click.secho(f"\n$ pantau search '{query}' --limit 3", bold=True)
            show_result(search_stories(store, engine, query, limit=3))


def _show_next() -> None:
    data = DATA.relative_to(Path.cwd()) if DATA.is_relative_to(Path.cwd()) else DATA
    click.echo("Try next:")
    for command in (
        "serve",
        "agreements",
        "agreements --output register.xlsx",
        "kliping",
        "stories --label candidate",
        "search 'unit:bapas'",
        "status",
    ):
        click.echo(f"  .venv/bin/pantau {command} --data {data}")
    click.echo("  .venv/bin/pantau crawl --site https://koranbanten.com/     (a real site)")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        end_unread()
