"""Outlets: those whose news is watched, as the catalogue and the configuration name them."""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

OutletType = Literal["press", "official", "government", "blog"]
OUTLET_TYPES: tuple[OutletType, ...] = get_args(OutletType)


class Outlet(BaseModel):
    """An outlet to watch; only its address is needed."""

    model_config = ConfigDict(extra="forbid", validate_default=True)

    url: str = Field(description="address of the front page")
    name: str | None = Field(None, description="the outlet's name, as people write it")
    province: str | None = Field(None, description="province the outlet reports from")
    type: OutletType = Field(
        "press", description="press, official (the prison service's own), government or blog"
    )
    group: str | None = Field(None, description="the house or network that owns the outlet")
    verified: bool = Field(False, description="whether somebody has seen the site answer")

    @field_validator("url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be a web address such as https://example.id/")
        return value


class SiteSettings(Outlet):
    """A site of the configuration: who lists it there vouches for it."""

    verified: bool = Field(True, description="false: ask only for its front page at first")
