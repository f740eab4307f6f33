"""Alerts are tested on a store of either sort."""

from __future__ import annotations

from tests.store.conftest import address, postgres_server, store

__all__ = ["address", "postgres_server", "store"]
