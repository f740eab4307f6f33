"""Judge an article: does it tell of a Ditjenpas partnership, and why."""
