"""Opens Elasticsearch as the configuration says."""

from __future__ import annotations

import logging
import os
import re
import ssl
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch, ElasticsearchWarning

from model.config import ElasticsearchSettings, Settings
from model.exceptions import SearchError
from model.network import Network
from search.elasticsearch.builds import Builds
from search.elasticsearch.engine import ElasticsearchEngine
from search.elasticsearch.server import Server

#: Statuses of gateways and of servers that start; a busy one (429) is given time instead.
_RETRIED = (502, 503, 504)
_MEGABYTE = 1_000_000
_SETTINGS = "search.elasticsearch"
_SHA256 = re.compile("[0-9A-Fa-f]{64}")


@contextmanager
def open_elasticsearch(settings: Settings) -> Iterator[ElasticsearchEngine]:
    """Open Elasticsearch for the time of the block; nothing is asked of it yet.

    Raises:
        SearchError: when the settings cannot be used.
    """
    found = settings.search.elasticsearch
    _check(found)
    # Both say again what becomes an error, or what only the keepers of the cluster can change.
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    warnings.simplefilter("ignore", ElasticsearchWarning)
    try:
        client = Elasticsearch(**_client(found), **_way(found, settings))
    except (ValueError, OSError) as error:
        problem = f"The settings {_SETTINGS} cannot be used: {error}"
        raise SearchError(problem) from error
    with closing(client):
        name = f"Elasticsearch at {place(found)}"
        server = Server(client, name, found.retries, found.timeout)
        builds = Builds(server, found.prefix, settings.data / "elasticsearch")
        yield ElasticsearchEngine(server, builds, int(found.bulk_mb * _MEGABYTE))


def _way(found: ElasticsearchSettings, settings: Settings) -> dict[str, Any]:
    """Say how the cluster is reached: by which proxy, and by whose certificates."""
    network = Network.of(settings.network, os.environ)
    address = next(iter(found.addresses), "https://cloud.elastic.co")
    values: dict[str, Any] = {}
    if proxy := network.proxy_beyond(address):
        # Imported here: most clusters are asked directly, and the library for it takes its time.
        from search.elasticsearch.proxied import asking_by  # noqa: PLC0415

        values["node_class"] = asking_by(proxy)
    is_open = not (found.ca_certs or found.ca_fingerprint) and found.verify_certs
    if network.ca_certs is not None and is_open and address.startswith("https"):
        values["ca_certs"] = _authority(network.ca_certs)
    return values


def place(settings: ElasticsearchSettings) -> str:
    """Return where the cluster is, without user and password."""
    if settings.cloud_id is not None:
        return f"Elastic Cloud ({settings.cloud_id.partition(':')[0]})"
    parts = map(urlsplit, settings.addresses)
    return ", ".join(f"{part.scheme}://{part.netloc.rpartition('@')[2]}" for part in parts)


def _check(settings: ElasticsearchSettings) -> None:
    """Look at what the client takes now, and stumbles over later.

    Raises:
        SearchError: with the name of the setting that cannot be used.
    """
    key = settings.api_key.get_secret_value() if settings.api_key is not None else ""
    for name, text in (("api_key", key), ("basic_auth", "".join(settings.login or ()))):
        if not (text.isascii() and text.isprintable()):
            problem = f"{_SETTINGS}.{name} has letters that no request can carry"
            raise SearchError(f"{problem}: use plain ones, the signs of an English keyboard.")
    fingerprint = settings.ca_fingerprint
    if fingerprint is not None and not _SHA256.fullmatch(fingerprint.replace(":", "")):
        problem = f"{_SETTINGS}.ca_fingerprint is no SHA-256 fingerprint"
        raise SearchError(f"{problem}: 64 hexadecimal digits, with or without colons.")


def _client(settings: ElasticsearchSettings) -> dict[str, Any]:
    values: dict[str, Any] = {
        "request_timeout": settings.timeout,
        "max_retries": settings.retries,
        "retry_on_status": _RETRIED,
        # A server that is slow is not helped by the same once more.
        "retry_on_timeout": False,
    }
    if settings.cloud_id is not None:
        values["cloud_id"] = settings.cloud_id
    else:
        values["hosts"] = settings.addresses
    if settings.api_key is not None:
        values["api_key"] = _api_key(settings.api_key.get_secret_value())
    elif settings.login is not None:
        values["basic_auth"] = settings.login
    return values | _certificates(settings)


def _api_key(text: str) -> str | tuple[str, str]:
    """A key as the client takes it: encoded, or its id and itself."""
    identity, colon, key = text.partition(":")
    return (identity, key) if colon else text


def _certificates(settings: ElasticsearchSettings) -> dict[str, Any]:
    values: dict[str, Any] = {}
    uses_tls = any(address.startswith("https") for address in settings.addresses)
    if settings.cloud_id is None and not uses_tls:
        return values
    if settings.ca_certs is not None:
        values["ca_certs"] = _authority(settings.ca_certs)
    if settings.ca_fingerprint is not None:
        values["ssl_assert_fingerprint"] = settings.ca_fingerprint
    if not settings.verify_certs:
        values |= {"verify_certs": False, "ssl_show_warn": False}
    return values


def _authority(file: Path) -> str:
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:
        raise SearchError(
            f"{_SETTINGS}.ca_certs cannot be used: {file} is no certificate in PEM form, or cannot "
            "be read; name the file of the authority's certificate."
        ) from error
    return str(file)
