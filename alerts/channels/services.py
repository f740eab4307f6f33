"""Chat and push services, by Apprise, in processes that can do no harm."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from alerts.channels import apprise_process
from alerts.channels.apprise_process import Abilities, Answer, Unfit
from alerts.channels.hiding import hidden
from alerts.channels.pacing import Pace, pause_of
from alerts.channels.progress import Progress
from alerts.messages.rendering import Chat, Markup, chat, paper
from alerts.messages.splitting import parts
from alerts.messages.trimming import shortened
from alerts.sending import Digest, Receipt
from model.exceptions import DeadChannelError, DeliveryError, TemporaryDeliveryError

T = TypeVar("T")

#: Seconds for one message to a service, whatever it waits for.
SECONDS = 60.0
#: Processes; each sends one message at a time.
_PROCESSES = 2
_MESSAGES_PER_PROCESS = 1000
#: Room for what a service's own way of writing adds.
_MARGIN = 0.95
_GONE = 410
_PASSING = {408, 421, 423, 425, 429}
#: As for webhooks: seconds until a refusal that may be a passing fault is tried again.
_REFUSED_PAUSE = 3600.0
_LONGEST_ANSWER = 200
#: Seconds after which no further part of a message is begun.
_LONGEST = 180.0


class Processes:
    """The processes that send; they are started with the first message."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        """``variables`` are what is set in the environment of the processes."""
        self._variables = dict(variables or {})
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Run ``function`` in a process, within :data:`SECONDS`.

        Raises:
            TemporaryDeliveryError: it took too long, or the process died.
        """
        task = self._started().schedule(function, args=list(arguments), timeout=SECONDS)
        try:
            result: T = task.result()
        except FutureTimeoutError:
            raise TemporaryDeliveryError(f"the service took longer than {SECONDS:g} s") from None
        except ProcessExpired as error:
            raise TemporaryDeliveryError(
                f"the process that sent ended with code {error.exitcode}"
            ) from error
        except Exception as error:  # of a hundred services, any may raise anything
            raise TemporaryDeliveryError(f"{type(error).__name__}: {error}") from error
        return result

    def _started(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=_PROCESSES,
                    max_tasks=_MESSAGES_PER_PROCESS,
                    initializer=apprise_process.prepare,
                    initargs=(self._variables,),
                    context=multiprocessing.get_context("forkserver"),
                )
            return self._pool

    def close(self) -> None:
        """End the processes; a message under way is given up."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
                self._pool = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What all channels of services share."""

    progress: Progress
    processes: Processes = field(default_factory=Processes)
    pace: Pace = field(default_factory=Pace)


class ServiceChannel:
    """Sends messages to one recipient of a service."""

    def __init__(
        self,
        target: str,
        excerpt_words: int,
        allowed: tuple[str, ...],
        shared: Shared,
    ) -> None:
        self._target, self._allowed = target, allowed
        self._excerpt_words = excerpt_words
        self._shared = shared

    def send(self, digest: Digest) -> Receipt:
        """Send a message, in as many parts as the service's limit asks for.

        Raises:
            TemporaryDeliveryError: the service did not take it, and may later.
            DeadChannelError: the address is no service's, or is gone for good.
        """
        able = self._abilities()
        if digest.document is not None:
            able = able._replace(markup=Markup.TEXT.value)
        message = self._message(digest, able)
        texts = parts(message, int(able.longest_body * _MARGIN))
        title = shortened(message.title, able.longest_title) if able.longest_title > 0 else ""
        start = time.monotonic()
        for number, text in enumerate(texts):
            if time.monotonic() - start > _LONGEST:
                raise TemporaryDeliveryError(f"{able.name} took too long for {len(texts)} parts")
            self._send_part(digest.key, number, able, title, written(message, text))
        self._shared.progress.forget(self._identity(digest.key))
        return Receipt(parts=len(texts))

    def _message(self, digest: Digest, able: Abilities) -> Chat:
        if digest.document is not None:
            return paper(digest.document.subject, digest.document.text)
        return chat(
            digest,
            Markup(able.markup),
            titled=able.longest_title > 0,
            excerpt_words=self._excerpt_words,
        )

    def _abilities(self) -> Abilities:
        able = self._shared.processes.run(apprise_process.abilities, self._target)
        if isinstance(able, Unfit):
            raise self._unfit(able)
        return able

    def _send_part(self, key: str, number: int, able: Abilities, title: str, text: str) -> None:
        identity = self._identity(key)
        if self._shared.progress.is_taken(identity, str(number)):
            return
        self._shared.pace.wait(self._target, pause_of(self._target, able.pause))
        answer = self._shared.processes.run(
            apprise_process.send, self._target, title, text, able.markup, self._allowed
        )
        if isinstance(answer, Unfit):
            raise self._unfit(answer)
        if not answer.taken:
            raise _fault(able.name, answer, hidden(answer.said, self._target))
        self._shared.progress.take(identity, str(number))

    def _unfit(self, unfit: Unfit) -> DeadChannelError:
        reason = hidden(unfit.reason, self._target)
        return DeadChannelError(f"this address cannot be used: {reason}")

    def _identity(self, key: str) -> str:
        return f"{key} {self._target}"


def written(message: Chat, text: str) -> str:
    """Return a part of a message as a service is given it: line feeds are nothing in HTML."""
    return text.replace("\n", "<br>\n") if message.markup is Markup.HTML else text


def _fault(name: str, answer: Answer, said: str) -> DeliveryError:
    if answer.refused is not None:
        return DeadChannelError(
            f"{answer.refused}: allow it by name in alerts.allow_private, or with --allow-private"
        )
    said = f"{name} did not take it: {said[:_LONGEST_ANSWER] or 'it did not say why'}"
    if answer.status == _GONE:
        return DeadChannelError(said)
    refused = answer.status is not None and 400 <= answer.status < 500
    if refused and answer.status not in _PASSING:
        return TemporaryDeliveryError(said, retry_after=_REFUSED_PAUSE)
    return TemporaryDeliveryError(said)
