"""Elasticsearch as the search engine: 8.19 and 9, through the official client."""

from search.elasticsearch.engine import ElasticsearchEngine
from search.elasticsearch.opening import open_elasticsearch

__all__ = ["ElasticsearchEngine", "open_elasticsearch"]
