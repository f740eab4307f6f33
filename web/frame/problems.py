"""What went wrong, told in one shape: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from model.exceptions import (
    ConflictError,
    CursorError,
    InputError,
    NotFoundError,
    PantauError,
    QueryError,
    SearchError,
    StoreError,
)
from web.pages.errors import error_page

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
API = "/api/"
#: Errors by what of HTTP they are; the first that fits counts.
_STATUS: tuple[tuple[type[PantauError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (InputError, HTTPStatus.BAD_REQUEST),
    (CursorError, HTTPStatus.BAD_REQUEST),
    (ConflictError, HTTPStatus.CONFLICT),
    (SearchError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (PantauError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


class Fault(BaseModel):
    """One fault of a request: ``where`` it stands ("query.limit"), and what is wrong with it."""

    where: str
    problem: str


class Problem(BaseModel):
    """Why a request was not answered.

    ``title`` names the sort of problem, ``detail`` says what was wrong and what to do.
    ``column`` counts characters of a query from 1 and is null for other problems.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    column: int | None = None
    errors: list[Fault] = []


def problem_of(status: int, detail: str, **more: Any) -> Problem:
    """Name a problem by its HTTP status."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, **more)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Tell of a problem: as JSON below ``/api/`` and to programs, else as a page."""
    if _is_for_people(request):
        response = error_page(request, problem.status, problem.title, problem.detail)
    else:
        response = JSONResponse(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)
    response.headers.update(headers or {})
    return response


def install(app: FastAPI) -> None:
    """Let ``app`` answer every error in this shape."""
    app.add_exception_handler(PantauError, _on_pantau_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_wrong_request)
    app.add_exception_handler(Exception, _on_defect)


def _on_pantau_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PantauError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.warning("%s", error)
    column = error.column if isinstance(error, QueryError) else None
    return answer(request, problem_of(status, str(error), column=column))


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.UNAUTHORIZED and _is_for_people(request):
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        target = path if request.method == "GET" else "/"
        return RedirectResponse(f"/login?{urlencode({'next': target})}", 303)
    return answer(request, problem_of(error.status_code, error.detail), dict(error.headers or {}))


def _on_wrong_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(one) for one in error.errors()]
    detail = "; ".join(f"{fault.where}: {fault.problem}" for fault in faults)
    return answer(request, problem_of(422, detail, errors=faults))


def _on_defect(request: Request, error: Exception) -> Response:  # noqa: ARG001
    # The server logs the error with its trace; whoever asked learns nothing of our inside.
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return answer(request, problem_of(status, "Pantau has a defect here; its log says more"))


def _is_for_people(request: Request) -> bool:
    is_page = not request.url.path.startswith(API)
    return is_page and "text/html" in request.headers.get("accept", "")


def _fault(error: dict[str, Any]) -> Fault:
    place: Sequence[object] = error["loc"]
    return Fault(where=".".join(map(str, place)), problem=error["msg"])
