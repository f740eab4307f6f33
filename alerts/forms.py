"""Queries made of a form's fields."""

from __future__ import annotations

import re

from model.alerts import Form, Wanted

#: What finds everything.
EVERYTHING = "*"

_FIELDS = {"unit": "unit", "province": "province", "partner": "party", "kind": "kind"}
_SPECIAL = re.compile(r'(["\\])')
_WORD = re.compile(r"[^\W_]+")
_OPERATORS = {"AND", "OR", "NOT", "TO"}


def query_of(form: Form) -> str:
    """Return the query that a form means: any value of a field, and all of the fields."""
    parts = [
        _any_of(getattr(form, field), name)
        for field, name in _FIELDS.items()
        if getattr(form, field)
    ]
    if form.keyword:
        parts.append(_any_of(form.keyword, None))
    return " ".join(parts) or EVERYTHING


def asked_by(wanted: Wanted) -> str:
    """Return the query of a subscription."""
    return wanted.query if wanted.query is not None else EVERYTHING


def _any_of(values: tuple[str, ...], field: str | None) -> str:
    written = [_quoted(value, field) for value in values]
    joined = written[0] if len(written) == 1 else f"({' OR '.join(written)})"
    return f"{field}:{joined}" if field else joined


def _quoted(value: str, field: str | None) -> str:
    """Write a value as it is sought: keywords in any form, names as they are written."""
    text = value.strip()
    is_word = _WORD.fullmatch(text) is not None and text.upper() not in _OPERATORS
    if is_word:
        return text
    if field is None and all(map(_WORD.fullmatch, text.split())):
        return (
            "(" + " ".join(w.lower() if w.upper() in _OPERATORS else w for w in text.split()) + ")"
        )
    escaped = _SPECIAL.sub(r"\\\1", text)
    return f'"{escaped}"'
