"""Settings of alerts, and subscriptions as they stand in the configuration file."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal, NamedTuple

from pydantic import (
    Field,
    FilePath,
    SecretStr,
    field_serializer,
    field_validator,
    model_validator,
)

from model.alerts import EXPIRY_DAYS, MORNING, Form, Language, Rhythm, Topic, Weekday
from model.config_section import Section, Words, split_words
from model.targets import masked
from model.zones import zone_of

_QUIET = re.compile(r"(\d\d?)[.:](\d\d)\s*-\s*(\d\d?)[.:](\d\d)")


class QuietHours(NamedTuple):
    """From when to when nobody is disturbed; the end may be on the next day."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        """Whether a time of the day is within; the end is not."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


class SmtpSettings(Section):
    """The server that mail is handed to; the password comes from the environment."""

    host: str | None = Field(None, description="name of the mail server; null: no mail is sent")
    port: int = Field(587, ge=1, le=65535, description="port of the mail server")
    tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="starttls, tls (from the first byte, port 465) or none"
    )
    user: str | None = Field(None, description="user name at the mail server")
    password: SecretStr | None = Field(None, description="password at the mail server")
    ca_certs: FilePath | None = Field(
        None, description="file of the certificates that the server's is signed with"
    )
    timeout: float = Field(
        30, gt=0, le=60, description="seconds until an answer of the mail server is given up"
    )


class AlertSettings(Section):
    """How people are told of what is new."""

    sender: str | None = Field(
        None, description="address that mail comes from, such as Pantau <pantau@example.id>"
    )
    smtp: SmtpSettings = SmtpSettings()
    quiet_hours: str | None = Field(
        None, description="hours in which nothing is sent at once or hourly, such as 21:00-06:00"
    )
    zone: str = Field("Asia/Jakarta", description="zone of digests and quiet hours: WIB, WITA, WIT")
    max_entries: int = Field(20, ge=1, description="entries of one message, beyond: see all")
    webhook_secret: SecretStr | None = Field(
        None, description="what webhooks are signed with; from the environment"
    )
    operator: Words = Field([], description="targets that are told when Pantau itself has trouble")
    allow_private: Words = Field(
        [], description="hosts (host or host:port) that webhooks may ask though they are private"
    )

    @field_validator("operator", "allow_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return zone_of(value).key

    @field_validator("quiet_hours")
    @classmethod
    def _hours(cls, value: str | None) -> str | None:
        if value is not None:
            _quiet_hours(value)
        return value

    @property
    def quiet(self) -> QuietHours | None:
        """The quiet hours, where there are."""
        return _quiet_hours(self.quiet_hours) if self.quiet_hours else None


class SubscriptionSettings(Section):
    """A subscription as code; its name tells it from the others."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    to: Annotated[list[str], Field(min_length=1)] = Field(description="targets")
    query: str | None = Field(None, description="in the search language; or fields")
    unit: list[str] = Field([], description="names of units")
    province: list[str] = Field([], description="provinces")
    partner: list[str] = Field([], description="names of partners")
    kind: list[str] = Field([], description="kinds of agreement")
    keyword: list[str] = Field([], description="words or phrases")
    what: list[Topic] = Field(
        [Topic.STORIES, Topic.AGREEMENTS], min_length=1, description="what is told"
    )
    when: Rhythm = Field(Rhythm.NOW, description="how often: now, hourly, daily, weekly")
    at: time = Field(MORNING, description="time of daily and weekly digests")
    day: Weekday = Field(Weekday.SENIN, description="day of weekly digests")
    days: int = Field(EXPIRY_DAYS, ge=1, description="days before its end that one expires")
    zone: str | None = Field(None, description="zone; null: that of alerts.zone")
    language: Language = Field(Language.INDONESIAN, description="language of messages")
    allow_private: bool = Field(False, description="whether a webhook may be at a private address")

    @field_validator("to", "unit", "province", "partner", "kind", "keyword", "what", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("at", mode="before")
    @classmethod
    def _clock(cls, value: object) -> object:
        # YAML 1.1 reads an unquoted 07:30 as a number of base sixty.
        return time(*divmod(value, 60)) if isinstance(value, int) and value < 24 * 60 else value

    @field_serializer("to")
    def _without_secrets(self, targets: list[str]) -> list[str]:
        return list(map(masked, targets))

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str | None) -> str | None:
        return None if value is None else zone_of(value).key

    @model_validator(mode="after")
    def _query_or_form(self) -> SubscriptionSettings:
        if self.query is not None and self.form is not None:
            raise ValueError("give query or fields, not both")
        return self

    @property
    def form(self) -> Form | None:
        """The fields, where any is given."""
        fields = {name: tuple(getattr(self, name)) for name in Form.model_fields}
        return Form(**fields) if any(fields.values()) else None


def _quiet_hours(value: str) -> QuietHours:
    found = _QUIET.fullmatch(value.strip())
    if found is None:
        raise ValueError("must be two times such as 21:00-06:00")
    hours = [int(part) for part in found.groups()]
    return QuietHours(time(hours[0], hours[1]), time(hours[2], hours[3]))
