"""What queries find, and how a wrong one is answered."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.exceptions import QueryError
from search import matching_ids
from search.embedded import EmbeddedEngine
from search.query import understand
from tests.search.library import library

ALL = {story.id for story, _ in library()}
SPECIAL = {"-": set(), "*": ALL}


def table() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.rsplit(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(query, expected) for query, expected in rows]


@pytest.mark.parametrize(("query", "expected"), table())
def test_a_query_finds_what_a_reader_expects(
    filled: EmbeddedEngine, query: str, expected: str
) -> None:
    if expected == "!":
        with pytest.raises(QueryError):
            matching_ids(filled, query)
        return
    assert matching_ids(filled, query) == SPECIAL.get(expected, set(expected.split()))


def test_the_table_is_long() -> None:
    assert len({query for query, _ in table()}) == len(table()) > 150


@pytest.mark.parametrize(
    ("query", "column", "word"),
    [
        ("", 1, "empty"),
        ("   ", 1, "empty"),
        ("—", 1, "no word"),
        ('"…"', 1, "no word"),
        ("AND lapas", 1, "AND"),
        ("lapas AND", 10, "missing"),
        ("lapas OR OR rutan", 10, "OR"),
        ("&& lapas", 1, "between"),
        ("lapas ||", 7, "between"),
        ("lapas (rutan", 7, "never closed"),
        ("lapas (rutan OR (bapas)", 7, "never closed"),
        ("lapas) rutan", 6, "closes nothing"),
        ("published:[2026 TO 2027)", 24, "closes nothing"),
        ('unit:"lapas', 6, "never closed"),
        ("unit:“lapas", 6, "never closed"),
        ("lapas satker:x", 7, "satker"),
        ("lapas  (a OR satker:x)", 14, "satker"),
        ("unit:(a party:b)", 9, "inside"),
        ("unit:", 6, "missing"),
        ("published:kemarin", 11, "no date"),
        ("published:2026-02-30", 11, "no date"),
        ("published:22-01-2026", 11, "no date"),
        ("published:[2026-01-01 TO besok]", 26, "no date"),
        ("published:[-2026 TO *]", 12, "no date"),
        ("published:>=x", 13, "no date"),
        ("published:2026*", 11, "date"),
        ("published:2026~", 11, "whole values"),
        ("title:[a TO b]", 7, "only dates"),
        (">=2026", 1, "only dates"),
        ("kind:memo", 6, "nota_kesepahaman"),
        ("label:penting", 7, "candidate"),
        ("lapas~7", 1, "letters"),
        ("lapas~1.2.3", 7, "number"),
        ("lapas^9999", 7, "number"),
        ('"a b"~1.5', 7, "whole number"),
        ("/lap.*/", 1, "regular"),
        ("/lap", 1, "never closed"),
        ("a*a*a*a*a*a*a*a*a*a*a*", 1, "signs"),
        ("(" * 60 + "a" + ")" * 60, 52, "deep"),
        ("NOT " * 60 + "a", 205, "deep"),
        ("a " * 3000, 4001, "longer"),
    ],
)
def test_a_wrong_query_is_told_with_its_column(query: str, column: int, word: str) -> None:
    with pytest.raises(QueryError, match=word) as caught:
        understand(query)
    assert caught.value.column == column
    assert caught.value.query == query


PIECES = st.sampled_from(
    """lapas rutan "lapas perempuan" AND OR NOT TO && || ! - + ( ) [ ] { } " : ~ ~2 ^ ^2 * ? \\ /
    unit: kind: published: >= <= > < 2026-01-01 2026 MoU [2026 kerja sama “ ” é \x00 \ud800 ' ,
    ½""".split()
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=15).map(" ".join) | st.lists(PIECES, max_size=15).map("".join))
@example("a:^")
@example("unit:~")
@example("\\")
@example("[* TO *]")
@example("site:[*")
@example("site:*\\")
def test_any_pieces_are_a_query_or_an_error(filled: EmbeddedEngine, query: str) -> None:
    check(filled, query)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_query_or_an_error(filled: EmbeddedEngine, query: str) -> None:
    check(filled, query)


def check(filled: EmbeddedEngine, query: str) -> None:
    wrong = None
    try:
        assert matching_ids(filled, query) <= ALL
    except QueryError as error:
        wrong = error
    if wrong:
        assert 1 <= wrong.column <= len(query) + 1
        assert wrong.query == query


def test_threads_parse_at_the_same_time() -> None:
    queries = ["lapas (rutan OR bapas)", "unit:x", "published:>=2026", "(", "a b c d e f"]
    expected = [answer(query) for query in queries]
    wrong: list[str] = []

    def work() -> None:
        for _ in range(100):
            wrong.extend(
                query
                for query, right in zip(queries, expected, strict=True)
                if answer(query) != right
            )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def answer(query: str) -> object:
    try:
        return understand(query)
    except QueryError as error:
        return error.column, error.problem
