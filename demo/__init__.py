"""The demonstration: sample news sites on loopback, and a crawl of them."""
