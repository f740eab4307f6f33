"""Every saved page reads as the article saved beside it."""

from __future__ import annotations

import pytest

from pipelines.read import read
from tests.pages.cases import Case, cases

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_page_reads_as_saved(case: Case) -> None:
    assert read(case.page).model_dump(mode="json") == case.article


def test_pages_show_seven_markups_at_least() -> None:
    assert len({case.name.partition("/")[0] for case in CASES}) >= 7
    assert len(CASES) >= 14
