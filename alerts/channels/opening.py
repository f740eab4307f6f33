"""The channel of a target, by its scheme."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from alerts.channels.mail import MailChannel
from alerts.channels.progress import Progress
from alerts.channels.webhook import WebhookChannel
from alerts.sending import Channel
from crawler.behind_proxy import refusal
from crawler.private import Allowed
from model.config import Settings
from model.exceptions import DeadChannelError
from model.network import Network

if TYPE_CHECKING:
    from alerts.channels.services import Shared

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Channels:
    """Opens channels, and ends what they started when it is closed; several threads may use it."""

    def __init__(self, settings: Settings, clock: Clock = _now) -> None:
        """``clock`` gives the time of sending, which mails and signatures bear."""
        self._settings, self._clock = settings.alerts, clock
        self._excerpt_words = settings.publish.excerpt_words
        self._network = Network.of(settings.network, os.environ)
        self._progress = Progress()
        self._shared: Shared | None = None

    def __call__(self, target: str, *, allow_private: bool) -> Channel:
        """Return the channel of a target, in which variables are filled already.

        With ``allow_private`` the host of the target may have a private address; hosts of
        ``alerts.allow_private`` always may.

        Raises:
            DeadChannelError: there is no such channel, or its address is refused.
        """
        scheme, colon, _ = target.partition(":")
        if not colon:
            raise DeadChannelError("an address begins with its kind, such as mailto: or https:")
        if scheme.lower() == "mailto":
            return MailChannel(
                target,
                self._settings,
                self._progress,
                self._clock,
                self._excerpt_words,
                self._network,
            )
        names = self._allowed(target, allow_private=allow_private)
        if scheme.lower() in {"http", "https"}:
            return WebhookChannel(
                target,
                self._settings,
                Allowed(names),
                self._clock,
                self._excerpt_words,
                self._network,
            )
        return self._service(target, names)

    def _allowed(self, target: str, *, allow_private: bool) -> tuple[str, ...]:
        names = self._settings.allow_private
        host = _host(target) if allow_private else None
        return (*names, host) if host else tuple(names)

    def _service(self, target: str, names: tuple[str, ...]) -> Channel:
        # Imported here: loading Apprise takes 0.4 s, and most commands send nothing by it.
        from alerts.channels.services import (  # noqa: PLC0415
            Processes,
            ServiceChannel,
            Shared,
        )

        if self._shared is None:
            self._shared = Shared(self._progress, Processes(self._network.variables))
        proxy = self._network.proxy_for("https://any.example")
        if proxy is not None:
            self._refuse_private(target, names)
            names = (*names, proxy.place)
        return ServiceChannel(target, self._excerpt_words, names, self._shared)

    def _refuse_private(self, target: str, names: tuple[str, ...]) -> None:
        """Refuse what an address says of itself: the proxy is all that the fence sees of it."""
        host = _host(target)
        refused = refusal(host, 0, Allowed(names)) if host and "." in host else None
        if refused is not None:
            raise DeadChannelError(f"{refused}: allow it by name in alerts.allow_private")

    def close(self) -> None:
        """End the processes that send to services; messages under way are given up."""
        if self._shared is not None:
            self._shared.processes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def opener(settings: Settings) -> Channels:
    """Return what opens channels; close it when nothing is sent any more."""
    return Channels(settings)


def _host(target: str) -> str | None:
    try:
        return urlsplit(target).hostname
    except ValueError:
        return None
