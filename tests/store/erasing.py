"""Why tests forget stories."""

from __future__ import annotations

from datetime import UTC, datetime

from store import Erasure

GONE = Erasure("diminta keluarga", "penguji", datetime(2026, 2, 3, 1, tzinfo=UTC))
