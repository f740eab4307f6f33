"""What groups of settings are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict
from pydantic_settings import NoDecode

Words = Annotated[list[str], NoDecode]


class Section(BaseModel):
    """A group of settings that knows no others than its own."""

    model_config = ConfigDict(extra="forbid", validate_default=True)


def split_words(value: object) -> object:
    """Take ``a, b`` from the environment for ``[a, b]``."""
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return value
