"""A pause between two messages to one target, as its service asks for."""

from __future__ import annotations

import threading
import time

#: Seconds, by scheme, where the service documents a limit: Telegram 1 message a second in a chat,
#: Slack 1 a second to a webhook, Discord 5 in 2 seconds to a webhook.
DOCUMENTED = {"tgram": 1.0, "slack": 1.0, "discord": 0.4}
#: Services that document none are given what Apprise gives them, at most this.
LONGEST = 6.0


class Pace:
    """Lets messages to one target go one after the other, with pauses; for several threads."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, target: str, pause: float) -> None:
        """Wait until a message may go to ``target``; the next one goes ``pause`` seconds later."""
        with self._lock:
            now = time.monotonic()
            turn = max(self._next.get(target, now), now)
            self._next[target] = turn + pause
        time.sleep(turn - now)


def pause_of(target: str, asked: float) -> float:
    """Return the pause for a target, of whose service ``asked`` is known."""
    scheme = target.partition(":")[0].lower()
    return DOCUMENTED.get(scheme, min(asked, LONGEST))
