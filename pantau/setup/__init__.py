"""A new installation: what is asked, what is tried, and the configuration that is written."""
