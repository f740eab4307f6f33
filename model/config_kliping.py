"""Settings of the morning kliping."""

from __future__ import annotations

from datetime import time as Clock  # noqa: N812 - a setting is called time
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from model.alerts import Weekday
from model.config_section import Section, Words, split_words

_WORKDAYS = list(Weekday)[:5]
_MOST_MINUTES = 24 * 60


class KlipingSettings(Section):
    """When the kliping is put together, of what, and for whom; hours are in the office's zone."""

    enabled: bool = Field(True, description="false: it is put together only by hand")
    time: Clock = Field(Clock(7, 30), description="when it is put together")
    days: list[Weekday] = Field(_WORKDAYS, min_length=1, description="on which days: senin, …")
    send: Literal["manual", "auto"] = Field(
        "manual", description="auto: it goes out by itself, whether anybody checked it or not"
    )
    send_at: Clock | None = Field(
        None, description="when it goes out by itself; null: as soon as it is put together"
    )
    to: Words = Field([], description="targets that it is sent to, such as mailto:humas@example.id")
    provinces: Words = Field(
        [], description="further provinces, such as neighbours, beside those of the office"
    )
    late_days: int = Field(
        7, ge=0, description="days before the period whose news is told when it is found late"
    )
    others: int = Field(
        10, ge=0, description="headlines of other news of prisons in the WhatsApp text, at most"
    )

    @field_validator("to", "provinces", "days", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("time", "send_at", mode="before")
    @classmethod
    def _clock(cls, value: object) -> object:
        # YAML 1.1 reads an unquoted 07:30 as a number of base sixty.
        if not isinstance(value, int):
            return value
        if not 0 <= value < _MOST_MINUTES:
            raise ValueError("must be a time of the day such as 07:30")
        return Clock(*divmod(value, 60))

    @model_validator(mode="after")
    def _sent_after(self) -> Self:
        if self.send_at is not None and self.send_at < self.time:
            raise ValueError("send_at must not be before time")
        return self

    @property
    def going_out(self) -> Clock:
        """When it goes out by itself."""
        return self.send_at or self.time
