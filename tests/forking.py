"""Processes of the tests' own, forked from a clean one that has loaded all they need.

They start in hundredths of a second, and one that is killed is killed at its work, not while it
loads. Python keeps one process to fork from; what starts it first says what is loaded, so it is
started before any test (``tests/conftest.py``).
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver

context = multiprocessing.get_context("forkserver")

_LOADED = [
    "apscheduler.jobstores.sqlalchemy",
    "pipelines.chain",
    "search.elasticsearch",
    "search.embedded",
    "store.upgrade",
    "tests.alerts.courier_child",
    "tests.alerts.processes",
    "tests.archive.processes",
    "tests.chaos.processes",
    "tests.importing.processes",
    "tests.schedule.processes",
    "tests.store.processes",
]


def be_ready() -> None:
    """Start the process that others are forked from, where there is none yet."""
    context.set_forkserver_preload(_LOADED)
    forkserver.ensure_running()
