"""What to ask of a site, and what its answers mean: no network, no clock, no database of its own.

A plan is a generator. It yields requests and what it found, and is sent the answers; the spider
does what it says (``crawler/spiders/news.py``), a test may answer instead.
"""
