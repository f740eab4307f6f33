"""Requests to Kibana, and what its refusals mean."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Mapping
from typing import Any, NoReturn

import urllib3
from urllib3.exceptions import (
    HTTPError,
    InsecureRequestWarning,
    ReadTimeoutError,
    SSLError,
)

from model.config import KibanaSettings
from model.exceptions import SearchError
from model.network import DIRECT, Network

#: The space that addresses do not name.
DEFAULT_SPACE = "default"

_LOGIN = "search.kibana.api_key or search.kibana.basic_auth"


class Answer:
    """What Kibana answered: a status below 500 that is neither a refused login nor a redirect."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body

    @property
    def content(self) -> Any:
        """The body as JSON; null where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def message(self) -> str:
        """What Kibana says of a request that it refuses."""
        content = self.content
        told = content.get("message") if isinstance(content, dict) else None
        return str(told or f"HTTP status {self.status}")


class Connection:
    """Speaks to one space of one Kibana.

    Every method raises ``SearchError`` in one sentence where Kibana cannot be reached, is not
    ready, or refuses the login.
    """

    def __init__(
        self, settings: KibanaSettings, space: str | None = None, network: Network = DIRECT
    ) -> None:
        self.url = settings.url
        self.space = space or settings.space or DEFAULT_SPACE
        self._timeout = settings.timeout
        self._headers = {"kbn-xsrf": "pantau", **_authorization(settings)}
        self._pool = _pool(settings, network)

    @property
    def name(self) -> str:
        """What people call this Kibana and space."""
        space = "" if self.space == DEFAULT_SPACE else f", space {self.space}"
        return f"Kibana at {self.url}{space}"

    def get(self, path: str) -> Answer:
        """Ask for ``path``, whatever the space."""
        return self._request("GET", self.url + path)

    def post(self, path: str, content: Mapping[str, Any]) -> Answer:
        """Send JSON to ``path`` of the space."""
        return self._request("POST", self._in_space(path), json=content)

    def post_file(self, path: str, name: str, content: bytes) -> Answer:
        """Send a file, as a form does, to ``path`` of the space."""
        file = (name, content, "application/ndjson")
        return self._request("POST", self._in_space(path), fields={"file": file})

    def fail(self, problem: str) -> NoReturn:
        """Raise ``SearchError`` with what is wrong with this Kibana."""
        raise SearchError(f"{self.name} {problem}")

    def not_allowed(self) -> NoReturn:
        """Raise ``SearchError``: the login is right, but may not do this."""
        self.fail(
            "does not let this user do so: "
            f"{_LOGIN} needs the right to manage saved objects in the space"
        )

    def _in_space(self, path: str) -> str:
        return self.url + ("" if self.space == DEFAULT_SPACE else f"/s/{self.space}") + path

    def _request(self, method: str, url: str, **content: Any) -> Answer:
        try:
            response = self._pool.request(
                method,
                url,
                headers=self._headers,
                timeout=self._timeout,
                retries=False,
                redirect=False,
                **content,
            )
        except HTTPError as error:
            self._not_reached(error)
        self._check(response.status)
        return Answer(response.status, response.data)

    def _not_reached(self, error: HTTPError) -> NoReturn:
        reason = error.__cause__ or error.__context__ or error
        if isinstance(error, SSLError):
            self.fail(
                f"cannot be trusted ({reason}): check that search.kibana.url is right to say "
                "https, and name its authority's certificate in search.kibana.ca_certs"
            )
        if isinstance(error, ReadTimeoutError):
            self.fail(
                f"gave no answer in {self._timeout:g} seconds: "
                "try again, or raise search.kibana.timeout"
            )
        self.fail(f"cannot be reached ({reason}): check that it runs and search.kibana.url")

    def _check(self, status: int) -> None:
        if 300 <= status < 400:
            self.fail(
                "sends us elsewhere, so this is no address of its API: "
                "give search.kibana.url with its base path, if it has one"
            )
        if status == 401:
            self.fail(f"refuses the login: set {_LOGIN}")
        if status == 403:
            self.not_allowed()
        if status == 503:
            self.fail("is not ready yet: try again in a minute")
        if status >= 500:
            self.fail(f"failed with HTTP status {status}: its log says why")


def _pool(settings: KibanaSettings, network: Network) -> urllib3.PoolManager:
    given: dict[str, Any]
    if settings.verify_certs and settings.ca_certs:
        given = {"cert_reqs": "CERT_REQUIRED", "ca_certs": str(settings.ca_certs)}
    elif settings.verify_certs:
        given = {"ssl_context": network.believing(ssl.create_default_context())}
    else:
        # Whoever sets verify_certs to false has been told what it means.
        urllib3.disable_warnings(InsecureRequestWarning)
        given = {"cert_reqs": "CERT_NONE", "assert_hostname": False}
    proxy = network.proxy_beyond(settings.url)
    if proxy is None:
        return urllib3.PoolManager(**given)
    login = urllib3.make_headers(proxy_basic_auth=":".join(proxy.login)) if proxy.login else None
    return urllib3.ProxyManager(proxy.address, proxy_headers=login, **given)


def _authorization(settings: KibanaSettings) -> dict[str, str]:
    if settings.api_key is not None:
        key = settings.api_key.get_secret_value()
        return {"authorization": f"ApiKey {_base64(key) if ':' in key else key}"}
    if settings.basic_auth is not None:
        return {"authorization": f"Basic {_base64(settings.basic_auth.get_secret_value())}"}
    return {}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
