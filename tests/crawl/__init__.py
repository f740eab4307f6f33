"""The crawler against a zoo of sites on loopback, well-behaved and not."""
