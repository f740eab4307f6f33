"""A certificate that nobody has a reason to believe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from twisted.internet.ssl import PrivateCertificate

_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def self_signed(hosts: Sequence[str]) -> Any:
    """What a Twisted server needs to speak TLS for ``hosts``, with a certificate of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "warta.localhost")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 1, _DAY, _DAY + timedelta(days=9_999)
    )
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
    builder = builder.add_extension(names, critical=False)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return PrivateCertificate.loadPEM(private + certificate).options()
