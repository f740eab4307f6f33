"""Fit the model of lines on the golden pages anew: ``python -m tests.pages.fit_lines``.

Every line of the pages as they are sent is one example: the story's, or chrome. ``--without N``
saves nothing: it leaves the sites of each of N parts out in turn and counts what would be dropped.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pipelines.read
from pantau.fitting import fit
from pipelines.read.charset import decode
from pipelines.read.line_model import LEAST, MODEL_FILE, LineModel, is_label, name_of
from pipelines.read.line_signs import LETTERS, around, signs_of
from pipelines.read.loose_text import wrap_loose_text
from pipelines.read.prose import prose_of, unfold_tables
from pipelines.read.shown_lines import shown_lines
from pipelines.read.tree import Element, drop, parse
from tests.pages.cases import Case, cases

_FILE = Path(pipelines.read.__file__).with_name(MODEL_FILE)
#: A sign that fewer sites show is those sites' own.
_FEWEST_SITES = 5
#: Runs of letters are many and tell the same: each counts for less.
_LETTERS_SHARE = 0.15
_STRENGTH = 1.0
#: A smaller weight changes nothing.
_SLIGHT = 0.004
#: A line of so many letters and digits is a sentence of its own, and one with a dateline longer.
_SURE, _PARAGRAPH = 30, 80
_UNSEEN = ("script", "style", "noscript", "iframe", "select", "svg", "template", "button")


class Example(NamedTuple):
    """A line of a golden page as it is sent, and whether it is the story's."""

    site: str
    text: str
    signs: frozenset[str]
    is_story: bool


def examples_of(case: Case) -> Iterator[Example]:
    """Give the lines of a page, told apart by its golden text."""
    lines = shown_lines(_as_sent(case))
    page = around(lines)
    golden = [name_of(line) for line in case.article["text"].splitlines()]
    for place, line in enumerate(lines):
        # A word of the story in a menu is the menu's.
        is_inside = any(block in page.depths for block in _near(line.block))
        is_story = _is_in(name_of(line.text), golden, is_inside=is_inside)
        signs = frozenset(signs_of(lines, place, page))
        yield Example(case.name.partition("/")[0], line.text, signs, is_story)


def _as_sent(case: Case) -> Element:
    body = case.page.body
    tree = parse(body if isinstance(body, str) else decode(body, case.page.content_type))
    prose = prose_of(tree)
    for element in list(tree.iter(*_UNSEEN)):
        drop(element)
    unfold_tables(tree, prose)
    wrap_loose_text(tree)
    return tree


def _near(block: Element) -> tuple[Element, ...]:
    parent = block.getparent()
    return (block,) if parent is None else (block, parent)


def _is_in(name: str, golden: Sequence[str], *, is_inside: bool) -> bool:
    if len(name) < _SURE:
        return name in golden or (
            is_inside and bool(name) and any(line.startswith(name) for line in golden)
        )
    if name in "".join(golden):
        return True
    # A dateline before it, or a desk's mark behind it.
    return len(name) > _PARAGRAPH and any(len(line) > _SURE and line in name for line in golden)


def fitted(examples: Sequence[Example]) -> LineModel:
    """Fit a model on examples."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.signs:
            sites[sign].add(example.site)
    names = sorted(sign for sign, shown in sites.items() if len(shown) >= _FEWEST_SITES)
    worth = {name: _LETTERS_SHARE if name.startswith(LETTERS) else 1.0 for name in names}
    rows = [{sign: worth[sign] for sign in example.signs if sign in worth} for example in examples]
    found = fit(rows, [example.is_story for example in examples], names, _STRENGTH)
    weights = {name: round(weight * worth[name], 3) for name, weight in found.weights.items()}
    told = {name: weight for name, weight in weights.items() if abs(weight) >= _SLIGHT}
    return LineModel(round(found.intercept, 3), told)


def _leave_out(examples: Sequence[Example], parts: int) -> None:
    counts: Counter[str] = Counter()
    for part in range(parts):
        is_out = [crc32(example.site.encode()) % parts == part for example in examples]
        known = [each for each, out in zip(examples, is_out, strict=True) if not out]
        model = fitted(known)
        for example, out in zip(examples, is_out, strict=True):
            if out and is_label(example.text):
                is_dropped = model.probability(example.signs) < LEAST
                sort = "story" if example.is_story else "chrome"
                counts[sort] += 1
                counts[f"{sort} dropped"] += is_dropped
                if is_dropped and example.is_story:
                    print(f"lost: {example.site}: {example.text}")
    print(dict(counts))


def main() -> None:
    """Fit the model and write it, or measure it on sites that were left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", type=int, metavar="N", help="measure, in N parts of the sites")
    options = parser.parse_args()
    examples = [example for case in cases() for example in examples_of(case)]
    if options.without:
        _leave_out(examples, options.without)
        return
    model = fitted(examples)
    text = json.dumps(model._asdict(), ensure_ascii=False, indent=0, sort_keys=True)
    _FILE.write_text(text + "\n", "utf-8")
    print(f"{len(examples)} lines, {len(model.weights)} weights")


if __name__ == "__main__":
    main()
