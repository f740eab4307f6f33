"""Settings of the office that uses Pantau: what its papers say of it, and its zone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, FilePath, field_validator

from model.config_section import Section, Words, split_words
from model.zones import zone_of


class OfficeSettings(Section):
    """The office whose name, letterhead and clock the kliping and the reports carry."""

    name: str = Field("Ditjenpas", min_length=1, description="name of the office, as papers say it")
    provinces: Words = Field([], description="provinces that the office answers for; none: all")
    zone: str = Field("Asia/Jakarta", description="zone of the office's day: WIB, WITA, WIT")
    letterhead: Words = Field(
        [], description="lines of the letterhead, the most important last; none: the name"
    )
    address: str | None = Field(None, description="address under the letterhead")
    logo: FilePath | None = Field(None, description="picture (PNG, JPEG) beside the letterhead")
    paper: Literal["A4", "F4"] = Field("A4", description="size of papers; F4 is 210 by 330 mm")
    city: str | None = Field(None, description="where papers are signed")
    prepared_by: str | None = Field(None, description="who prepares papers: name, or name; office")
    approved_by: str | None = Field(None, description="who approves papers: name, or name; office")

    @field_validator("provinces", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("letterhead", mode="before")
    @classmethod
    def _lines(cls, value: object) -> object:
        return [line.strip() for line in value.split("|")] if isinstance(value, str) else value

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return zone_of(value).key
