"""A store on each database, as the store's own tests have it, and pages to archive."""

from __future__ import annotations

from tests.store.conftest import address, postgres_server, store

__all__ = ["address", "postgres_server", "store"]
