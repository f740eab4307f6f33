"""The API as OpenAPI tells it: its errors in the one shape that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from web.frame.problems import MEDIA_TYPE, Problem

_SCHEMAS = "#/components/schemas/"
_PROBLEM = {
    "description": "The request was not answered",
    "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}},
}
_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "a token of `pantau users token`; on this machine alone, nothing is needed",
}


def install(app: FastAPI) -> None:
    """Let ``app`` describe itself so."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _description(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    components = told.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _, problem = models_json_schema([(Problem, "serialization")], ref_template=_SCHEMAS + "{model}")
    schemas.update(problem["$defs"])
    components["securitySchemes"] = {"token": _BEARER}
    told["security"] = [{}, {"token": []}]
    for operation in _operations(told):
        operation["responses"].pop("422", None)
        operation["responses"]["default"] = _PROBLEM
    return told


def _operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in told.get("paths", {}).values():
        yield from methods.values()
