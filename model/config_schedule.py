"""Settings of what runs by the clock."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator

from model.config_section import Section, Words, split_words
from model.cron import cron_trigger, interval
from model.zones import zone_of

_ANY_ZONE = ZoneInfo("Asia/Jakarta")


class JobSettings(Section):
    """When one job runs, and for how long it may."""

    cron: str | None = Field(None, description="when: minute hour day month weekday, as in cron")
    every: str | None = Field(None, description="or how often: 5m, 2h; instead of cron")
    enabled: bool = Field(True, description="false: it runs only by hand")
    minutes: float = Field(60, gt=0, description="minutes after which a run is ended")

    @field_validator("cron")
    @classmethod
    def _cron(cls, value: str | None) -> str | None:
        if value is not None:
            cron_trigger(value, _ANY_ZONE)
        return value

    @field_validator("every")
    @classmethod
    def _every(cls, value: str | None) -> str | None:
        if value is not None:
            interval(value)
        return value

    @model_validator(mode="after")
    def _one_trigger(self) -> Self:
        if (self.cron is None) == (self.every is None):
            raise ValueError("give cron or every, one of them")
        return self


class JobsSettings(Section):
    """The jobs; of each, what is not set stays as it is here."""

    crawl: JobSettings = Field(
        JobSettings(cron="0 4 * * *", minutes=720), description="ask every site"
    )
    poll: JobSettings = Field(
        JobSettings(cron="35 * * * *", minutes=50),
        description="ask the sites that publish often and are due",
    )
    index: JobSettings = Field(
        JobSettings(every="30m", minutes=120),
        description="bring the search index up to date",
    )
    alerts: JobSettings = Field(
        JobSettings(every="5m", minutes=30), description="match subscriptions, deliver, digests"
    )
    health: JobSettings = Field(
        JobSettings(cron="50 * * * *", minutes=20), description="tell operators what is at fault"
    )
    sites: JobSettings = Field(
        JobSettings(cron="30 1 * * sun", minutes=120),
        description="look again at sites of the catalogue that are at fault or unfit",
    )
    backup: JobSettings = Field(
        JobSettings(cron="0 2 * * *", minutes=360),
        description="back up, where backup.directory says to where",
    )
    retention: JobSettings = Field(
        JobSettings(cron="10 3 * * *", minutes=60), description="forget what was kept long enough"
    )
    report: JobSettings = Field(
        JobSettings(cron="0 6 2 * *", minutes=60), description="write the report of last month"
    )

    @field_validator("*", mode="before")
    @classmethod
    def _onto_defaults(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, dict):
            return value
        default = cls.model_fields[info.field_name or ""].default
        kept: dict[str, Any] = default.model_dump(exclude_unset=True)
        for one, other in (("cron", "every"), ("every", "cron")):
            if value.get(one) is not None:
                kept.pop(other, None)
        return {**kept, **value}


class KeepHistorySettings(Section):
    """How long is kept what tells of work done, in days."""

    runs: int = Field(400, ge=1, description="days that reports of crawls are kept")
    visits: int = Field(
        400,
        ge=190,
        description="days that visits are kept; half a year tells how a site is doing",
    )
    history: int = Field(90, ge=1, description="days that runs of jobs are kept")
    deliveries: int = Field(
        400,
        ge=190,
        description="days that notices are kept that were sent, and what was sent of stories gone",
    )


class WatchdogSettings(Section):
    """What operators are told of by themselves."""

    hours: float | None = Field(
        36, gt=0, description="hours without a finished crawl until they are told; null: never"
    )
    share: float = Field(
        0.5, gt=0, le=1, description="share of all sites, or of a group's, that is at fault"
    )
    heartbeat_url: SecretStr | None = Field(
        None, description="address to ask after each crawl that went well (dead man's switch)"
    )
    allow_private: Words = Field(
        [], description="hosts (host or host:port) to ask though their address is private"
    )

    @field_validator("allow_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)

    @field_validator("heartbeat_url")
    @classmethod
    def _address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise ValueError("must be an address such as https://hc.example.id/ping/…")
        return value


class ScheduleSettings(Section):
    """What runs by the clock."""

    zone: str = Field("Asia/Jakarta", description="time zone of cron: WIB, WITA, WIT, or its name")
    jobs: JobsSettings = JobsSettings()
    keep: KeepHistorySettings = KeepHistorySettings()
    watchdog: WatchdogSettings = WatchdogSettings()

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        return zone_of(value).key
