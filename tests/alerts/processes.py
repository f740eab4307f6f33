"""Rounds in processes of their own, which may be killed in the middle of one."""

from __future__ import annotations

from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

from store import open_store
from tests.alerts.boxes import Desk


def run_rounds(address: str, data: Path, minutes: float, gate: Barrier | None = None) -> None:
    """Run rounds until nothing is left to send; ``minutes`` is how late it is."""
    with open_store(address, data) as store:
        desk = Desk(store, data)
        desk.clock.now += timedelta(minutes=minutes)
        if gate is not None:
            gate.wait(60)
        while desk.run().sent:
            pass
