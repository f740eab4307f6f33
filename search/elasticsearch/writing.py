"""Sends changes of one build, some while the next ones are being made."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import helpers

from search.elasticsearch.errors import ServerError, fault_of, refusal, too_large_alone
from search.elasticsearch.layout import Action, Bodies, drop, put
from search.elasticsearch.server import FIRST_PAUSE, Server
from search.elasticsearch.templates import AGREEMENTS, STORIES
from search.engine import Held, Refused
from search.schema import Document

#: Documents sent at once.
_CHUNK = 500
#: Chunks that wait or are on their way while another one is filled.
_AHEAD = 2
#: What a server, or a gateway before it, says of a request beyond its limit.
_TOO_LARGE = 413
#: A fault of the index, not of the document that met it, though it has a document's status.
_OF_THE_INDEX = "index_closed_exception"


class ElasticsearchWriter:
    """Changes one build; implements :class:`search.engine.Writer`."""

    def __init__(self, server: Server, indices: dict[str, str], limit: int) -> None:
        self._server = server
        self._sender = _Sender(server, limit)
        self._indices = indices
        self._bodies = Bodies()
        self._limit = limit
        self._chunk: list[Action] = []
        self._size = 0
        self._refused: list[Refused] = []
        # One: what is written of one document stays in order.
        self._thread = ThreadPoolExecutor(1, "elasticsearch")
        self._sent: deque[Future[list[Refused]]] = deque()

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents, in place of those with their ids."""
        for document in documents:
            part = AGREEMENTS if document.is_agreement else STORIES
            try:
                body = self._bodies.of(document)
            except ValueError as error:
                self._refused.append(Refused(document.id, str(error)))
                continue
            self._add(put(self._indices[part], document, body))

    def drop(self, gone: Iterable[Held]) -> None:
        """Remove documents, unless they are there in a later version."""
        for one in gone:
            # An id does not tell which of the two holds it.
            for index in self._indices.values():
                self._add(drop(index, one))

    def commit(self) -> list[Refused]:
        """Wait until the server has written everything and shows it; say what was refused."""
        self._send()
        while self._sent:
            self._receive()
        # Whoever sees that nothing waits any more may search at once.
        self._server.ask(self._server.client.indices.refresh, index=[*self._indices.values()])
        refused, self._refused = self._refused, []
        return refused

    def close(self) -> None:
        """Leave out what was not yet sent."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _add(self, action: Action) -> None:
        size = len(action.body or b"")
        if len(self._chunk) == _CHUNK or self._size + size > self._limit:
            self._send()
        self._chunk.append(action)
        self._size += size

    def _send(self) -> None:
        if self._chunk:
            self._sent.append(self._thread.submit(self._sender.send, self._chunk))
            self._chunk, self._size = [], 0
        while len(self._sent) > _AHEAD:
            self._receive()

    def _receive(self) -> None:
        self._refused += self._sent.popleft().result()


class _Sender:
    """Sends chunks of actions, and tells faults of documents from those of the server."""

    def __init__(self, server: Server, limit: int) -> None:
        self._server = server
        self._limit = limit
        # Half of what the client waits: a part that is missing is told before that ends.
        self._wait = f"{round(500 * server.timeout)}ms"

    def send(self, actions: list[Action]) -> list[Refused]:
        """Send ``actions``, in smaller parts if all at once is too much for the server.

        Raises:
            ServerError: when the server does not take them, whatever they hold.
        """
        try:
            with self._server.plain_errors():
                return list(self._results(actions))
        except ServerError as error:
            if error.status != _TOO_LARGE:
                raise
            if len(actions) == 1:
                return [Refused(actions[0].id, too_large_alone(self._server.name))]
        half = len(actions) // 2
        return self.send(actions[:half]) + self.send(actions[half:])

    def _results(self, actions: Any) -> Iterator[Refused]:
        # The client's types do not tell that its callback may be given anything.
        results = helpers.streaming_bulk(
            self._server.client,
            actions,
            expand_action_callback=_lines,
            chunk_size=_CHUNK,
            max_chunk_bytes=self._limit,
            max_retries=self._server.retries,
            initial_backoff=FIRST_PAUSE,
            raise_on_error=False,
            yield_ok=False,
            timeout=self._wait,
        )
        for _, result in results:
            (item,) = result.values()
            refused = self._judged(item)
            if refused is not None:
                yield refused

    def _judged(self, item: dict[str, Any]) -> Refused | None:
        """What the server says of one document; null where it is as it should be."""
        status = item["status"]
        if status == 409 or "error" not in item:
            # A later version is there, or nothing is that was to be removed.
            return None
        fault = fault_of(status, item)
        if status in {400, _TOO_LARGE} and fault.kind != _OF_THE_INDEX:
            return Refused(item["_id"], fault.reason)
        raise refusal(fault, self._server.name)


def _lines(action: Any) -> tuple[dict[str, Any], bytes | None]:
    return action.header, action.body
