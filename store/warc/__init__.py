"""Pages as they came, in WARC files. Nothing here knows SQL: what is where, the store knows."""

from __future__ import annotations

from store.warc.packing import Packed, pack, unpack
from store.warc.shelf import Shelf, Volume

__all__ = ["Packed", "Shelf", "Volume", "pack", "unpack"]
