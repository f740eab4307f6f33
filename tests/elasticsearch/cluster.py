"""The clusters that tests share: nodes of the test run, or the user's own.

``PANTAU_TEST_ELASTICSEARCH_URL`` names a cluster that runs elsewhere; a user and password may be
in it, or ``PANTAU_TEST_ELASTICSEARCH_API_KEY`` beside it, and the file of its authority's
certificate in ``PANTAU_TEST_ELASTICSEARCH_CA_CERTS``. Tests that kill a node are left out then.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import elasticsearch
from elasticsearch import Elasticsearch
from filelock import FileLock

from search.elasticsearch.templates import components, templates
from tests.elasticsearch.home import VERSIONS
from tests.elasticsearch.node import Node, answers

FAMILY = "PANTAU_TEST_ELASTICSEARCH"
VARIABLE = f"{FAMILY}_URL"
#: The servers that the installed client speaks to: those of its own line, and newer ones.
SPOKEN_TO = tuple(
    version for version in VERSIONS if int(version.split(".")[0]) >= elasticsearch.__version__[0]
)
#: Nodes that this process started for the whole run, which end with the run.
_started: list[Node] = []


def external() -> str | None:
    """Return the address of the user's cluster, without user and password, where one is named."""
    address = os.environ.get(VARIABLE)
    if not address:
        return None
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")


def section(url: str) -> dict[str, Any]:
    """Return what ``search.elasticsearch`` of a configuration says to reach a cluster of tests."""
    if url != external():
        return {"hosts": [url]}
    parts = urlsplit(os.environ[VARIABLE])
    access = {
        "basic_auth": parts.username
        and f"{unquote(parts.username)}:{unquote(parts.password or '')}",
        "api_key": os.environ.get(f"{FAMILY}_API_KEY"),
        "ca_certs": os.environ.get(f"{FAMILY}_CA_CERTS"),
    }
    return {"hosts": [url]} | {key: value for key, value in access.items() if value}


def connect(url: str) -> Elasticsearch:
    """Return a client of a cluster of tests; the caller closes it."""
    values = section(url)
    user, _, password = values.pop("basic_auth", "").partition(":")
    if user:
        values["basic_auth"] = (user, password)
    return Elasticsearch(**values, request_timeout=60)


def shared(version: str, run: Path, owner: int) -> str:
    """Return the address of the test run's node of a version; start it where none answers.

    Args:
        version: One of ``home.VERSIONS``.
        run: A directory that all processes of the test run share.
        owner: The process that the test run ends with.

    Raises:
        NodeError: If the node cannot be run.
    """
    address = run / f"elasticsearch-{version}.url"
    with FileLock(run / f"elasticsearch-{version}.lock"):
        if address.exists() and answers(address.read_text()):
            return address.read_text()
        directory = Path(tempfile.mkdtemp(prefix=f"elasticsearch-{version}-", dir=run))
        node = Node(directory, version, owner=owner)
        node.start()
        _started.append(node)
        address.write_text(node.url)
        return node.url


def stop_started() -> None:
    """End the nodes that this process started for the run."""
    while _started:
        _started.pop().stop()


@contextmanager
def clean(*urls: str) -> Iterator[str]:
    """Give a prefix for names on some clusters; remove all that has it at the end."""
    prefix = f"pantau-test-{uuid4().hex[:12]}"
    try:
        yield prefix
    finally:
        for url in urls:
            with connect(url) as client:
                _remove(client, prefix)


def empty(url: str, prefix: str) -> None:
    """Remove all that has a prefix but Pantau's own templates, which cost most to make."""
    with connect(url) as client:
        _remove(client, prefix, {*templates(prefix), *components(prefix)})


def _remove(client: Elasticsearch, prefix: str, kept: Collection[str] = ()) -> None:
    # Index by index, for a cluster may refuse patterns in a delete; templates that are composed
    # of others go first.
    pattern = f"{prefix}*"
    for index in client.indices.get(
        index=pattern, expand_wildcards="all", filter_path="*.settings.index.uuid"
    ):
        client.indices.delete(index=index)
    # A pattern that fits no template is answered with an empty list, and the status 404.
    asked = client.options(ignore_status=404)
    named = {"name": pattern, "filter_path": "*.name"}
    for template in asked.indices.get_index_template(**named).get("index_templates", ()):
        if template["name"] not in kept:
            client.indices.delete_index_template(name=template["name"])
    for template in asked.cluster.get_component_template(**named).get("component_templates", ()):
        if template["name"] not in kept:
            client.cluster.delete_component_template(name=template["name"])
