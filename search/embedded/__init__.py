"""The embedded engine: tantivy, an index in the data directory, one process writing at a time."""

from search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
