"""By which names we may be asked.

A page elsewhere can let its own name lead to this machine (DNS rebinding), and would then be taken
for ours by the browser; but it cannot change that name in the ``Host`` header.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from model.config_web import WebSettings, is_loopback
from web.frame.problems import answer, problem_of


class OwnHosts:
    """Refuses requests by names that are not ours; addresses, and loopback's names, always are."""

    def __init__(self, app: ASGIApp, *, settings: WebSettings) -> None:
        self._app = app
        public = urlsplit(settings.public_url).hostname if settings.public_url else None
        self._own = {host.lower() for host in (settings.host, *settings.hosts, public) if host}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request that is for us."""
        if scope["type"] != "http" or self._is_own(Request(scope).headers.get("host", "")):
            await self._app(scope, receive, send)
            return
        detail = "Pantau is not asked by this name: set web.public_url, or web.hosts"
        refusal = answer(Request(scope), problem_of(421, detail))
        await refusal(scope, receive, send)

    def _is_own(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in self._own or is_loopback(name) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
