"""What it costs to mask stories that leave, beside what it cost to judge and record them.

``python -m benchmarks.masking`` takes the partnership stories of the corpus, as they are and
brought to the length of a long one. Of each a mask is made and put on title and text; then it is
judged and recorded, as in a crawl. Times are of the processor, the best of several rounds, and all
stories take their turn in a round, so that nothing is remembered of the one that was read last.

Then made-up stories are exported: as CSV, once to learn their masks and once with what was learnt,
and as a bundle. It ends with code 1 where masking takes
longer than judging and recording.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles

from benchmarks.archive import address_in, fill
from benchmarks.recording import FETCHED_AT, ROUNDS, STORY_LENGTH, lengthened, partnerships
from desk.leaving import register_to_leave
from desk.register_parts import csv_parts, parts_of
from model.config import Settings, load
from model.records import Article
from papers.bundle.choosing import Asked
from papers.bundle.making import Origin, make_bundle
from pipelines.judge import judge
from pipelines.masking import Mask
from pipelines.record import record
from store import Store, open_store

STORIES = 1_000
NOW = datetime(2026, 11, 23, tzinfo=UTC)
STEPS = ("masking", "judging and recording")

#: What masking a story may cost, as a multiple of judging and recording it.
LIMIT = 1.2

Times = tuple[float, ...]


def main() -> None:
    """Print what masking takes for a story, and what exports of many take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each story is read")
    parser.add_argument("--stories", type=int, default=STORIES, help="how many are exported")
    options = parser.parse_args()
    stories = partnerships()
    long = [lengthened(story) for story in stories]
    slow = _report("corpus stories", stories, options.rounds)
    slow |= _report(f"{STORY_LENGTH} characters", long, options.rounds)
    if options.stories:
        with tempfile.TemporaryDirectory() as name:
            _export(Path(name), options.stories)
    sys.exit(slow)


def _report(name: str, articles: Sequence[Article], rounds: int) -> bool:
    """Print the times of stories; return whether masking takes too long beside reading."""
    rows = [_times(article) for article in articles]
    for _ in range(rounds - 1):
        rows = [_shorter(row, _times(one)) for row, one in zip(rows, articles, strict=True)]
    length = median(len(article.text) for article in articles)
    print(f"{name}: {len(articles)}, {length:.0f} characters at the median; milliseconds a story")
    columns = list(zip(*rows, strict=True))
    for step, values in zip(STEPS, columns, strict=True):
        high = quantiles(values, n=10)[-1]
        print(
            f"  {step:22} median {median(values):6.2f}   p90 {high:6.2f}   max {max(values):6.2f}"
        )
    return median(columns[0]) > LIMIT * median(columns[1])


def _times(article: Article) -> Times:
    return _took(lambda: _mask(article)), _took(lambda: _read(article))


def _mask(article: Article) -> None:
    mask = Mask(article.title, article.text)
    mask(article.title)
    mask(article.text)


def _read(article: Article) -> None:
    judge(article)
    record(article, FETCHED_AT)


def _took(work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that work takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e3


def _shorter(left: Times, right: Times) -> Times:
    return tuple(map(min, left, right))


def _export(directory: Path, count: int) -> None:
    """Print what exports of ``count`` made-up stories take."""
    fill(address_in(directory), count)
    settings = load(None, {"data": directory}).settings
    with open_store(settings.store_url, directory) as store:
        agreements = sum(map(len, parts_of(store)))
        print(f"exports of {count} made-up stories, {agreements} agreements; seconds")
        for what in ("learning the masks", "with what was learnt"):
            print(f"  CSV, {what:21} {_took(lambda: _csv(store)) / 1e3:6.1f}")
        took = _took(lambda: _bundle(store, settings, directory / "b")) / 1e3
        print(f"  bundle, with what was learnt {took:4.1f}")


def _csv(store: Store) -> None:
    told = (register_to_leave(store, part) for part in parts_of(store))
    for _ in csv_parts(told, date(2026, 11, 23), frozenset()):
        pass


def _bundle(store: Store, settings: Settings, target: Path) -> None:
    asked = Asked(query=None, first=None, last=None, sample=None, seed=0)
    make_bundle(Origin(store, settings, "", ""), asked, None, target, NOW)


if __name__ == "__main__":
    main()
