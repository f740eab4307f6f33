"""Our own files for browsers: the style sheet, scripts, the icon."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from fastapi import APIRouter, HTTPException, Response

router = APIRouter()

_DIRECTORY = Path(__file__).parent.parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
#: An address names the content, so what it leads to never changes.
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


class _Asset(NamedTuple):
    content: bytes
    media_type: str
    version: str


def address(name: str) -> str:
    """Return the address of a file of ``web/static``, which names its content too."""
    return f"/static/{_assets()[name].version}/{name}"


@router.get("/static/{version}/{name}")
def asset(version: str, name: str) -> Response:
    """Answer with one of our files; one of another version is for the page that was open before."""
    found = _assets().get(name)
    if found is None:
        raise HTTPException(404, f"there is no file {name}")
    headers = _FOREVER if version == found.version else {}
    return Response(found.content, media_type=found.media_type, headers=headers)


@cache
def _assets() -> dict[str, _Asset]:
    return {
        path.name: _read(path) for path in sorted(_DIRECTORY.iterdir()) if path.suffix in _TYPES
    }


def _read(path: Path) -> _Asset:
    content = path.read_bytes()
    return _Asset(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:12])
