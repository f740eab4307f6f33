"""What documents hold in Elasticsearch, beside what Pantau would write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.elasticsearch.layout import Bodies
from search.elasticsearch.server import Server
from search.elasticsearch.templates import AGREEMENTS, STORIES
from search.schema import Document

#: Documents that are read at once.
_AT_ONCE = 200


def differing(
    server: Server, indices: Mapping[str, str], documents: Sequence[Document]
) -> Iterator[str]:
    """Yield the ids of ``documents`` that are there in their version, with other content.

    Args:
        server: The cluster.
        indices: The names of a build's indices, by what they hold.
        documents: As the store would write them.
    """
    bodies = Bodies()
    for start in range(0, len(documents), _AT_ONCE):
        batch = documents[start : start + _AT_ONCE]
        for document, held in zip(batch, _held(server, indices, batch), strict=True):
            same = held.get("_version") == document.version
            if same and held["_source"] != json.loads(bodies.of(document)):
                yield document.id


def _held(
    server: Server, indices: Mapping[str, str], documents: Sequence[Document]
) -> list[dict[str, Any]]:
    """The documents as they are there, in the same order; without a version where they are not."""
    asked = [
        {
            "_index": indices[AGREEMENTS if document.is_agreement else STORIES],
            "_id": document.id,
        }
        for document in documents
    ]
    found: list[dict[str, Any]] = server.ask(server.client.mget, docs=asked)["docs"]
    return found
