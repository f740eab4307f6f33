"""A process that was started, and its end, together with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO


def command(*arguments: str) -> list[str]:
    """Return what runs ``pantau ARGUMENTS…`` in a process that ends when this one does."""
    return [sys.executable, "-m", "pantau.child", str(os.getpid()), *arguments]


class Process:
    """A child in a process group of its own, or in ours."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        output: int | IO[bytes] | None = None,
        *,
        own_group: bool = True,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Start ``command``; both its outputs go to ``output``, which is ours where none is given.

        ``ended`` is called from another thread when it is over.

        Raises:
            OSError: it cannot be started.
        """
        self._own_group, self._tell = own_group, ended
        self._over = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            start_new_session=own_group,
        )
        threading.Thread(target=self._watch, name=f"watch-{self.id}", daemon=True).start()

    @property
    def id(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended: a negative number is the signal that ended it; null while it runs."""
        return self._process.returncode if self._over.is_set() else None

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is over; say whether it is."""
        return self._over.wait(seconds)

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        self._process.terminate()

    def end(self, grace: float) -> None:
        """Ask it to end, and kill it with all it started after ``grace`` seconds."""
        self.ask_to_end()
        if not self.wait(grace):
            self.kill()
        self.wait()

    def kill(self) -> None:
        """End it at once."""
        if self._own_group:
            self._kill_group()
        else:
            self._process.kill()

    def _watch(self) -> None:
        with suppress(ChildProcessError):
            # Not reaped yet: until then its number, which is its group's too, belongs to it.
            os.waitid(os.P_PID, self.id, os.WEXITED | os.WNOWAIT)
        if self._own_group:
            self._kill_group()
        self._process.wait()
        self._over.set()
        self._tell()

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.id, signal.SIGKILL)
