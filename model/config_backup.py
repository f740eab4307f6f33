"""Settings of backups: where they go, and how many stay. When they are made, schedule.jobs says."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from model.config_section import Section


class BackupSettings(Section):
    """Where backups go by themselves; without a directory none is made."""

    directory: Path | None = Field(
        None, description="where the job backup puts backups, best on another disk; null: nowhere"
    )
    keep: int | None = Field(14, ge=1, description="backups that stay there; null: all")
    warn_hours: float = Field(
        50, gt=0, description="age of the last backup, in hours, from which operators are told"
    )
