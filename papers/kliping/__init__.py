"""The morning kliping: what was published since the last one, as an office sends it."""
