"""The cluster: every request to it, and every error of one, goes through here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.elasticsearch.errors import ServerError, no_elasticsearch, told, too_old

#: The oldest server that Pantau is tested with.
OLDEST = (8, 19)
#: What servers of other sorts answer when they are asked for their version.
_STRANGE = (301, 302, 303, 307, 308, 400, 404, 405)
#: Seconds until a request that was too much for the server is made again; doubled each time.
FIRST_PAUSE = 1.0


class Server:
    """An Elasticsearch cluster, by the client that speaks to it.

    Args:
        client: The official client.
        name: What people call the cluster, without any secret.
        retries: How often a request is made again while the server is too busy.
        timeout: How long the client waits for an answer, in seconds.
    """

    def __init__(self, client: Elasticsearch, name: str, retries: int, timeout: float) -> None:
        self.client = client
        self.name = name
        self.retries = retries
        self.timeout = timeout
        self._checked = False

    def ask(self, call: Callable[..., Any], **values: Any) -> Any:
        """Make a request by a method of the client, and return the body of the answer.

        Raises:
            ServerError: with one sentence of what is wrong and what to do.
        """
        self.check()
        with self.plain_errors():
            return self._patiently(call, values)

    def check(self) -> None:
        """Make sure that this is a server that Pantau works with.

        Raises:
            ServerError: when it is not, or cannot be asked.
        """
        if self._checked:
            return
        try:
            with self.plain_errors():
                info = self._patiently(self.client.info, {})
        except ServerError as error:
            if error.status in _STRANGE and not error.kind:
                raise no_elasticsearch(self.name) from None
            raise
        try:
            version = str(info["version"]["number"])
            numbers = tuple(map(int, version.partition("-")[0].split(".")[:2]))
        except (LookupError, TypeError, ValueError):
            raise no_elasticsearch(self.name) from None
        if numbers < OLDEST:
            raise too_old(version, self.name)
        self._checked = True

    @contextmanager
    def plain_errors(self) -> Iterator[None]:
        """Say in a sentence what the client raises."""
        try:
            yield
        except (ApiError, TransportError) as error:
            raise told(error, self.name) from error

    def _patiently(self, call: Callable[..., Any], values: dict[str, Any]) -> Any:
        for attempt in range(self.retries + 1):
            try:
                return call(**values).body
            except ApiError as error:
                if attempt == self.retries or not is_busy(told(error, self.name)):
                    raise
                time.sleep(FIRST_PAUSE * 2**attempt)
        raise AssertionError("the last attempt returns or raises")


def is_busy(error: ServerError) -> bool:
    """Whether the server may do later what it does not now; a full disk does not empty itself."""
    return error.status == 429 and error.kind != "cluster_block_exception"
