"""Every saved page reads as the article saved beside it, or is refused for the reason there."""

from __future__ import annotations

import pytest

from model.exceptions import PageError
from pipelines.read import read
from tests.pages.cases import Case, Refusal, cases, refusals

CASES = list(cases())
REFUSALS = list(refusals())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_page_reads_as_saved(case: Case) -> None:
    found = read(case.page).model_dump(mode="json")
    differing = {name for name, value in found.items() if value != case.article[name]}
    # A field that is read rightly by now is no miss any more.
    assert differing == case.misses


@pytest.mark.parametrize("case", REFUSALS, ids=[case.name for case in REFUSALS])
def test_page_without_an_article_is_refused(case: Refusal) -> None:
    with pytest.raises(PageError) as refused:
        read(case.page)
    assert refused.value.reason == case.reason


def test_pages_show_many_markups() -> None:
    assert len({case.name.partition("/")[0] for case in CASES}) >= 95
    assert len(CASES) >= 140
    assert len(REFUSALS) >= 20
