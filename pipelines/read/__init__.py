"""A page's article: its text without chrome, and its metadata."""

from __future__ import annotations

from pipelines.read.parts import further_parts
from pipelines.read.reader import read

__all__ = ["further_parts", "read"]
