"""Processes that run jobs, by names that no other process has."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

_PROCESSES = Path("/proc/self/ns/pid")


def new_holder() -> str:
    """Name this process."""
    return ":".join((socket.gethostname(), str(os.getpid()), _numbering(), secrets.token_hex(4)))


def is_gone(holder: str) -> bool:
    """Say whether a process surely ended: only of one that this process could see if it lived."""
    host, number, numbering, _ = holder.split(":") if holder.count(":") == 3 else ("", "", "", "")
    if not numbering or (host, numbering) != (socket.gethostname(), _numbering()):
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def in_words(holder: str) -> str:
    """Tell people which process it is."""
    host, _, rest = holder.partition(":")
    return f"process {rest.partition(':')[0]} on {host}"


def _numbering() -> str:
    """Return which numbering of processes this one is in, as containers have their own."""
    return str(_PROCESSES.stat().st_ino) if _PROCESSES.exists() else ""
