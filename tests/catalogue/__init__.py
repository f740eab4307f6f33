"""The catalogue: its files, what a configuration chooses of them, and its page of documentation."""
