"""``make demo``: sample news sites on this machine, crawled as real ones are."""
