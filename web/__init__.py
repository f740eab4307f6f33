"""The web page, the API and the feeds."""
