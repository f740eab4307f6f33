"""Settings of what is given up first where a disk becomes full."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from model.config_section import Section


class DiskSettings(Section):
    """How much room must be left, in megabytes of a million bytes; 0: as long as there is any."""

    stop_archiving_mb: float = Field(
        2000, ge=0, description="room on the archive's disk below which no page is archived"
    )
    stop_crawling_mb: float = Field(
        500, ge=0, description="room on the data directory's disk below which no crawl goes on"
    )

    @model_validator(mode="after")
    def _archive_first(self) -> Self:
        if self.stop_archiving_mb < self.stop_crawling_mb:
            raise ValueError("stop_archiving_mb must not be below stop_crawling_mb")
        return self
