"""Pages from where a user points: the web and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desk.adding import fetched
from model.config import Settings
from model.records import Page, Reading
from pantau.options import now


def from_file(path: Path) -> Page | Reading:
    """Read an HTML file, or a ``.txt`` file of article text."""
    try:
        body = path.read_bytes()
    except OSError as error:
        return Reading(url=str(path), error=f"not_read: {error.strerror or error}")
    plain = path.suffix.lower() == ".txt"
    return Page(url=path.resolve().as_uri(), body=body, plain=plain, fetched_at=now())


def from_anywhere(settings: Settings, sources: Sequence[str]) -> Iterator[Page | Reading]:
    """Pages of web addresses and files, in the order given."""
    addresses = [source for source in sources if source.startswith(("http://", "https://"))]
    from_web = fetched(settings, addresses) if addresses else iter(())
    for source in sources:
        yield next(from_web) if source in addresses else from_file(Path(source))
