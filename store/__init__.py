"""The store: the source of truth. Only this package knows SQL."""
