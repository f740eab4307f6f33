"""Addresses in pages: those of others, which may be hostile, and our own with what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

#: Characters of an address of ours that are never more than a person would write.
_SAFE_PATH = "/-._~"


def outside(url: str | None) -> str | None:
    """Return an address that a link may lead to: http or https alone; null for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def inside(*steps: str, **query: object) -> str:
    """Return the address of a page of ours; what is null or empty is not asked.

    A name that ends in ``_`` is asked without it, as ``from_`` is for ``from``.
    """
    path = "/" + "/".join(quote(step, safe=_SAFE_PATH) for step in steps)
    return with_query(path, {name.rstrip("_"): value for name, value in query.items()})


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Return ``path`` with what is asked, each name once, nothing that is null or empty."""
    asked = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(asked)}" if asked else path


def own_path(target: str | None, otherwise: str) -> str:
    """Return where to go after a form: a page of ours, never an address of others."""
    is_own = target is not None and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_own and target is not None and target.isprintable() else otherwise
