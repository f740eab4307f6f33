"""Papers that an office makes of what was found: what it sends, prints and hands in."""
