"""The two cookies: of a session, and of a visitor who has none yet."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

_SESSION = "pantau_session"
_VISITOR = "pantau_visitor"


class Cookies:
    """Reads and sets our cookies; ``secure`` ones are never sent without HTTPS."""

    def __init__(self, *, secure: bool) -> None:
        # A browser takes this prefix only from the very host, by HTTPS, for all of its paths.
        prefix = "__Host-" if secure else ""
        self._secure = secure
        self._session_name, self._visitor_name = prefix + _SESSION, prefix + _VISITOR

    def session(self, connection: HTTPConnection) -> str | None:
        """Return the secret of the session that the browser says it has."""
        return connection.cookies.get(self._session_name)

    def visitor(self, connection: HTTPConnection) -> str | None:
        """Return the secret of a browser that was given a form before."""
        return connection.cookies.get(self._visitor_name)

    def set_session(self, response: Response, secret: str, seconds: int) -> None:
        """Let the browser keep the secret of its session."""
        self._set(response, self._session_name, secret, seconds)

    def set_visitor(self, response: Response, secret: str) -> None:
        """Let the browser keep the secret of its forms until it is closed."""
        self._set(response, self._visitor_name, secret, None)

    def forget_session(self, response: Response) -> None:
        """Let the browser forget its session."""
        self._set(response, self._session_name, "", 0)

    def _set(self, response: Response, name: str, value: str, seconds: int | None) -> None:
        response.set_cookie(
            name, value, max_age=seconds, httponly=True, secure=self._secure, samesite="lax"
        )


def cookies_of(connection: HTTPConnection) -> Cookies:
    """Return the cookies of the application that is asked."""
    cookies = connection.app.state.cookies
    assert isinstance(cookies, Cookies)
    return cookies
