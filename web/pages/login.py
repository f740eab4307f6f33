"""The page on which people log in."""

from __future__ import annotations

from html import escape

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from web.access.csrf import FIELD, csrf_token

_PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Masuk · Pantau</title></head>
<body><main><h1>Masuk</h1>{problem}
<form method="post" action="/login">
<input type="hidden" name="{field}" value="{token}">
<input type="hidden" name="next" value="{target}">
<p><label>Nama <input name="name" autocomplete="username" required></label></p>
<p><label>Kata sandi
<input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Masuk</button></p>
</form></main></body></html>
"""


def login_page(request: Request, target: str, problem: str | None, status: int) -> Response:
    """Ask for name and password; ``problem`` says why those that were given did not do.

    ``target`` is where to go afterwards.
    """
    told = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    page = _PAGE.format(problem=told, field=FIELD, token=csrf_token(request), target=escape(target))
    return HTMLResponse(page, status)
