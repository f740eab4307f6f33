"""Real software with made-up news on it, and how well a crawl finds what is looked for."""
