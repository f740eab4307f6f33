"""Elasticsearch, tested on real servers."""
