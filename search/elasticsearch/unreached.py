"""Why no answer came from a server, as one sentence: where, what, and what to do."""

from __future__ import annotations

import re

from elastic_transport import (
    ConnectionError as NotConnected,
)
from elastic_transport import (
    ConnectionTimeout,
    SerializationError,
    TlsError,
    TransportError,
)

_SETTINGS = "search.elasticsearch"
_SYSTEM_ERROR = re.compile(r"\[Errno -?\d+\] ([^'\")]+)")
#: How OpenSSL, in its versions, calls an answer that is not TLS.
_PLAIN = re.compile("WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|UNKNOWN_PROTOCOL")
_VERIFICATION = re.compile(r"certificate verify failed: ([^(\"']+)")
#: How Python, in its versions and urllib3, calls a certificate for another address.
_OTHER_NAME = re.compile("doesn't match|[Hh]ostname mismatch|IP address mismatch")
_OTHER_FINGERPRINT = "Fingerprints did not match"
#: A server that expects TLS ends a connection without.
_ENDED = re.compile("RemoteDisconnected|ConnectionResetError|without response")


def unreached(error: Exception, where: str) -> str:
    """Return the sentence for what the client raised where it got no answer.

    Args:
        error: A ``TransportError``.
        where: The name of the server, without any secret.
    """
    # What the first attempt met stands in the one, what the last one met in the other.
    words = f"{error} {getattr(error, 'message', '')}"
    if isinstance(error, ConnectionTimeout):
        return f"{where} did not answer in time: try again, or raise {_SETTINGS}.timeout."
    if isinstance(error, TlsError):
        return _without_trust(words, where)
    if isinstance(error, SerializationError):
        return not_elasticsearch(where)
    found = _SYSTEM_ERROR.search(words)
    why = f" ({found.group(1).strip()})" if found else ""
    kind = "reached" if isinstance(error, NotConnected | TransportError) else "asked"
    tls = ", with https:// where it speaks TLS" if _ENDED.search(words) else ""
    return f"{where} cannot be {kind}{why}: is it running, and is {_SETTINGS}.hosts right{tls}?"


def not_elasticsearch(where: str) -> str:
    """Return the sentence for a server that is something else."""
    return (
        f"{where} answers, but is not Elasticsearch: Pantau works with Elasticsearch 8.19 and 9, "
        f"not with OpenSearch or others; see {_SETTINGS}.hosts."
    )


def _without_trust(words: str, where: str) -> str:
    if _PLAIN.search(words):
        return (
            f"{where} speaks no TLS: write http:// in {_SETTINGS}.hosts, or turn TLS on at the "
            "server."
        )
    if _OTHER_FINGERPRINT in words:
        return (
            f"{where} shows a certificate that {_SETTINGS}.ca_fingerprint is not of: make sure "
            "that it is the right server, then set the fingerprint of its authority."
        )
    if _OTHER_NAME.search(words):
        return (
            f"{where} shows a certificate for another name: write that name in {_SETTINGS}.hosts, "
            "or renew the certificate there."
        )
    if "has expired" in words:
        return f"{where} shows a certificate that has expired: renew it there."
    found = _VERIFICATION.search(words)
    why = f" ({found.group(1).strip()})" if found else ""
    return (
        f"{where} shows a certificate that is not trusted{why}: "
        f"set {_SETTINGS}.ca_certs or {_SETTINGS}.ca_fingerprint."
    )
