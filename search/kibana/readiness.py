"""Whether a Kibana can take Pantau's objects: that it is one, ready, and new enough."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from search.kibana.connection import DEFAULT_SPACE, Connection

#: The oldest Kibana that takes the objects.
OLDEST = (8, 19)


def ready(kibana: Connection) -> str:
    """Return the version of a Kibana that can take the objects.

    Raises:
        SearchError: when it cannot.
    """
    content = kibana.get("/api/status").content
    overall = _part(_part(content, "status"), "overall")
    version = _part(content, "version").get("number")
    if not overall and version is None:
        kibana.fail("does not answer as Kibana does: check search.kibana.url")
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


def no_space(kibana: Connection) -> NoReturn:
    """Raise ``SearchError``: Kibana has no such space."""
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
        no_space(kibana)
