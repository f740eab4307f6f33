"""Scrapy's settings for Pantau, in alphabetical order.

What ``config.yaml`` decides (delay, timeout, sizes, concurrency, contact) is put on top by
:class:`crawler.addon.PantauAddon`; ``scrapy crawl -s NAME=VALUE`` goes above both.
"""

ADDONS = {"crawler.addon.PantauAddon": 0}
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_MAX_DELAY = 60
#: A site begins with the pause that is configured.
AUTOTHROTTLE_START_DELAY = 0
BOT_NAME = "pantau"

#: One connection to a site at a time, however many sites there are.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
COOKIES_ENABLED = False

DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
}
#: Names change; a crawl is short.
DNSCACHE_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.boundary.BoundaryMiddleware": 50,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.retry.PatientRetryMiddleware": 550,
    "crawler.middlewares.private.PrivateAddressMiddleware": 560,
    # Before Scrapy's own, at 750.
    "crawler.middlewares.proxy.ProxyMiddleware": 740,
    # Replaced by the above.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    # A page that sends the reader on by markup is no article.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
}
#: The pause between two requests is a minimum, as configured or as robots.txt asks.
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "https": "crawler.certificates.TrustingHandler",
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
#: The plan of a site asks for each address once; redirects in a circle must be seen, not filtered.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

EXTENSIONS = {
    "crawler.extensions.guard.Guard": 0,
    "crawler.extensions.pace.Pace": 0,
    "crawler.extensions.run_record.RunRecord": 0,
    # Replaced by the above.
    "scrapy.extensions.throttle.AutoThrottle": None,
}

FEED_EXPORT_ENCODING = "utf-8"

HTTPERROR_ALLOW_ALL = True
ITEM_PIPELINES = {
    "pipelines.items.PrisonWordPipeline": 100,
    "pipelines.items.ReadPipeline": 200,
    "pipelines.items.SincePipeline": 300,
    "pipelines.items.StorePipeline": 400,
}

LOG_LEVEL = "INFO"

MEMUSAGE_ENABLED = False

NEWSPIDER_MODULE = "crawler.spiders"

#: Names are resolved in these threads; one slow name server must not hold up the others.
REACTOR_THREADPOOL_MAXSIZE = 32
REDIRECT_MAX_TIMES = 5
REFERRER_POLICY = "no-referrer"
REMOTE_CONTROL_ENABLED = False
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]

#: Bytes of pages that may wait for the reading processes; beyond it no new request goes out.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 40_000_000
SPIDER_MODULES = ["crawler.spiders"]

TELNETCONSOLE_ENABLED = False
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
