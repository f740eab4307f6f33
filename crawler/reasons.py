"""Why a page was dropped: the names that reports use, and what each means for the next run."""

from __future__ import annotations

from typing import Final

from model.sayings import problem

#: Read before; not asked again.
KNOWN: Final = "known"
BEFORE_SINCE: Final = "before_since"
#: More pages than ``crawl.max_pages``; the newest were asked.
PAGE_LIMIT: Final = "page_limit"
#: ``crawl.site_minutes`` were over.
SITE_TIME: Final = "site_time"
#: The site failed too often in a row to be asked on.
SITE_FAILING: Final = "site_failing"
#: The crawl was stopped.
STOPPED: Final = "stopped"
#: Another address led to the same page.
DUPLICATE: Final = "duplicate"
OFF_SITE: Final = "off_site"
ROBOTS: Final = "robots"
#: robots.txt itself could not be had, so nothing may be asked (RFC 9309, 2.3.1.4).
ROBOTS_UNREACHABLE: Final = "robots_unreachable"
PRIVATE_ADDRESS: Final = "private_address"
BAD_ADDRESS: Final = "bad_address"
DNS: Final = "dns"
REFUSED: Final = "refused"
TIMEOUT: Final = "timeout"
TLS: Final = "tls"
CONNECTION: Final = "connection"
REDIRECT_LOOP: Final = "redirect_loop"
TOO_LARGE: Final = "too_large"
NOT_HTML: Final = "not_html"
NO_PRISON_WORD: Final = "no_prison_word"
#: An address that is a list or a file, or an article that is gone.
NOT_ARTICLE: Final = "not_article"
READER_FAILED: Final = "reader_failed"
#: Of a site: neither front page, feed nor sitemap could be read.
NOTHING_FOUND: Final = "nothing_found"

#: Kept, and still as it was when it was read.
UNCHANGED: Final = "unchanged"
#: Kept, and gone from its site since.
WITHDRAWN: Final = "withdrawn"
#: Not worth a request by title and address.
OFF_TOPIC: Final = "off_topic"
#: Found, and to be asked for.
WAITING: Final = "waiting"
#: A first look found no Indonesian news.
UNFIT: Final = "unfit"
#: The site failed on several visits, and is left alone for a while.
RESTING: Final = "resting"
#: ``crawl.max_requests`` were made.
REQUEST_LIMIT: Final = "request_limit"

_HTTP = "http_"
#: Answers for a page that was there and is not any more.
_GONE = {"http_404", "http_410"}
#: Types of answers that are surely no page; what is unknown is looked at.
_NO_PAGES = ("image/", "audio/", "video/", "font/", "application/")
_PAGES = ("application/xhtml", "application/xml", "application/vnd.wap.xhtml")
#: The page may well be there next time.
_TEMPORARY = {
    SITE_TIME,
    SITE_FAILING,
    REQUEST_LIMIT,
    STOPPED,
    WAITING,
    ROBOTS,
    ROBOTS_UNREACHABLE,
    PRIVATE_ADDRESS,
    DNS,
    REFUSED,
    TIMEOUT,
    TLS,
    CONNECTION,
    "worker_timeout",
    "worker_died",
    # A fault of ours, which a later release may not have.
    READER_FAILED,
    "http_401",
    "http_403",
    "http_408",
    "http_425",
    "http_429",
}
#: Reasons that the site as a whole does not answer.
_SITE_DOWN = {ROBOTS_UNREACHABLE, PRIVATE_ADDRESS, BAD_ADDRESS, DNS, REFUSED, TIMEOUT, TLS}
_SITE_DOWN |= {CONNECTION, "http_401", "http_403", "http_429"}


def is_no_page(content_type: str) -> bool:
    """Say whether an answer of a type is surely no web page."""
    kind = content_type.lower()
    return kind.startswith(_NO_PAGES) and not kind.startswith(_PAGES)


def http(status: int) -> str:
    """The reason for an answer with an HTTP ``status`` of failure."""
    return f"{_HTTP}{status}"


def is_temporary(reason: str) -> bool:
    """Say whether a page dropped for ``reason`` is asked for again in the next run."""
    return reason in _TEMPORARY or reason.startswith(f"{_HTTP}5")


def is_gone(reason: str) -> bool:
    """Say whether a page that was there before is gone for good, as the site says."""
    return reason in _GONE


def is_site_down(reason: str) -> bool:
    """Say whether a front page that failed for ``reason`` means that nothing else will answer."""
    return reason in _SITE_DOWN or reason.startswith(f"{_HTTP}5")


def sentence(reason: str, detail: str = "") -> str:
    """Say what went wrong, the short name first: "dns: its name cannot be resolved (…)"."""
    return f"{reason}: {words(reason, detail)}".removesuffix(": ")


def words(reason: str, detail: str = "") -> str:
    """Say in words what ``reason`` means, ``detail`` in brackets behind it."""
    return problem(reason, detail, "en")


def detail_of(reason: str, told: str) -> str:
    """Return the detail behind which :func:`sentence` put a reason; other text as it is."""
    own = told.removeprefix(reason).removeprefix(": ")
    means = words(reason)
    if not means or not own.startswith(means):
        return own
    return own.removeprefix(means).removeprefix(" (").removesuffix(")")
