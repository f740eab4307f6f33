"""What people read when something went wrong."""

from __future__ import annotations

from html import escape

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{detail}</p></main></body></html>
"""


def error_page(request: Request, status: int, title: str, detail: str) -> Response:  # noqa: ARG001
    """Tell people what went wrong (``detail``), under the name of the sort of problem."""
    return HTMLResponse(_PAGE.format(title=escape(title), detail=escape(detail)), status)
