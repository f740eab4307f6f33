"""Real texts and pages beside the checkout, read as they are; skipped where they are not there."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from html import escape
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import yaml

from pipelines.read import read
from tests.read.pages import page

#: Mean 4-token shingle F1 on the saved pages; plain Trafilatura reaches .83, readability .88.
FLOOR = 0.955
Shingles = Counter[tuple[str, ...]]

WRAPPINGS = {
    "paragraphs": (
        '<article class="post"><h1>{title}</h1><div class="entry-content">{ps}</div></article>'
    ),
    "breaks": (
        "<div class='post'><h3 class='post-title'>{title}</h3>"
        "<div class='post-body'>{brs}</div></div>"
    ),
    "cells": (
        "<table><tr><td><a href='/'>Depan</a></td></tr><tr><td><h1>{title}"
        "</h1>{ps}</td></tr></table>"
    ),
    "blocks": "<div class='a1'><h1>{title}</h1><div class='b2'>{divs}</div></div>",
}
AROUND = """<html><head><title>{title} - Kabar</title></head><body class="single"><nav><a
href="/">Beranda</a>
<a href="/hukum/">Hukum</a></nav>{story}<div class="related"><h3>Berita Terkait</h3><ul>
<li><a href="/1/">Nelayan Labuan Keluhkan Harga Solar</a></li></ul></div><footer>©
Kabar</footer></body></html>"""


def seeds(shared: Path) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (shared / "seeds" / "gold.yaml").read_text("utf-8")
    )
    return loaded


def wrapped(lines: list[str], wrapping: str) -> str:
    title = "Kerja Sama Pemasyarakatan di Daerah Diperkuat"
    safe = [escape(line, quote=False) for line in lines]
    story = WRAPPINGS[wrapping].format(
        title=title,
        ps="".join(f"<p>{line}</p>" for line in safe),
        brs="<br><br>".join(safe),
        divs="".join(f"<div>{line}</div>" for line in safe),
    )
    return AROUND.format(title=title, story=story)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("wrapping", [None, *WRAPPINGS])
def test_seed_without_house_style(shared: Path, number: int, wrapping: str | None) -> None:
    name = f"story-{number:03}.txt"
    gold = seeds(shared)[name]
    text = (shared / "seeds" / name).read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = text if wrapping is None else wrapped(lines, wrapping)
    url = f"https://{gold['outlet'] or 'kabar.id'}/kerja-sama/"
    found = read(page(body, url=url, plain=wrapping is None))
    assert found.language == "id"
    for chrome in [*gold["not_in_text"], "Berita Terkait", "Nelayan", "©"]:
        assert chrome not in found.text
    kept = sum(line in found.text for line in lines)
    touched = len(gold["not_in_text"]) + 1
    assert kept >= len(lines) - touched
    assert found.text[:1].isupper()


def shingles(text: str) -> Shingles:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[place : place + 4]) for place in range(max(len(words) - 3, 0)))


def f1(found: Shingles, gold: Shingles) -> float:
    return 2 * (found & gold).total() / max(found.total() + gold.total(), 1)


@pytest.mark.slow
def test_real_pages_score(shared: Path) -> None:
    directory = shared / "real" / "pages"
    scores = []
    for line in (directory / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        body = gzip.decompress((directory / f"{gold['id']}.html.gz").read_bytes())
        found = read(page(body, url=gold["url"] or "https://kabar.id/berita/1/"))
        scores.append(f1(shingles(found.text), shingles(gold["text"])))
    assert mean(scores) >= FLOOR
