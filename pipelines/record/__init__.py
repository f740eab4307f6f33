"""Record the agreements that an article tells of, each field with its evidence."""
