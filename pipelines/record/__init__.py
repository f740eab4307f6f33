"""Record the agreements that an article tells of, each field with its evidence."""

from pipelines.record.agreements import record

__all__ = ["record"]
