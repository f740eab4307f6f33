"""Corrections are told from what only sounds like one, and name what they correct."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import JAKARTA, Article, Correction, CorrectionKind
from pipelines.stories.corrections import correction_of, with_links

CASES = yaml.safe_load(Path(__file__).with_name("corrections.yaml").read_text(encoding="utf-8"))
URL = "https://kabar.example/2026/baru"


def article(case: dict[str, Any]) -> Article:
    published = datetime.combine(case["published"], time(9), JAKARTA)
    return Article(
        title=case["title"], text=case["text"].strip(), published=published, language="id"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_labelled_articles(case: dict[str, Any]) -> None:
    found = correction_of(article(case), URL)
    if case["kind"] is None:
        assert found is None
        return
    assert found is not None
    assert found.kind == case["kind"]
    if found.is_of_another:
        assert found.title == case.get("quoted")
        assert found.published == case.get("day")
        assert found.urls == ((case["url"],) if "url" in case else ())
    assert found.evidence in f"{case['title']}\n{case['text']}"


def test_links_to_other_pages_of_the_site_are_named() -> None:
    told = article(CASES[1])
    found = with_links(
        Correction(kind=CorrectionKind.RALAT, evidence="Ralat"),
        [
            "https://www.kabar.example/lama?utm_source=x",
            "http://m.kabar.example/lama",
            "https://lain.example/lama",
            URL + "/",
            "https://kabar.example/kedua",
        ],
        told,
        URL,
    )
    assert [url.rpartition("/")[2] for url in found.urls] == ["lama", "kedua"]


PIECES = sorted({word for case in CASES for word in (case["title"], *case["text"].split("\n"))})


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=40) | st.sampled_from(PIECES),
    st.lists(st.text(max_size=60) | st.sampled_from(PIECES), max_size=6),
)
def test_what_is_found_stands_in_the_article(title: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    found = correction_of(Article(title=title, text=text, language="id"), URL)
    if found is not None:
        assert found.evidence in f"{title}\n{text}"
        assert found.title is None or found.title in f"{title}\n{text}"
        assert found.is_of_another or not (found.urls or found.title or found.published)
