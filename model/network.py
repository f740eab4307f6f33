"""Which proxy a request goes by, and whose certificates are believed."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from model.config_network import NetworkSettings, check_proxy
from model.exceptions import ConfigError

#: The scheme of the addresses by which it is told how mail goes.
MAIL = "smtp"
_PORTS = {"http": 80, "https": 443}
_PROXY_PORT = 80
_EVERY_HOST = "*"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: ``address`` is without user and password, ``url`` is with them, and not shown."""

    host: str
    port: int
    login: tuple[str, str] | None = field(default=None, repr=False)
    url: str = field(default="", repr=False)

    @classmethod
    def at(cls, url: str) -> Self:
        """Read the address of a proxy, which was checked."""
        parts = urlsplit(url)
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        return cls(parts.hostname or "", parts.port or _PROXY_PORT, login, url)

    @property
    def address(self) -> str:
        """The address without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def place(self) -> str:
        """Host and port, as those that may be reached are named."""
        return self.address.removeprefix("http://")


@dataclass(frozen=True, slots=True)
class Network:
    """The way to the internet. ``proxies`` are by scheme; ``direct`` hosts are asked without."""

    proxies: Mapping[str, Proxy] = field(default_factory=dict)
    direct: Sequence[str] = ()
    ca_certs: Path | None = None

    @classmethod
    def of(cls, settings: NetworkSettings, environment: Mapping[str, str]) -> Self:
        """Take the settings, and from the environment what they leave open.

        Raises:
            ConfigError: a variable is no address of a proxy.
        """
        direct = settings.no_proxy or _variable(environment, "no_proxy").replace(" ", ",").split(
            ","
        )
        if settings.proxy is not None:
            proxy = Proxy.at(settings.proxy.get_secret_value())
            # What the environment names is for the web alone; whoever sets one means all.
            proxies = dict.fromkeys((*_PORTS, MAIL), proxy)
        else:
            named = {scheme: _variable(environment, f"{scheme}_proxy") for scheme in _PORTS}
            proxies = {scheme: _proxy(scheme, url) for scheme, url in named.items() if url}
        return cls(proxies, tuple(filter(None, direct)), settings.ca_certs)

    def proxy_for(self, url: str) -> Proxy | None:
        """Return the proxy that a request to ``url`` goes by; this machine is asked directly."""
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS.get(parts.scheme, 0)
        if is_this_machine(host) or any(_names(name, host, port) for name in self.direct):
            return None
        return self.proxies.get(parts.scheme)

    def proxy_beyond(self, url: str) -> Proxy | None:
        """Return the proxy for a server that may well stand in the same network as we do.

        A name without a dot, such as that of a container beside, is no proxy's to know.
        """
        proxy = self.proxy_for(url)
        return proxy if "." in (urlsplit(url).hostname or "") else None

    def believing(self, context: ssl.SSLContext) -> ssl.SSLContext:
        """Let a TLS context believe the authorities of the settings too; return it."""
        if self.ca_certs is not None:
            context.load_verify_locations(self.ca_certs)
        return context

    @property
    def variables(self) -> dict[str, str]:
        """What libraries that go by the environment are told."""
        web = {scheme: proxy for scheme, proxy in self.proxies.items() if scheme in _PORTS}
        told = {f"{scheme}_proxy": proxy.url for scheme, proxy in web.items()}
        if told:
            told["no_proxy"] = ",".join(("localhost", "127.0.0.1", "::1", *self.direct))
        if self.ca_certs is not None:
            told["REQUESTS_CA_BUNDLE"] = str(self.ca_certs)
        return told


#: Straight, and believing whom the system does.
DIRECT = Network()


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, by its name or address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _names(name: str, host: str, port: int) -> bool:
    """Whether an entry of no_proxy names a host: itself, its domain, its network, or all."""
    name, named_port = name.strip().lower(), ""
    # More colons are those of an address of IPv6.
    if name.count(":") == 1:
        name, _, named_port = name.partition(":")
    if named_port and named_port != str(port):
        return False
    if name == _EVERY_HOST:
        return True
    try:
        return ip_address(host) in ip_network(name, strict=False)
    except ValueError:
        domain = name.lstrip("*").lstrip(".")
        return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _variable(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or environment.get(name.upper(), "")


def _proxy(scheme: str, url: str) -> Proxy:
    whole = url if "://" in url else f"http://{url}"
    try:
        check_proxy(whole)
    except ValueError as error:
        raise ConfigError(str(error), key=f"{scheme}_proxy".upper()) from None
    return Proxy.at(whole)
