"""Passwords, and the secrets of sessions and tokens."""

from __future__ import annotations

import hashlib
import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from model.exceptions import InputError

SHORTEST, LONGEST = 10, 1_000
_SECRET_BYTES = 32
#: Begins every token, so that one that got out is known for what it is.
_TOKEN_PREFIX = "pantau_"  # noqa: S105 - no secret
_hasher = PasswordHasher()
#: A hash takes 64 MB: many logins at once wait for each other.
_few_at_once = threading.BoundedSemaphore(2)


def hashed(password: str) -> str:
    """Return an argon2 hash of a password.

    Raises:
        InputError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    with _few_at_once:
        return _hasher.hash(password)


def fits(password: str, known: str | None) -> bool:
    """Whether a password is the one that ``known`` is the hash of.

    That takes as long where nobody is known: who tries names learns nothing.
    """
    with _few_at_once:
        try:
            return _hasher.verify(known or _of_nobody(), password[:LONGEST]) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def new_secret() -> str:
    """Return the secret of a new session."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def new_token() -> str:
    """Return a new token for a program."""
    return _TOKEN_PREFIX + new_secret()


def digest_of(secret: str) -> str:
    """Return what the store keeps of a secret: it is long and random, so a plain digest is safe."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _of_nobody() -> str:
    return _hasher.hash(new_secret())
