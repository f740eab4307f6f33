"""How well a crawl finds what is looked for, and what it asks of the site for that.

``python -m tests.targets.measure [TARGET …]`` prints a table; ``--help`` says more.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from crawler.run import crawl
from model.config import CrawlSettings, Settings
from model.records import Label
from model.report import SiteReport
from store import Store, open_store
from tests.targets import kinds
from tests.targets.target import Target
from tests.targets.wordpress.server import Server, start, stop_started

#: Beyond what any target holds: the focus of a crawl, not its bounds, is what is measured.
_MOST_PAGES = 100_000
_COLUMNS = (
    f"{'target':14} {'posts':>6} {'wanted':>6} {'kept':>6} {'read':>6} {'asked':>6} {'stories':>7} "
    f"{'full':>6} {'share':>6} {'again':>6} {'seconds':>7}"
)


@dataclass(frozen=True)
class Figures:
    """What two crawls of a target did, one right after the other.

    After the first, ``kept`` of the ``wanted`` stories are in the store as partnerships; ``read``
    were at least fetched and read. ``asked`` counts all requests of the first crawl that the
    server saw, of which ``stories`` for posts; ``again`` counts those of the second.
    """

    target: Target
    wanted: int
    kept: int
    read: int
    asked: Sequence[str]
    stories: int
    again: Sequence[str]
    seconds: float
    missed: dict[str, str]
    report: SiteReport

    @property
    def recall(self) -> float:
        """Share of the wanted stories that were kept."""
        return self.kept / self.wanted

    @property
    def share(self) -> float:
        """Requests of the first crawl, of what a full crawl needs at the least."""
        return len(self.asked) / self.target.pages

    def __str__(self) -> str:
        return (
            f"{self.target.name:14} {len(self.target.posts):6} {self.wanted:6} {self.recall:6.1%} "
            f"{self.read / self.wanted:6.1%} {len(self.asked):6} {self.stories:7} "
            f"{self.target.pages:6} {self.share:6.1%} {len(self.again):6} {self.seconds:7.1f}"
        )


def measure(target: Target, data: Path, **options: Any) -> Figures:
    """Crawl ``target`` twice into a new store in ``data``; ``options`` are settings of ``crawl``.

    A policy that this crawler has no setting for is left out.
    """
    settings = settings_of(data, **options)
    with open_store(settings.store_url, data) as store:
        before, began = len(target.asked()), monotonic()
        report = crawl(settings, store, sites=[target.url])
        seconds = monotonic() - began
        first = target.asked()[before:]
        outcomes = {address: _outcome(store, address) for address in target.wanted}
        crawl(settings, store, sites=[target.url])
        again = target.asked()[before + len(first) :]
    missed = {url: found for url, found in outcomes.items() if found != Label.PARTNERSHIP}
    return Figures(
        target=target,
        wanted=len(outcomes),
        kept=len(outcomes) - len(missed),
        read=sum(outcome in {*Label, "not_relevant"} for outcome in outcomes.values()),
        asked=first,
        stories=sum(target.is_post(path) for path in first),
        again=again,
        seconds=seconds,
        missed=missed,
        report=report.sites[0],
    )


def settings_of(data: Path, **options: Any) -> Settings:
    """Settings that ask targets on this machine without a pause."""
    values = {
        "delay": 0,
        "retries": 0,
        "workers": 2,
        "max_pages": _MOST_PAGES,
        "max_requests": _MOST_PAGES,
        "allow_private": ["*"],
    } | options
    known = {name: value for name, value in values.items() if name in CrawlSettings.model_fields}
    return Settings.model_validate({"data": data, "crawl": known})


def _outcome(store: Store, address: str) -> str:
    found = store.explain(address)
    return "never asked" if found is None else found.page.outcome


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.targets.measure")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(kinds.NAMES))
    parser.add_argument("--posts", type=int, default=600, help="posts of each target")
    parser.add_argument("--policy", default="focused", help="crawl.policy, where there is one")
    parser.add_argument("--missed", action="store_true", help="name the stories not kept, and why")
    parser.add_argument("--asked", action="store_true", help="list requests that were no stories'")
    arguments = parser.parse_args()
    unknown = set(arguments.targets) - set(kinds.NAMES)
    if unknown:
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    return arguments


def _details(figures: Figures, arguments: argparse.Namespace) -> None:
    if arguments.missed:
        for url, outcome in figures.missed.items():
            print(f"  {outcome}: {figures.target.wanted[url].title} <{url}>")
    if arguments.asked:
        for run, paths in (("first", figures.asked), ("again", figures.again)):
            for path in paths:
                if not figures.target.is_post(path):
                    print(f"  {run}: {path}")


def main() -> None:
    """Measure the targets named, or all of them."""
    arguments = _arguments()
    servers: list[Server] = []

    def wordpress() -> Server:
        if not servers:
            servers.append(start(os.getpid()))
        return servers[0]

    print(_COLUMNS)
    try:
        for name in arguments.targets or kinds.NAMES:
            with (
                tempfile.TemporaryDirectory(prefix="pantau-target-") as scratch,
                kinds.running(name, arguments.posts, Path(scratch) / "site", wordpress) as target,
            ):
                figures = measure(target, Path(scratch), policy=arguments.policy)
                print(figures, flush=True)
                _details(figures, arguments)
    finally:
        stop_started()


if __name__ == "__main__":
    main()
