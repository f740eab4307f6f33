"""Settings of the way to the internet: a proxy, and authorities of one's own."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, FilePath, SecretStr, field_validator

from model.config_section import Section, Words, split_words


class NetworkSettings(Section):
    """How the internet is reached; HTTP_PROXY, HTTPS_PROXY, NO_PROXY count where it is not set."""

    proxy: SecretStr | None = Field(
        None, description="proxy for all requests: http://[user:password@]host:port"
    )
    no_proxy: Words = Field(
        [], description="hosts, .domains and networks (10.0.0.0/8) that are asked without it"
    )
    ca_certs: FilePath | None = Field(
        None, description="file of certificates (PEM) to believe beside the system's own"
    )

    @field_validator("no_proxy", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("proxy")
    @classmethod
    def _address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            check_proxy(value.get_secret_value())
        return value


def check_proxy(address: str) -> None:
    """See that an address is one of a proxy; the message does not quote it.

    Raises:
        ValueError: it is none.
    """
    problem = "must be an address such as http://proxy.example.id:3128"
    try:
        parts = urlsplit(address)
        is_one = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise ValueError(problem) from None
    if not is_one:
        raise ValueError(problem)
