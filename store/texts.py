"""Text that every database takes, and the ids of what is kept."""

from __future__ import annotations

import json
import re
import secrets
from base64 import b32encode
from typing import Any, TypeVar

from pydantic import BaseModel

#: What PostgreSQL cannot hold, or UTF-8 cannot write: NUL and halves of surrogate pairs.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_ID_BYTES = 7
_AGREEMENT_ID = re.compile("a[a-z2-7]{11}")

_Record = TypeVar("_Record", bound=BaseModel)


def clean(value: Any) -> Any:
    """Return ``value`` with text that can be stored: NUL goes, broken characters become U+FFFD."""
    if isinstance(value, str):
        if _UNFIT.search(value) is None:
            return value
        return _UNFIT.sub(lambda bad: "" if bad.group() == "\0" else "\ufffd", value)
    if isinstance(value, dict):
        return {clean(name): clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def as_json(record: BaseModel) -> str:
    """Return ``record`` as JSON that can be stored and read back."""
    return json.dumps(clean(record.model_dump(mode="json")), ensure_ascii=False)


def as_stored(record: _Record) -> _Record:
    """Return ``record`` as it would come back from the store."""
    return type(record).model_validate_json(as_json(record))


def new_id(prefix: str) -> str:
    """Return a new id: ``prefix`` and 11 characters of a-z and 2-7.

    Drawn at random (55 bits), so that an id is never given twice, not even after its story is gone.
    """
    drawn = b32encode(secrets.token_bytes(_ID_BYTES)).decode("ascii").rstrip("=")
    return prefix + drawn.lower()[:11]


def is_id(value: object) -> bool:
    """Whether a value can be the id of an agreement."""
    return isinstance(value, str) and _AGREEMENT_ID.fullmatch(value) is not None
