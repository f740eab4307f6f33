"""What a page asks of robots is noted, and obeyed."""

from __future__ import annotations

import pytest

from pipelines.read.robots import forbids_copies


@pytest.mark.parametrize(
    ("meta", "headers", "forbids"),
    [
        (["noindex, noarchive"], (), True),
        (["NOARCHIVE"], (), True),
        (["index, follow, max-snippet:-1, max-image-preview:large"], (), False),
        (["max-snippet:0"], (), True),
        (["nosnippet"], (), True),
        ([], (("X-Robots-Tag", "noarchive"),), True),
        ([], (("x-robots-tag", "googlebot: noarchive"),), False),
        ([], (("X-Robots-Tag", "pantau: noarchive"),), True),
        ([], (("X-Robots-Tag", "max-snippet: 0"),), True),
        (["noarchivebot"], (), False),
    ],
)
def test_pages_that_ask_for_no_copy(
    meta: list[str], headers: tuple[tuple[str, str], ...], forbids: bool
) -> None:
    assert forbids_copies(meta, headers) is forbids
