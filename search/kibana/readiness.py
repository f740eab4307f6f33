"""Whether a Kibana can take Pantau's objects: that it is one, ready, and new enough."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from search.kibana.connection import DEFAULT_SPACE, Connection

#: The oldest Kibana that takes the objects.
OLDEST = (8, 19)

_STRANGE = "does not answer as Kibana does: check search.kibana.url"


def ready(kibana: Connection) -> str | None:
    """Return the version of a Kibana that can take the objects, null where it is not told.

    Raises:
        SearchError: when it cannot.
    """
    answer = kibana.get("/api/status")
    if answer.status == 404:
        # A gateway may let only some of the API through.
        return None
    content = answer.content
    overall = _part(_part(content, "status"), "overall")
    version = _part(content, "version").get("number")
    if not overall and version is None:
        kibana.fail(_STRANGE)
    if overall.get("level") in {"unavailable", "critical"}:
        kibana.fail("is not ready yet: try again in a minute")
    if version is None:
        # Without a login Kibana says that it is there and nothing else.
        kibana.fail(
            "does not tell its version to strangers: "
            "set search.kibana.api_key or search.kibana.basic_auth"
        )
    _check_version(kibana, str(version))
    _check_space(kibana)
    return str(version)


def not_there(kibana: Connection) -> NoReturn:
    """Raise ``SearchError``: Kibana has no such space, or this is no Kibana."""
    if kibana.space == DEFAULT_SPACE:
        kibana.fail(_STRANGE)
    kibana.fail("is not there for this user: make the space in Kibana, or give another --space")


def _part(content: Any, name: str) -> dict[str, Any]:
    part = content.get(name) if isinstance(content, dict) else None
    return part if isinstance(part, dict) else {}


def _check_version(kibana: Connection, version: str) -> None:
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None or tuple(map(int, numbers.groups())) < OLDEST:
        kibana.fail(f"is version {version}: at least {OLDEST[0]}.{OLDEST[1]} is needed")


def _check_space(kibana: Connection) -> None:
    """Kibana itself takes objects for a space that is not there, and never shows them."""
    if kibana.space == DEFAULT_SPACE:
        return
    spaces = kibana.get("/api/spaces/space").content
    # Spaces can be switched off; then the request itself says what Kibana makes of it.
    if isinstance(spaces, list) and kibana.space not in {space.get("id") for space in spaces}:
        not_there(kibana)
