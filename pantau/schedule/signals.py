"""How a process that runs until it is told to end is told."""

from __future__ import annotations

import logging
import signal
import sys
import threading


class Stop(threading.Event):
    """Set by Ctrl-C and by SIGTERM, from when it is made on; who sleeps on ``wake`` awakes too."""

    def __init__(self) -> None:
        super().__init__()
        self.wake = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told)

    def _told(self, *_: object) -> None:
        self.set()
        self.wake.set()


def tell_in_log() -> None:
    """Write what happens to standard error, each line with its time."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    for name in ("alembic", "apscheduler", "httpcore", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
