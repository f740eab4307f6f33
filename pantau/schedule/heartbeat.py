"""The dead man's switch: an address that is asked after each crawl that went well."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from crawler.behind_proxy import refusal
from crawler.private import Allowed, PrivateAddressError, permitted
from model.exceptions import PantauError
from model.network import DIRECT, Network, Proxy

#: Seconds for one step of the request: connecting, sending, waiting.
_SECONDS = 10.0
_HINT = "name it in schedule.watchdog.allow_private"


class HeartbeatError(PantauError):
    """The address could not be asked; what it is stays out of the message but for its host."""


def beat(url: str, allow_private: Sequence[str] = (), network: Network = DIRECT) -> None:
    """Ask ``url`` once, without following redirects.

    The address that is judged is the one that is connected to. The path of the URL is a secret.

    Raises:
        HeartbeatError: it is private and not allowed by name, or it does not answer well.
    """
    asked = httpx.URL(url)
    proxy = network.proxy_for(url)
    try:
        if proxy is not None:
            answer = _by_proxy(asked, proxy, network, Allowed(allow_private))
        else:
            answer = _directly(asked, network, Allowed(allow_private))
    except PrivateAddressError as error:
        raise HeartbeatError(f"{asked.host} has a private address: {_HINT}") from error
    except (OSError, UnicodeError, httpx.HTTPError) as error:
        raise HeartbeatError(f"{asked.host} cannot be asked: {type(error).__name__}") from None
    if not answer.is_success:
        raise HeartbeatError(f"{asked.host} answers {answer.status_code}")


def _directly(asked: httpx.URL, network: Network, allowed: Allowed) -> httpx.Response:
    address = permitted(asked.host, _port(asked), allowed)[0]
    trusted = network.believing(httpx.create_ssl_context(trust_env=False))
    with httpx.Client(timeout=_SECONDS, trust_env=False, verify=trusted) as client:
        return client.get(
            asked.copy_with(host=address),
            headers={"Host": asked.netloc.decode("ascii")},
            extensions={"sni_hostname": asked.host},
        )


def _by_proxy(asked: httpx.URL, proxy: Proxy, network: Network, allowed: Allowed) -> httpx.Response:
    refused = refusal(asked.host, _port(asked), allowed)
    if refused is not None:
        raise HeartbeatError(f"{refused}: {_HINT}")
    trusted = network.believing(httpx.create_ssl_context(trust_env=False))
    by = httpx.Proxy(proxy.address, auth=proxy.login)
    with httpx.Client(timeout=_SECONDS, trust_env=False, verify=trusted, proxy=by) as client:
        return client.get(asked)


def _port(asked: httpx.URL) -> int:
    return asked.port or (443 if asked.scheme == "https" else 80)
