"""Names that must not leave the system, made initials (docs/law.md)."""

from __future__ import annotations

from pipelines.masking.lesson import digest_of, read, rules, written
from pipelines.masking.mask import Mask, masked
from pipelines.masking.offices import is_office

__all__ = ["Mask", "digest_of", "is_office", "masked", "read", "rules", "written"]
