"""What the archive costs: bytes a page, time to save one with it and without, to read it again.

Run as ``python -m benchmarks.archiving``; ``--pages DIR`` takes other saved pages (``.html``,
``.html.gz``) than those of the tests. Each is saved as a kept story, whatever it tells.
"""

from __future__ import annotations

import argparse
import gzip
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from model.records import Article, Judgement, Label, Page, Reading
from pantau.rereading import reread
from pipelines.workers import Workers
from store import PageState, Store, open_store

SAVED = Path(__file__).resolve().parent.parent / "tests" / "pages"
FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"))
PAGES = 400


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=SAVED, help="directory of saved pages")
    parser.add_argument("--count", type=int, default=PAGES, help="how many pages are saved")
    options = parser.parse_args()
    bodies = [_content(file) for file in sorted(options.pages.rglob("*.html*"))]
    pages = [_page(number, bodies[number % len(bodies)]) for number in range(options.count)]
    with TemporaryDirectory() as name:
        directory = Path(name)
        _report(directory, [page for page in pages if page.body])


def _report(directory: Path, pages: list[Page]) -> None:
    with (
        open_store(f"sqlite:///{directory / 'other.db'}", directory / "other") as other,
        open_store(f"sqlite:///{directory / 'pantau.db'}", directory) as store,
    ):
        without, archived = [], []
        # They take turns, so that a slow moment of the machine hits both.
        for number, page in enumerate(pages):
            without.append(_milliseconds(other, page, number, archives=False))
            archived.append(_milliseconds(store, page, number, archives=True))
        size = store.archive.size()
        came = sum(len(page.body) for page in pages)
        print(
            f"{size.pages} pages of {came / size.pages / 1000:.1f} kB on average:"
            f" {size.bytes / size.pages / 1000:.1f} kB a page in the archive\n"
            f"saved in {median(without):.1f} ms of processor time, archived too in"
            f" {median(archived):.1f} ms (median)"
        )
        _reread(store)


def _reread(store: Store) -> None:
    captures = store.archive.captures()
    start = time.perf_counter()
    for capture in captures:
        store.archive.page(capture)
    taken = (time.perf_counter() - start) / len(captures) * 1000
    with Workers() as workers:
        list(reread(store, captures[:20], workers))
        start = time.perf_counter()
        count = sum(1 for _ in reread(store, captures, workers))
        seconds = time.perf_counter() - start
        print(
            f"taken out of the archive in {taken:.2f} ms; read again: {count / seconds:.0f} pages"
            f" a second with {workers.count} workers"
        )


def _milliseconds(store: Store, page: Page, number: int, *, archives: bool) -> float:
    """Save a page; return the processor time that takes."""
    body = page.body.encode() if isinstance(page.body, str) else page.body
    state = PageState(
        url=page.url,
        site="bench.example",
        fetched_at=FETCHED_AT,
        outcome=str(Label.CANDIDATE),
        body_hash=sha256(body).hexdigest(),
    )
    reading = _reading(page.url, number)
    start = time.process_time()
    store.save(reading, state, page if archives else None)
    return (time.process_time() - start) * 1000


def _reading(url: str, number: int) -> Reading:
    text = " ".join(f"kata{number}x{place}" for place in range(400))
    return Reading(
        url=url,
        article=Article(title=f"Berita {number}", text=text, language="id"),
        judgement=Judgement(label=Label.CANDIDATE, probability=0.5),
    )


def _page(number: int, body: bytes) -> Page:
    return Page(
        url=f"https://bench.example/berita/{number}",
        body=body,
        content_type="text/html; charset=utf-8",
        fetched_at=FETCHED_AT,
        status=200,
        headers=HEADERS,
    )


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


if __name__ == "__main__":
    main()
