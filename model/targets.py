"""Where messages go, as addresses that may hold secrets.

In a target ``${NAME}`` stands for a variable of the environment: it is kept as it is written, and
filled in when something is sent. What is printed, logged or kept as an error is masked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from model.exceptions import InputError

#: Longest target: what a unique index of the store can hold.
LONGEST = 1_000
MASK = "***"

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: Parts of an address, and what stands between them.
_SEPARATORS = re.compile(r"([/?&=@:,;#]+)")
#: Long, with letters and digits, and no words between hyphens.
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.~%+-]{12,}|[0-9a-fA-F]{16,}")
_WORDS = re.compile(r"[a-z]{2,}(?:[-_.][a-z]{2,}|[-_.]\d{1,4})*", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: User and password before a host, and the values of a query.
_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")
_VALUES = re.compile(r"(?<==)[^&#\s]+")
_MAIL, _WEB = "mailto", ("http", "https")


def checked(target: str) -> str:
    """Return a target as it is kept.

    Raises:
        InputError: it is no address.
    """
    value = target.strip()
    if len(value) > LONGEST:
        raise InputError(f"a target has at most {LONGEST} characters, this one has {len(value)}")
    if not value.isprintable() or " " in value:
        raise InputError("a target holds neither spaces nor control characters")
    if "@" in value and _SCHEME.match(value) is None:
        value = f"{_MAIL}:{value}"
    if _SCHEME.match(value) is None and not _REFERENCE.match(value):
        raise InputError(
            "a target is an address such as mailto:humas@example.id, https://example.id/hook or"
            " 'tgram://${TELEGRAM_TOKEN}/123'"
        )
    return value


def filled(target: str, environment: Mapping[str, str]) -> str:
    """Return a target with its variables filled in.

    Raises:
        InputError: a variable is not set.
    """

    def value(found: re.Match[str]) -> str:
        content = environment.get(found[1])
        if not content:
            raise InputError(f"the variable {found[1]} of a target is not set")
        return content

    return _REFERENCE.sub(value, target)


def masked(target: str) -> str:
    """Return a target as it may be shown: without what may be secret.

    Of web addresses the host stays, and what is no token; of others what stands beside variables,
    else nothing but the scheme. Mail addresses are no secret.
    """
    scheme, colon, rest = target.partition(":")
    if scheme.lower() == _MAIL:
        return target
    if scheme.lower() in _WEB:
        return scheme + colon + _masked_web(rest)
    if _REFERENCE.search(target) is None:
        return f"{scheme}://{MASK}" if colon else MASK
    return scheme + colon + _masked_tokens(rest)


def without_login(text: str) -> str:
    """Return an address without its user, password and the values of its query; else the text."""
    if _ADDRESS.match(text) is None:
        return text
    shown = _LOGIN.sub(_hidden_login, text)
    query = urlsplit(shown).query
    return shown.replace(query, _VALUES.sub(_hidden, query)) if query else shown


def _hidden(found: re.Match[str]) -> str:
    return found[0] if _REFERENCE.fullmatch(found[0]) else MASK


def _hidden_login(found: re.Match[str]) -> str:
    is_named = not _REFERENCE.sub("", found[0]).strip(":@")
    return found[0] if is_named else f"{MASK}@"


def holds_secret(target: str) -> bool:
    """Whether a target seems to hold a secret as such, not as a variable."""
    scheme = target.partition(":")[0].lower()
    if scheme == _MAIL or _REFERENCE.match(target):
        return False
    return masked(target) != target


def scrubbed(text: str, target: str, environment: Mapping[str, str]) -> str:
    """Return ``text``, such as an error, without the secrets of a target."""
    secrets = {environment.get(name, "") for name in _REFERENCE.findall(target)}
    shown = masked(target)
    for part in sorted(_SEPARATORS.split(target), key=len, reverse=True):
        if _is_token(part) and part not in shown:
            secrets.add(part)
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text.replace(target, shown)


def _masked_web(rest: str) -> str:
    """Mask user, password and token-like parts of what follows the scheme."""
    authority, slash, path = rest.removeprefix("//").partition("/")
    user, at, host = authority.rpartition("@")
    if at and _REFERENCE.sub("", user).strip(":"):
        user = MASK
    query_at = path.find("?")
    head, query = (path, "") if query_at < 0 else (path[:query_at], path[query_at:])
    hidden = re.sub(r"=([^&$]+)", f"={MASK}", query)
    return f"//{user}{at}{host}{slash}{_masked_tokens(head)}{hidden}"


def _masked_tokens(text: str) -> str:
    parts = _SEPARATORS.split(text)
    return "".join(MASK if _is_token(part) else part for part in parts)


def _is_token(part: str) -> bool:
    if _REFERENCE.search(part) is not None or _WORDS.fullmatch(part):
        return False
    return _TOKEN.fullmatch(part) is not None


def host_of(target: str) -> str | None:
    """Return the host of a web address; null for all else."""
    parts = urlsplit(target)
    return parts.hostname if parts.scheme.lower() in _WEB else None
