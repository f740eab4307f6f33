"""Asking again, when and as the site says."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler.extensions.pace import Pace

#: Answers by which a site asks to be left alone for a while.
_BUSY = {429, 503}
#: The longest wait, in seconds, that is worth a retry; what needs more waits for the next run.
LONGEST_WAIT = 60.0


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, after the time that ``Retry-After`` asks for."""

    def process_response(
        self, request: Request, response: Response, *_: object
    ) -> Request | Response:
        """Slow down for a busy site; give the answer as it is when the wait would be too long."""
        if response.status not in _BUSY:
            return super().process_response(request, response)
        wait = seconds_asked(response.headers.get("Retry-After"), datetime.now(UTC))
        pace = self.crawler.get_extension(Pace)
        slot = request.meta.get("download_slot")
        is_too_long = wait is not None and wait > LONGEST_WAIT
        if pace is not None and slot:
            pace.back_off(slot, None if is_too_long else wait)
        if is_too_long:
            return response
        return super().process_response(request, response)


def seconds_asked(header: bytes | None, now: datetime) -> float | None:
    """Read ``Retry-After``: seconds, or a time (RFC 9110, 10.2.3); None where it says neither."""
    text = (header or b"").decode("ascii", "ignore").strip()[:64]
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
