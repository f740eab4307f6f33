"""Messages: what a digest says, in words and formats of its readers."""
