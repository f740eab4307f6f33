"""Settings of the web page."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from model.config_section import Section, Words, split_words

_LOOPBACK_NAME = "localhost"


class WebSettings(Section):
    """Where the web page is, and who may open it."""

    host: str = Field(
        "127.0.0.1", min_length=1, description="address to listen on; beyond loopback, users log in"
    )
    port: int = Field(8080, ge=0, le=65535, description="port to listen on; 0: any that is free")
    public_url: str | None = Field(
        None, description="address by which people reach it, for links in messages and feeds"
    )
    hosts: Words = Field([], description="further host names by which it may be asked")
    trusted_proxies: Words = Field(
        [], description="addresses of proxies whose X-Forwarded-For and -Proto are believed"
    )
    session_hours: float = Field(
        12, gt=0, le=24 * 90, description="hours until people who are logged in must do so again"
    )

    @field_validator("hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
            raise ValueError("must be an address such as https://pantau.example.id")
        if parts.path.strip("/"):
            raise ValueError("must not have a path: give the page a host name of its own")
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by HTTPS."""
        return (self.public_url or "").startswith("https:")

    @property
    def is_local(self) -> bool:
        """Whether it is for this machine alone: no other host is listened to or named."""
        named = [urlsplit(self.public_url).hostname or ""] if self.public_url else []
        return all(is_loopback(host) for host in (self.host, *named, *self.hosts))


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own, seen from itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        name = host.lower().rstrip(".")
        return name == _LOOPBACK_NAME or name.endswith("." + _LOOPBACK_NAME)
