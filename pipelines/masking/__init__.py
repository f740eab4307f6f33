"""Names that must not leave the system, made initials (docs/law.md)."""

from __future__ import annotations

from pipelines.masking.mask import Mask, masked

__all__ = ["Mask", "masked"]
