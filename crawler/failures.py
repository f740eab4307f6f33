"""What went wrong with a request, in the names that reports use."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, DNSLookupError
from twisted.internet.error import TimeoutError as ConnectTimeoutError

from crawler import reasons
from model.exceptions import PageError

_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, reasons.TIMEOUT),
    (ConnectTimeoutError, reasons.TIMEOUT),
    (CannotResolveHostError, reasons.DNS),
    (DNSLookupError, reasons.DNS),
    (DownloadConnectionRefusedError, reasons.REFUSED),
    (ConnectError, reasons.REFUSED),
    # Scrapy cancels a download for its size alone.
    (DownloadCancelledError, reasons.TOO_LARGE),
    (UnsupportedURLSchemeError, reasons.BAD_ADDRESS),
    (UnicodeError, reasons.BAD_ADDRESS),
    (ValueError, reasons.BAD_ADDRESS),
)
_DETAIL_LENGTH = 200


class Dropped(IgnoreRequest):
    """A request that must not go out, or on; ``reason`` is its short name."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


def reason_of(error: BaseException) -> tuple[str, str]:
    """Name a failure: (reason, detail)."""
    if isinstance(error, (Dropped, PageError)):
        return error.reason, error.detail
    if isinstance(error, IgnoreRequest):
        return _ignored(error)
    if _is_tls(error):
        return reasons.TLS, _innermost(error)
    for kind, reason in _BY_TYPE:
        if isinstance(error, kind):
            return reason, ""
    return reasons.CONNECTION, type(error).__name__


def _ignored(error: IgnoreRequest) -> tuple[str, str]:
    """Scrapy's own refusals: too many redirects, or a body that grew too large when unpacked."""
    if "redirection" in str(error):
        return reasons.REDIRECT_LOOP, ""
    return reasons.TOO_LARGE, ""


def _is_tls(error: BaseException) -> bool:
    return any(
        type(inner).__module__.startswith(("OpenSSL", "service_identity", "ssl"))
        for inner in _chain(error)
    )


def _chain(error: BaseException) -> list[BaseException]:
    """The error, what caused it, and the reasons that Twisted wraps, each once."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        inner = waiting.pop()
        if inner is None or inner in found:
            continue
        found.append(inner)
        waiting += [inner.__cause__, inner.__context__]
        waiting += [reason.value for reason in getattr(inner, "reasons", ()) or ()]
    return found


def _innermost(error: BaseException) -> str:
    tls = [inner for inner in _chain(error) if not type(inner).__module__.startswith("scrapy")]
    return str(tls[-1])[:_DETAIL_LENGTH] if tls else ""
