"""Dates in Indonesian text: finding them, resolving them, and reading publication times."""

from __future__ import annotations

from pipelines.text.date_mentions import DateMention, find_dates
from pipelines.text.date_resolution import resolve
from pipelines.text.moments import parse_moment

__all__ = ["DateMention", "find_dates", "parse_moment", "resolve"]
