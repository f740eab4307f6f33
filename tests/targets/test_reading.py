"""What targets publish is read as it was written, so that a crawl is measured by what it finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from model.records import Label, Page
from pipelines.chain import process
from tests.targets import kinds
from tests.targets.conftest import Run

pytestmark = pytest.mark.slow

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", kinds.NAMES)
def test_stories_looked_for_are_read_and_kept(name: str, run_target: Run) -> None:
    target = run_target(name, 160)
    assert len(target.wanted) >= 2
    for address, post in target.wanted.items():
        reading = process(fetch(address))
        assert reading.article is not None, (address, reading.error)
        assert reading.article.title == post.title
        assert reading.article.published is not None, address
        # Some sites print no seconds.
        assert abs(reading.article.published - post.published) < timedelta(minutes=1), address
        assert reading.judgement is not None
        assert reading.judgement.label is Label.PARTNERSHIP, address


def fetch(address: str) -> Page:
    status, kind, body = ask(address)
    assert status == 200, address
    return Page(url=address, body=body, content_type=kind, fetched_at=NOW)


def ask(address: str) -> tuple[int, str, bytes]:
    """Ask this machine for ``address``, whatever its name resolves to."""
    parts = urlsplit(address)
    connection = HTTPConnection("127.0.0.1", parts.port, timeout=30)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Host": parts.netloc})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read()
    finally:
        connection.close()
