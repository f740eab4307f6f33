"""Pages in WARC files: written, found again, torn, removed, read anew."""
