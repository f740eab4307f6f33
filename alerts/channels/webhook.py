"""A webhook: a digest as JSON, POSTed to somebody's own program, signed and never redirected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpcore
import httpx

from alerts.channels.document import document
from alerts.channels.gate import Refused
from alerts.channels.hiding import hidden
from alerts.channels.posting import Answer, post, web_target
from alerts.channels.retry_after import retry_after
from alerts.channels.signing import signed_headers
from alerts.sending import Digest, Receipt
from crawler.private import Allowed
from model.config_alerts import AlertSettings
from model.exceptions import DeadChannelError, DeliveryError, TemporaryDeliveryError
from model.network import DIRECT, Network

KEY_HEADER = "Idempotency-Key"
AGENT = "Pantau-Webhook/1"

#: Seconds for one request, from name to answer.
_SECONDS = 30.0
_GONE = 410
#: Answers that pass by themselves, beside those of 500 and more.
_PASSING = {408, 421, 423, 425, 429}
#: Any other refusal is tried again after this many seconds: a receiver that is being set up, or
#: whose secret is being changed, answers so too.
_REFUSED_PAUSE = 3600.0
_LONGEST_ANSWER = 200
_OWN_SECRET = "secret="  # noqa: S105 - what stands before one


class WebhookChannel:
    """POSTs messages to one address; ``#secret=…`` at its end is a secret of its own."""

    def __init__(
        self,
        target: str,
        settings: AlertSettings,
        allowed: Allowed,
        clock: Callable[[], datetime],
        excerpt_words: int,
        network: Network = DIRECT,
    ) -> None:
        """Read the target.

        Raises:
            DeadChannelError: it is no web address.
        """
        self._target = target
        self._url, _, fragment = target.partition("#")
        self._allowed, self._clock = allowed, clock
        self._excerpt_words = excerpt_words
        self._network = network
        self._secret = _secret(fragment, settings)
        try:
            web_target(self._url)
        except httpx.InvalidURL as error:
            raise DeadChannelError(f"the address of a webhook cannot be read: {error}") from error

    def send(self, digest: Digest) -> Receipt:
        """POST a message.

        Raises:
            TemporaryDeliveryError: there was no answer, or one that may change.
            DeadChannelError: the receiver is gone (410), or its address is private.
        """
        body = document(digest, excerpt_words=self._excerpt_words)
        now = self._clock()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": AGENT,
            KEY_HEADER: digest.key,
            **signed_headers(self._secret, body, now),
        }
        try:
            answer = post(
                self._url,
                headers,
                body,
                allowed=self._allowed,
                seconds=_SECONDS,
                network=self._network,
            )
        except Refused as error:
            raise DeadChannelError(
                f"{error}: allow it by name in alerts.allow_private, or with --allow-private"
            ) from error
        except (httpcore.NetworkError, httpcore.ProxyError, httpcore.TimeoutException) as error:
            raise TemporaryDeliveryError(f"no answer: {_said(error)}") from error
        except httpcore.ProtocolError as error:
            raise TemporaryDeliveryError(f"no whole answer: {_said(error)}") from error
        if not 200 <= answer.status < 300:
            shown = httpx.URL(self._url).host
            raise _fault(answer, hidden(answer.text, self._target, shown=shown), now)
        return Receipt(ids=(digest.key,))


def _secret(fragment: str, settings: AlertSettings) -> str | None:
    # As it is written: a secret may hold signs that are escaped elsewhere in an address.
    if fragment.startswith(_OWN_SECRET) and fragment != _OWN_SECRET:
        return fragment.removeprefix(_OWN_SECRET)
    common = settings.webhook_secret
    return common.get_secret_value() if common is not None else None


def _fault(answer: Answer, text: str, now: datetime) -> DeliveryError:
    said = f"the receiver answered {answer.status}"
    if text.strip():
        said = f"{said}: {' '.join(text.split())[:_LONGEST_ANSWER]}"
    if answer.status == _GONE:
        return DeadChannelError(said)
    if 300 <= answer.status < 400:
        said = f"{said}, which leads elsewhere: redirects are not followed, name the new address"
    wait = retry_after(answer.headers.get("retry-after"), now)
    if wait is not None:
        return TemporaryDeliveryError(said, retry_after=wait.total_seconds())
    if answer.status >= 500 or answer.status in _PASSING:
        return TemporaryDeliveryError(said)
    return TemporaryDeliveryError(said, retry_after=_REFUSED_PAUSE)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
