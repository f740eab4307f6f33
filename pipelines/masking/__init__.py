"""Names that must not leave the system, made initials (docs/law.md)."""

from __future__ import annotations

from pipelines.masking.mask import Mask, masked
from pipelines.masking.offices import is_office

__all__ = ["Mask", "is_office", "masked"]
