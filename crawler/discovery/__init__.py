"""Which pages a site has: read from its feeds, sitemaps and front page. No network, no Scrapy."""
