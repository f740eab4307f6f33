"""The dead man's switch: an address that is asked after each crawl that went well."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from crawler.private import Allowed, PrivateAddressError, permitted
from model.exceptions import PantauError

#: Seconds for one step of the request: connecting, sending, waiting.
_SECONDS = 10.0


class HeartbeatError(PantauError):
    """The address could not be asked; what it is stays out of the message but for its host."""


def beat(url: str, allow_private: Sequence[str] = ()) -> None:
    """Ask ``url`` once, without following redirects.

    The address that is judged is the one that is connected to. The path of the URL is a secret.

    Raises:
        HeartbeatError: it is private and not allowed by name, or it does not answer well.
    """
    asked = httpx.URL(url)
    port = asked.port or (443 if asked.scheme == "https" else 80)
    try:
        address = permitted(asked.host, port, Allowed(allow_private))[0]
        with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
            answer = client.get(
                asked.copy_with(host=address),
                headers={"Host": asked.netloc.decode("ascii")},
                extensions={"sni_hostname": asked.host},
            )
    except PrivateAddressError as error:
        hint = "name it in schedule.watchdog.allow_private"
        raise HeartbeatError(f"{asked.host} has a private address: {hint}") from error
    except (OSError, UnicodeError, httpx.HTTPError) as error:
        raise HeartbeatError(f"{asked.host} cannot be asked: {type(error).__name__}") from None
    if not answer.is_success:
        raise HeartbeatError(f"{asked.host} answers {answer.status_code}")
