"""What reading a page costs: Trafilatura alone, ``read`` and the byte scan, in one run.

``python -m benchmarks.reading`` measures the saved pages of the tests; ``--pages DIR`` others
(``.html``, ``.html.gz``). A time is the processor's, the best of several rounds, so that other work
on the machine does not count.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

from trafilatura import bare_extraction

from model.exceptions import PageError
from model.records import Page
from pipelines.read import read
from pipelines.text.prison_words import mentions_prison

SAVED = Path(__file__).resolve().parent.parent / "tests" / "pages"
FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)
#: What reading may cost, as a multiple of Trafilatura's own time, and the scan, as a share of it.
READ_LIMIT = 1.6
SCAN_LIMIT = 0.01
ROUNDS = 7
#: Smaller saved pages, in bytes, tell nothing of real ones, which have ten times as much.
SMALLEST = 5_000

Bodies = list[bytes]
Times = dict[str, list[float]]


def main() -> int:
    """Measure, print a table, and return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=SAVED, help="directory of saved pages")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is read")
    options = parser.parse_args()
    contents = (_content(file) for file in _files(options.pages))
    bodies = [body for body in contents if len(body) >= SMALLEST]
    if not bodies:
        parser.error(f"no .html or .html.gz file of {SMALLEST} bytes in {options.pages}")
    return _report(bodies, measure(bodies, options.rounds))


def measure(bodies: Bodies, rounds: int) -> Times:
    """Give each step's milliseconds for each page.

    The steps take turns on a page, so that a slow moment of the machine hits all alike.
    """
    times: Times = {name: [] for name in STEPS}
    for body in bodies:
        best = dict.fromkeys(STEPS, float("inf"))
        for _ in range(rounds):
            for name, step in STEPS.items():
                start = time.process_time()
                step(body)
                best[name] = min(best[name], (time.process_time() - start) * 1e3)
        for name, value in best.items():
            times[name].append(value)
    return times


def _report(bodies: Bodies, times: Times) -> int:
    size = mean(map(len, bodies)) / 1e3
    print(f"{len(bodies)} pages, {size:.0f} kB on average; milliseconds a page")
    for name, values in times.items():
        print(f"  {name:30} median {median(values):8.3f}   mean {mean(values):8.3f}")
    own = times["trafilatura"]
    read_ratio = sum(times["read"]) / sum(own)
    scan_ratio = sum(times["byte scan"]) / sum(own)
    print(f"  read / trafilatura {read_ratio:.2f} (at most {READ_LIMIT})")
    print(f"  byte scan / trafilatura {scan_ratio:.2%} (at most {SCAN_LIMIT:.0%})")
    return int(read_ratio > READ_LIMIT or scan_ratio > SCAN_LIMIT)


def _read(body: bytes) -> None:
    try:
        read(Page(url="https://kabar.id/berita/1/", body=body, fetched_at=FETCHED_AT))
    except PageError:
        return


def _trafilatura(body: bytes) -> None:
    bare_extraction(body)


def _with_metadata(body: bytes) -> None:
    bare_extraction(body, with_metadata=True)


STEPS: dict[str, Callable[[bytes], object]] = {
    "trafilatura": _trafilatura,
    "trafilatura with metadata": _with_metadata,
    "read": _read,
    "byte scan": mentions_prison,
}


def _files(directory: Path) -> Iterable[Path]:
    return sorted([*directory.rglob("*.html"), *directory.rglob("*.html.gz")])


def _content(file: Path) -> bytes:
    body = file.read_bytes()
    return gzip.decompress(body) if file.suffix == ".gz" else body


if __name__ == "__main__":
    raise SystemExit(main())
