"""Lucene's query syntax: luqum's parser, with errors that name their column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from luqum import parser
from luqum.exceptions import ParseError
from luqum.thread import parse
from luqum.tree import BaseOperation, Item, OrOperation

from model.exceptions import QueryError

#: Characters; far more than a person types, and little enough to parse at once.
LONGEST_QUERY = 4000
#: A boost beyond this says no more than this.
GREATEST_BOOST = 1000

_QUOTES = str.maketrans("“”„‟", '""""')
_POSITION = re.compile(r"at position (\d+)!?$")
#: After one of these, or at the beginning, an operator has nothing on its left.
_OPENING = {"AND_OP", "OR_OP", "NOT", "LPAREN", "PLUS", "MINUS", "COLUMN"}
#: Before one of these, or at the end, it has nothing on its right.
_CLOSING = {"AND_OP", "OR_OP", "RPAREN"}


def parsed(query: str) -> Item:
    """Return luqum's tree of ``query``; its positions count characters from 0.

    Raises:
        QueryError: naming the column, counted from 1, where the query is wrong.
    """
    if len(query) > LONGEST_QUERY:
        problem = f"the query is longer than {LONGEST_QUERY} characters"
        raise QueryError(problem, query=query, column=LONGEST_QUERY + 1)
    if not query.strip():
        raise QueryError("the query is empty", query=query, column=1)
    plain = _plain(query)
    _check_brackets(plain, query)
    try:
        return parse(plain)
    except ParseError as error:
        _syntax_error(query, str(error))


def alternatives(item: Item) -> list[list[Item]]:
    """Return the parts of ``item`` that OR joins, each a list of what AND joins.

    Groups and fields are left whole. luqum lets words without an operator bind looser than OR; to
    us they are joined by AND, which binds tighter. So its operations are laid flat in the order
    written, and cut at OR.
    """
    found: list[list[Item]] = [[]]
    stack: list[Item | None] = [item]
    while stack:
        part = stack.pop()
        if part is None:
            found.append([])
        elif isinstance(part, BaseOperation):
            for place, operand in enumerate(reversed(part.operands)):
                if place and isinstance(part, OrOperation):
                    stack.append(None)
                stack.append(operand)
        else:
            found[-1].append(part)
    return found


def _plain(query: str) -> str:
    """Put what luqum takes for words into signs that it knows, each character in its place.

    Those are curly quotes, ``||``, ``&&`` (as AND needs no sign) and ``!``; and a dash between
    spaces, as headlines have it, excludes nothing.
    """
    straight = query.translate(_QUOTES)
    plain = list(straight)
    found = list(_tokens(straight, query))
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        start, end = token.lexpos, token.lexpos + 2
        sign = query[start:end]
        if token.type == "TERM" and str(token.value) in {"&&", "||"}:
            _check_operator(before, token, after, query)
            plain[start:end] = "  " if sign == "&&" else "OR"
        elif token.type == "TERM" and len(sign.strip()) > 1 and sign.startswith("!"):
            plain[start] = "-"
        elif token.type in {"PLUS", "MINUS"} and not sign[1:].strip():
            plain[start] = " "
        elif token.type in {"APPROX", "BOOST"}:
            _check_number(before, token, query)
    return "".join(plain)


def _tokens(text: str, query: str) -> Iterator[Any]:
    lexer = parser.lexer.clone()
    lexer.input(text)
    try:
        yield from lexer
    except ParseError as error:
        _syntax_error(query, str(error))


def _check_operator(before: Any, token: Any, after: Any, query: str) -> None:
    lonely = before is None or before.type in _OPENING or after is None or after.type in _CLOSING
    if lonely:
        problem = f"'{token.value}' must stand between two things"
        raise QueryError(problem, query=query, column=token.lexpos + 1)


def _check_number(before: Any, token: Any, query: str) -> None:
    written = token.value.value
    if written is None:
        return
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal(-1)
    whole = token.type == "APPROX" and before is not None and before.type == "PHRASE"
    if not 0 <= number <= GREATEST_BOOST or (whole and not written.isdigit()):
        sort = "whole number" if whole else "number"
        problem = f"{written} is no {sort} from 0 to {GREATEST_BOOST}"
        raise QueryError(problem, query=query, column=token.lexpos + 2)


def _check_brackets(plain: str, query: str) -> None:
    """Find the bracket that is never closed, or closes nothing, which luqum does not name."""
    opened: list[Any] = []
    for token in _tokens(plain, query):
        if token.type in {"LPAREN", "LBRACKET"}:
            opened.append(token)
        elif token.type in {"RPAREN", "RBRACKET"} and not _pairs(opened, token):
            problem = f"'{token.value}' closes nothing"
            raise QueryError(problem, query=query, column=token.lexpos + 1)
    if opened:
        problem = f"'{opened[-1].value}' is never closed"
        raise QueryError(problem, query=query, column=opened[-1].lexpos + 1)


def _pairs(opened: list[Any], closing: Any) -> bool:
    return bool(opened) and opened.pop().type == closing.type.replace("R", "L", 1)


def _syntax_error(query: str, message: str) -> NoReturn:
    found = _POSITION.search(message)
    place = int(found.group(1)) if found else len(query)
    raise QueryError(_problem(query, place), query=query, column=place + 1)


def _problem(query: str, place: int) -> str:
    if place >= len(query):
        return "something is missing at the end"
    if query[place] in '"“”„‟/':
        return f"{query[place]} is never closed"
    wrong = re.match(r"\w+|.", query[place:], re.DOTALL)
    return f"'{wrong.group() if wrong else ''}' cannot stand here"
